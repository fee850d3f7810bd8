/**
 * Reads JSON and remembers where each value stands, so that a problem in a policy can name its place.
 * Models: RFC 8259, strictly; what JSON.parse takes is taken here, and nothing else, save nesting deeper than 64.
 * Differs from AWS: AWS says only that the document is malformed; here the line and column are named.
 */
export type Path = readonly (string | number)[];

export interface Place {
	/** Both count from 1. */
	readonly line: number;
	readonly column: number;
}

export interface JsonTree {
	readonly value: unknown;
	readonly start: number;
	readonly end: number;
	/** Members of an object, elements of an array. */
	readonly children: ReadonlyMap<string | number, JsonTree>;
	/** Names given twice in this object. */
	readonly doubled: readonly string[];
}

export type JsonRead =
	| { readonly ok: true; readonly tree: JsonTree }
	| { readonly ok: false; readonly message: string; readonly place: Place };

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- RFC 8259 §7: control characters must be escaped.
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const DEEPEST = 64;
const LEAF: Pick<JsonTree, 'children' | 'doubled'> = { children: new Map(), doubled: [] };

class JsonProblem extends Error {
	readonly offset: number;
	constructor(message: string, offset: number) {
		super(message);
		this.offset = offset;
	}
}

export function placeOf(text: string, offset: number): Place {
	const before = text.slice(0, offset);
	return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** Where the value at a path stands; the nearest value around it if the path leads nowhere. */
export function placeAt(text: string, tree: JsonTree, path: Path): Place {
	let at = tree;
	for (const step of path) {
		const next = at.children.get(step);
		if (!next) break;
		at = next;
	}
	return placeOf(text, at.start);
}

export function readJson(text: string): JsonRead {
	let at = 0;
	const fail = (message: string): never => {
		throw new JsonProblem(message, at);
	};
	const skip = (): void => {
		while (at < text.length && ' \t\n\r'.includes(text[at]!)) at++;
	};
	const found = (): string => (at < text.length ? JSON.stringify(text[at]) : 'the end of the text');
	const expect = (mark: string): void => {
		if (text[at] !== mark) fail(`expected ${mark}, got ${found()}`);
		at++;
	};
	const take = (pattern: RegExp): string | undefined => {
		pattern.lastIndex = at;
		const match = pattern.exec(text)?.[0];
		if (match !== undefined) at += match.length;
		return match;
	};
	const string = (): string =>
		JSON.parse(take(STRING) ?? fail('this string is not closed or not valid')) as string;

	/** The members of an object or an array up to its closing mark. */
	function members(close: '}' | ']', member: (index: number) => void): void {
		at++;
		skip();
		if (text[at] === close) return void at++;
		for (let index = 0; ; index++) {
			skip();
			member(index);
			skip();
			if (text[at] === close) return void at++;
			if (text[at] !== ',') fail(`expected , or ${close}, got ${found()}`);
			at++;
		}
	}

	function value(depth: number): JsonTree {
		if (depth > DEEPEST) fail(`nested deeper than ${DEEPEST}`);
		const start = at;
		const children = new Map<string | number, JsonTree>();
		switch (text[at]) {
			case '{': {
				const doubled: string[] = [];
				members('}', () => {
					if (text[at] !== '"') fail(`expected a name in double quotes, got ${found()}`);
					const name = string();
					if (children.has(name)) doubled.push(name);
					skip();
					expect(':');
					skip();
					children.set(name, value(depth + 1));
				});
				const object = Object.fromEntries([...children].map(([name, child]) => [name, child.value]));
				return { value: object, start, end: at, children, doubled };
			}
			case '[':
				members(']', (index) => void children.set(index, value(depth + 1)));
				return { value: [...children.values()].map((c) => c.value), start, end: at, children, doubled: [] };
			case '"':
				return { value: string(), start, end: at, ...LEAF };
			default:
				break;
		}
		for (const [word, meaning] of [
			['true', true],
			['false', false],
			['null', null]
		] as const)
			if (text.startsWith(word, at)) return { value: meaning, start, end: (at += word.length), ...LEAF };
		const digits = take(NUMBER) ?? fail(`expected a value, got ${found()}`);
		return { value: Number(digits), start, end: at, ...LEAF };
	}

	try {
		skip();
		const tree = value(0);
		skip();
		if (at < text.length) fail(`expected the end of the text, got ${found()}`);
		return { ok: true, tree };
	} catch (error) {
		if (!(error instanceof JsonProblem)) throw error;
		return { ok: false, message: error.message, place: placeOf(text, error.offset) };
	}
}
