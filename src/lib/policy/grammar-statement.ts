/**
 * One statement: Sid, Effect, and the elements that say who, what, on what and when.
 * Models: IAM User Guide, "IAM JSON policy elements reference"; KMS Developer Guide, "Key policies", format.
 * Differs from AWS: a key policy statement without Action or Resource is taken (as PutKeyPolicy does) and warned of,
 * since it has no effect.
 */
import { actionFacts, ACTION_NAMES } from '$lib/facts/kms-actions';
import { NAMES_PRINCIPALS, type Element, type PolicyKind, type Statement } from './document';
import { isObject, show, type Report } from './report';
import { readConditions } from './grammar-condition';
import { readPrincipal } from './grammar-principal';
import type { Path } from './json';
import { compileGlob } from './pattern';

const ELEMENTS: ReadonlySet<string> = new Set([
	...[
		'Sid',
		'Effect',
		'Principal',
		'NotPrincipal',
		'Action',
		'NotAction',
		'Resource',
		'NotResource',
		'Condition'
	]
]);
const IDENTITY_SID = /^[A-Za-z0-9]*$/;
const ACTION = /^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/;
const ARN_LIKE = /^(\*|arn:[^:]*:[^:]*:.*)$/;

export interface StatementPlace {
	readonly kind: PolicyKind;
	readonly index: number;
	readonly path: Path;
	readonly report: Report;
}

/** @returns undefined when the statement is no statement at all; `report` has been told why. */
export function readStatement(json: unknown, at: StatementPlace): Statement | undefined {
	const { kind, index, path, report } = at;
	if (!isObject(json)) {
		report(path, 'wrong-type', `expected a statement, got ${show(json).slice(0, 40)}`);
		return undefined;
	}
	for (const name of Object.keys(json))
		if (!ELEMENTS.has(name))
			report([...path, name], 'unknown-element', `${show(name)} is no element of a statement`);
	const { Effect: effect, Sid: sid } = json;
	if (effect !== 'Allow' && effect !== 'Deny')
		report(
			[...path, 'Effect'],
			effect === undefined ? 'missing-element' : 'wrong-value',
			`expected "Allow" or "Deny", got ${show(effect)}`
		);
	if (sid !== undefined && typeof sid !== 'string')
		report([...path, 'Sid'], 'wrong-type', `expected a string, got ${show(sid)}`);
	if (typeof sid === 'string' && !NAMES_PRINCIPALS.has(kind) && !IDENTITY_SID.test(sid))
		report([...path, 'Sid'], 'wrong-value', `expected letters and digits only, got ${show(sid)}`);
	if (kind === 'resource-control-policy' && effect === 'Allow')
		report(
			[...path, 'Effect'],
			'not-allowed-here',
			'a resource control policy holds only Deny statements',
			'warning'
		);

	const action = readElement('Action', json, at, (value, where) => checkAction(value, where, at));
	const resource = readElement('Resource', json, at, (value, where) => {
		if (!ARN_LIKE.test(value))
			report(where, 'invalid-resource', `expected an ARN or "*", got ${show(value)}`, 'warning');
		else if (kind === 'key-policy' && /:alias\//.test(value))
			report(
				where,
				'no-effect',
				'an alias ARN never stands for the key; in a key policy write "*"',
				'warning'
			);
	});
	const principal = readPrincipal(json, at);
	const conditions = readConditions(json.Condition, at);
	if (effect !== 'Allow' && effect !== 'Deny') return undefined;
	return {
		index,
		...(typeof sid === 'string' && { sid }),
		effect,
		...(principal && { principal }),
		action,
		resource,
		conditions
	};
}

/** An element and its Not form; both at once is an error. A list or one string. */
function readElement(
	name: 'Action' | 'Resource',
	json: Readonly<Record<string, unknown>>,
	{ kind, path, report }: StatementPlace,
	check: (value: string, path: Path) => void
): Element<string> {
	const not = `Not${name}`;
	if (json[name] !== undefined && json[not] !== undefined)
		report([...path, not], 'conflicting-elements', `expected ${name} or ${not}, got both`);
	const used = json[name] === undefined && json[not] !== undefined ? not : name;
	const value = json[used];
	if (value === undefined) {
		if (kind === 'key-policy')
			report(path, 'no-effect', `without ${name} the statement is saved and has no effect`, 'warning');
		else report(path, 'missing-element', `expected ${name} or ${not}, got neither`);
		return { not: false, entries: [] };
	}
	const list: readonly unknown[] = Array.isArray(value) ? value : [value];
	const entries = list.filter((entry) => typeof entry === 'string');
	if (entries.length < list.length || list.length === 0)
		report(
			[...path, used],
			'wrong-type',
			`expected a string or a list of strings, got ${show(value).slice(0, 60)}`
		);
	entries.forEach((entry, i) => check(entry, Array.isArray(value) ? [...path, used, i] : [...path, used]));
	return { not: used === not, entries };
}

function checkAction(value: string, where: Path, { report, kind }: StatementPlace): void {
	if (!ACTION.test(value))
		return report(where, 'invalid-action', `expected service:Action or "*", got ${show(value)}`);
	if (!value.toLowerCase().startsWith('kms:') || actionFacts(value)) return;
	const matches = compileGlob(value.toLowerCase());
	if (!ACTION_NAMES.some((name) => matches(`kms:${name.toLowerCase()}`)))
		report(
			where,
			'no-effect',
			`KMS has no action ${show(value)}${/^kms:ReEncrypt$/i.test(value) ? '; ReEncrypt is kms:ReEncryptFrom and kms:ReEncryptTo' : ''}`,
			'warning'
		);
	else if (kind === 'key-policy' && value === 'kms:RetireGrant')
		report(where, 'no-effect', 'kms:RetireGrant has no effect in a key policy', 'warning');
}
