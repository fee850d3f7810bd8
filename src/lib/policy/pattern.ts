/**
 * Texts of a policy that match other texts: wildcards `*` and `?`, and policy variables such as `${aws:username}`.
 * Models: IAM User Guide, "IAM policy elements: Variables and tags"; "Resource" (wildcards).
 * Differs from AWS: a variable whose key is absent, and has no default, matches nothing. `?` is one UTF-16 unit.
 */
/** The one value of a condition key in this request; undefined if absent, or if it has several. */
export type VariableLookup = (key: string) => string | undefined;

export interface PatternOptions {
	readonly wildcards: boolean;
	/** Only under Version 2012-10-17. */
	readonly variables: boolean;
	readonly ignoreCase?: boolean;
}

export type Pattern = (text: string, lookup: VariableLookup) => boolean;

const ANY = 1;
const ONE = 2;
/** One UTF-16 unit to be met as it is, any run, or any one unit. */
type Token = string | typeof ANY | typeof ONE;
type Part = { readonly tokens: readonly Token[] } | { readonly key: string; readonly fallback?: string };

/** `${key}`, `${key, 'default'}`, and the escapes `${*}`, `${?}`, `${$}`. */
const VARIABLE = /\$\{(?:([*?$])|([\w:/.@+=-]+)(?:\s*,\s*'([^']*)')?)\}/g;

export const hasVariables = (text: string): boolean => text.includes('${');

function tokensOf(text: string, wildcards: boolean): Token[] {
	return text
		.split('')
		.map((unit) => (wildcards && unit === '*' ? ANY : wildcards && unit === '?' ? ONE : unit));
}

function partsOf(text: string, { wildcards, variables }: PatternOptions): Part[] {
	if (!variables || !hasVariables(text)) return [{ tokens: tokensOf(text, wildcards) }];
	const parts: Part[] = [];
	let from = 0;
	for (const match of text.matchAll(VARIABLE)) {
		const [whole, escape, key, fallback] = match;
		parts.push({ tokens: tokensOf(text.slice(from, match.index), wildcards) });
		if (escape !== undefined) parts.push({ tokens: [escape] });
		else if (key !== undefined) parts.push({ key, ...(fallback !== undefined && { fallback }) });
		from = match.index + whole.length;
	}
	parts.push({ tokens: tokensOf(text.slice(from), wildcards) });
	return parts;
}

/** Greedy with one step back: at worst pattern × text, never exponential. */
function matchTokens(tokens: readonly Token[], text: string): boolean {
	let token = 0;
	let at = 0;
	let star = -1;
	let resume = 0;
	while (at < text.length) {
		const wanted = tokens[token];
		if (wanted === ANY) {
			star = token++;
			resume = at;
		} else if (wanted === ONE || (wanted !== undefined && wanted === text[at])) {
			token++;
			at++;
		} else if (star >= 0) {
			token = star + 1;
			at = ++resume;
		} else return false;
	}
	while (tokens[token] === ANY) token++;
	return token === tokens.length;
}

function compileTokens(tokens: readonly Token[]): (text: string) => boolean {
	const stars = tokens.filter((t) => typeof t === 'number').length;
	if (stars === 0) {
		const exact = tokens.join('');
		return (text) => text === exact;
	}
	if (stars === 1 && tokens.at(-1) === ANY) {
		const start = tokens.slice(0, -1).join('');
		return (text) => text.startsWith(start);
	}
	return (text) => matchTokens(tokens, text);
}

export function compilePattern(text: string, options: PatternOptions): Pattern {
	const fold = options.ignoreCase ? (s: string) => s.toLowerCase() : (s: string) => s;
	const parts = partsOf(fold(text), options);
	if (parts.every((part) => 'tokens' in part)) {
		const test = compileTokens(parts.flatMap((part) => part.tokens));
		return options.ignoreCase ? (value) => test(value.toLowerCase()) : test;
	}
	return (value, lookup) => {
		const tokens: Token[] = [];
		for (const part of parts) {
			if ('tokens' in part) tokens.push(...part.tokens);
			else {
				const found = lookup(part.key) ?? part.fallback;
				if (found === undefined) return false;
				tokens.push(...fold(found).split(''));
			}
		}
		return matchTokens(tokens, fold(value));
	};
}

const nothing: VariableLookup = () => undefined;
/** A text with `*` and `?` and no variables. */
export function compileGlob(text: string): (value: string) => boolean {
	const pattern = compilePattern(text, { wildcards: true, variables: false });
	return (value) => pattern(value, nothing);
}
