/**
 * Policy documents made ready to match, once each: sets for exact words, tests for patterns, values read.
 * A document given as an object is known by its identity (a WeakMap), one given as text by its text.
 * Differs from AWS: AWS compiles at save; here also documents are met that AWS would have refused, so a document that
 * cannot be parsed is kept as broken, and a clause that cannot be read as not evaluable.
 */
import { conditionKeyFacts, type ConditionKeyFacts } from '$lib/facts/condition-keys';
import {
	NAMES_PRINCIPALS,
	type ConditionClause,
	type Element,
	type PolicyKind,
	type PolicySource,
	type PrincipalEntry,
	type Problem,
	type Statement
} from './document';
import { parsePolicy } from './grammar';
import { parseOperator, type Comparison, type Operator } from './operators';
import { compilePattern, hasVariables, type Pattern } from './pattern';

export interface CompiledPrincipal {
	readonly not: boolean;
	readonly everyone: boolean;
	/** ARNs, unique ids, services; accounts in their ARN form. */
	readonly names: ReadonlySet<string>;
	readonly entries: readonly PrincipalEntry[];
}
export interface CompiledAction {
	readonly not: boolean;
	readonly exact: ReadonlySet<string>;
	readonly patterns: readonly Pattern[];
	readonly entries: readonly string[];
}
export interface CompiledResource {
	readonly not: boolean;
	readonly any: boolean;
	readonly patterns: readonly Pattern[];
	readonly entries: readonly string[];
}
export interface CompiledClause {
	readonly clause: ConditionClause;
	/** Absent when the operator or a value cannot be read: not evaluable. */
	readonly operator?: Operator;
	readonly facts?: ConditionKeyFacts;
	readonly key: string;
	readonly comparisons: readonly Comparison[];
}
export interface CompiledStatement {
	readonly statement: Statement;
	readonly allows: boolean;
	/** Absent in kinds that name no principals. */
	readonly principal?: CompiledPrincipal;
	readonly action: CompiledAction;
	readonly resource: CompiledResource;
	readonly clauses: readonly CompiledClause[];
}
export interface CompiledPolicy {
	readonly kind: PolicyKind;
	readonly statements: readonly CompiledStatement[];
	/** Present when nothing in the document can be evaluated. */
	readonly broken?: Problem;
}

type Cache<K extends object | string> = {
	get(key: K): CompiledPolicy | undefined;
	set(key: K, value: CompiledPolicy): unknown;
};
const byIdentity = new Map<PolicyKind, WeakMap<object, CompiledPolicy>>();
const byText = new Map<PolicyKind, Map<string, CompiledPolicy>>();
/** Texts kept per kind; beyond it the oldest is forgotten. */
const TEXTS_KEPT = 500;

export function compilePolicy(source: PolicySource, kind: PolicyKind): CompiledPolicy {
	if (typeof source !== 'string')
		return cached(
			cacheOf(byIdentity, kind, () => new WeakMap()),
			source,
			kind
		);
	const texts = cacheOf(byText, kind, () => new Map<string, CompiledPolicy>());
	const found = cached(texts, source, kind);
	if (texts.size > TEXTS_KEPT) texts.delete(texts.keys().next().value ?? '');
	return found;
}

function cacheOf<C>(caches: Map<PolicyKind, C>, kind: PolicyKind, create: () => C): C {
	let cache = caches.get(kind);
	if (!cache) caches.set(kind, (cache = create()));
	return cache;
}

function cached<K extends PolicySource>(cache: Cache<K>, source: K, kind: PolicyKind): CompiledPolicy {
	let compiled = cache.get(source);
	if (!compiled) cache.set(source, (compiled = compile(source, kind)));
	return compiled;
}

function compile(source: PolicySource, kind: PolicyKind): CompiledPolicy {
	const { document: parsed, problems } = parsePolicy(source, kind);
	if (!parsed) {
		const broken = problems.find((p) => p.severity === 'error');
		return { kind, statements: [], ...(broken && { broken }) };
	}
	const variables = parsed.version === '2012-10-17';
	return {
		kind,
		statements: parsed.statements.map((statement) => compileStatement(statement, kind, variables))
	};
}

function compileStatement(statement: Statement, kind: PolicyKind, variables: boolean): CompiledStatement {
	const { action, resource, principal } = statement;
	const lower = action.entries.map((entry) => entry.toLowerCase());
	const isPattern = (entry: string): boolean => /[*?]/.test(entry);
	return {
		statement,
		allows: statement.effect === 'Allow',
		...(NAMES_PRINCIPALS.has(kind) && { principal: compilePrincipal(principal) }),
		action: {
			not: action.not,
			exact: new Set(lower.filter((entry) => !isPattern(entry))),
			patterns: lower
				.filter(isPattern)
				.map((entry) => compilePattern(entry, { wildcards: true, variables: false })),
			entries: action.entries
		},
		resource: {
			not: resource.not,
			any: resource.entries.includes('*'),
			patterns: resource.entries.map((entry) => compilePattern(entry, { wildcards: true, variables })),
			entries: resource.entries
		},
		clauses: statement.conditions.map((clause) => compileClause(clause, variables))
	};
}

function compilePrincipal(
	{ not, entries }: Element<PrincipalEntry> = { not: false, entries: [] }
): CompiledPrincipal {
	const accountArn = (value: string): string =>
		/^\d{12}$/.test(value) ? `arn:aws:iam::${value}:root` : value;
	return {
		not,
		everyone: entries.some(({ type, value }) => type === '*' || (type === 'AWS' && value === '*')),
		names: new Set(entries.map(({ value }) => accountArn(value))),
		entries
	};
}

function compileClause(clause: ConditionClause, variables: boolean): CompiledClause {
	const operator = parseOperator(clause.operator);
	const facts = conditionKeyFacts(clause.key);
	const readable =
		operator !== undefined &&
		clause.values.length > 0 &&
		clause.values.every((value) => (hasVariables(value) && !variables) || operator.accepts(value));
	return {
		clause,
		key: clause.key.toLowerCase(),
		...(facts && { facts }),
		...(readable && { operator }),
		comparisons: readable ? clause.values.map((value) => operator.compile(value, variables)) : []
	};
}
