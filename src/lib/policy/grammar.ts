/**
 * Whether a text is a policy of its kind, and the document it says.
 * Models: IAM User Guide, "Grammar of the IAM JSON policy language"; KMS Developer Guide, "Key policies", format.
 * Differs from AWS: names every problem with its place, where AWS answers one MalformedPolicyDocumentException;
 * problems that AWS's console warns of are warnings here.
 */
import { utf8 } from '$lib/domain/bytes';
import { LIMITS } from '$lib/facts/limits';
import {
	wherePath,
	type ParsedPolicy,
	type PolicyKind,
	type PolicySource,
	type Problem,
	type ProblemCode,
	type Statement
} from './document';
import { readStatement } from './grammar-statement';
import { isObject, show, type Report } from './report';
import { placeAt, placeOf, readJson, type JsonTree, type Path } from './json';

/** Tab, line feed, carriage return, U+0020 to U+00FF. Source: API PutKeyPolicy. */
const KEY_POLICY_CHARACTER = /[^\t\n\r\u0020-\u00ff]/;
const VERSIONS = ['2012-10-17', '2008-10-17'] as const;

/** Never throws, whatever the source. The document is absent when an error leaves nothing to evaluate. */
export function parsePolicy(source: PolicySource, kind: PolicyKind): ParsedPolicy {
	if (typeof source !== 'string') return readDocument(source, kind);
	const read = readJson(source);
	if (!read.ok) {
		const { message, place } = read;
		const where = `line ${place.line}, column ${place.column}`;
		return { problems: [{ severity: 'error', code: 'json-syntax', message, path: [], where, place }] };
	}
	const parsed = readDocument(read.tree.value, kind);
	const problems = [
		...textProblems(source, kind),
		...doubledNames(read.tree, []).map((path) => ({
			...problem(path, 'duplicate-element', `${show(path.at(-1))} stands twice in one object`),
			severity: 'error' as const
		})),
		...parsed.problems
	].map((p) => (p.place ? p : { ...p, place: placeAt(source, read.tree, p.path) }));
	const doubled = problems.some((p) => p.code === 'duplicate-element');
	return { problems, ...(parsed.document && !doubled && { document: parsed.document }) };
}

const problem = (path: Path, code: ProblemCode, message: string): Omit<Problem, 'severity'> => ({
	...{ code, message, path },
	where: wherePath(path)
});

function textProblems(text: string, kind: PolicyKind): Problem[] {
	if (kind !== 'key-policy') return [];
	const found: Problem[] = [];
	const bytes = utf8(text).length;
	if (bytes > LIMITS.keyPolicy) {
		const message = `expected at most ${LIMITS.keyPolicy} bytes, got ${bytes} (the limit is unverified)`;
		found.push({ severity: 'error', ...problem([], 'too-long', message) });
	}
	const stray = KEY_POLICY_CHARACTER.exec(text);
	if (stray) {
		const code = stray[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
		const message = `expected tab, line feed, carriage return or U+0020 to U+00FF, got U+${code}`;
		found.push({
			severity: 'error',
			...problem([], 'characters', message),
			place: placeOf(text, stray.index)
		});
	}
	return found;
}

const doubledNames = (tree: JsonTree, path: Path): Path[] => [
	...tree.doubled.map((name) => [...path, name]),
	...[...tree.children].flatMap(([step, child]) => doubledNames(child, [...path, step]))
];

function readDocument(json: unknown, kind: PolicyKind): ParsedPolicy {
	const problems: Problem[] = [];
	const report: Report = (path, code, message, severity = 'error') =>
		void problems.push({ severity, ...problem(path, code, message) });
	if (!isObject(json)) {
		report([], 'not-an-object', `expected an object with a Statement, got ${show(json).slice(0, 40)}`);
		return { problems };
	}
	for (const name of Object.keys(json))
		if (!['Version', 'Id', 'Statement'].includes(name))
			report([name], 'unknown-element', `expected Version, Id or Statement, got ${show(name)}`);
	const version = VERSIONS.find((v) => v === json.Version);
	if (json.Version !== undefined && !version)
		report(['Version'], 'wrong-value', `expected "2012-10-17" or "2008-10-17", got ${show(json.Version)}`);
	if (version !== '2012-10-17' && (version || json.Version === undefined))
		report(
			['Version'],
			'no-effect',
			'without Version 2012-10-17 policy variables are not resolved',
			'warning'
		);
	if (json.Id !== undefined && typeof json.Id !== 'string')
		report(['Id'], 'wrong-type', `expected a string, got ${show(json.Id)}`);
	if (json.Statement === undefined) report([], 'missing-element', 'expected a Statement, got nothing');
	const list: readonly unknown[] =
		json.Statement === undefined ? [] : Array.isArray(json.Statement) ? json.Statement : [json.Statement];
	const whole = Array.isArray(json.Statement);
	const statements = list.map((item, index) =>
		readStatement(item, { kind, index, path: whole ? ['Statement', index] : ['Statement'], report })
	);
	reportDoubledSids(statements, report);
	if (statements.length === 0 && json.Statement !== undefined && kind !== 'key-policy')
		report(['Statement'], 'missing-element', 'expected a statement, got an empty list');
	const fatal = problems.some((p) => p.severity === 'error' && !STILL_EVALUABLE.has(p.code));
	const known = statements.filter((s) => s !== undefined);
	const id = typeof json.Id === 'string' ? { id: json.Id } : {};
	return {
		problems,
		...(!fatal && { document: { version: version ?? '2008-10-17', ...id, statements: known } })
	};
}

/** Errors at save that leave the rest of the document meaningful: the statement says what cannot be evaluated. */
const STILL_EVALUABLE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
	...(['unknown-operator', 'unknown-condition-key', 'wrong-condition-type'] as const),
	...(['overly-permissive-condition', 'invalid-principal', 'too-long', 'characters'] as const)
]);

function reportDoubledSids(statements: readonly (Statement | undefined)[], report: Report): void {
	const seen = new Set<string>();
	for (const statement of statements) {
		if (statement?.sid === undefined || statement.sid === '') continue;
		if (seen.has(statement.sid))
			report(
				['Statement', statement.index, 'Sid'],
				'duplicate-sid',
				`Sid ${show(statement.sid)} stands twice (whether KMS refuses this is unverified)`,
				'warning'
			);
		seen.add(statement.sid);
	}
}
