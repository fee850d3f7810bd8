/**
 * The Condition element: operators, keys and values, each value as text.
 * Models: IAM User Guide, "IAM JSON policy elements: Condition"; KMS Developer Guide, "AWS KMS condition keys", set
 * operators (`OverlyPermissiveCondition`).
 * Differs from AWS: an unknown key is a warning (AWS lets most pass); at evaluation it is listed and never allows.
 */
import { conditionKeyFacts, type ConditionType } from '$lib/facts/condition-keys';
import type { ConditionClause } from './document';
import { isObject, show, type Report } from './report';
import type { StatementPlace } from './grammar-statement';
import type { Path } from './json';
import { parseOperator, type OperatorFamily } from './operators';

const FITS: Readonly<Record<ConditionType, readonly OperatorFamily[]>> = {
	String: ['String', 'Null', 'Binary'],
	Bool: ['Bool', 'String', 'Null'],
	Numeric: ['Numeric', 'Null'],
	Date: ['Date', 'Numeric', 'Null'],
	ARN: ['Arn', 'String', 'Null'],
	IPAddress: ['IpAddress', 'Null']
};
/** With ForAllValues these are refused at save. Source: DG AWS KMS condition keys. */
const MUST_BE_SENT = /^(kms:encryptioncontext:|aws:requesttag\/)/i;

export function readConditions(json: unknown, { path, report, kind }: StatementPlace): ConditionClause[] {
	if (json === undefined) return [];
	const here = [...path, 'Condition'];
	if (!isObject(json)) {
		report(here, 'wrong-type', `expected an object of operators, got ${show(json).slice(0, 60)}`);
		return [];
	}
	return Object.entries(json).flatMap(([operator, keys]) => {
		const there = [...here, operator];
		if (!parseOperator(operator))
			report(there, 'unknown-operator', `${show(operator)} is no condition operator`);
		if (!isObject(keys)) {
			report(there, 'wrong-type', `expected an object of condition keys, got ${show(keys).slice(0, 60)}`);
			return [];
		}
		return Object.entries(keys).map(([key, given]) => {
			const at = [...there, key];
			checkKey(operator, key, at, report);
			if (kind === 'key-policy' && conditionKeyFacts(key)?.identityOnly)
				report(at, 'no-effect', `${key} works in IAM policies only`, 'warning');
			return { operator, key, values: readValues(given, operator, at, report) };
		});
	});
}

function checkKey(operator: string, key: string, path: Path, report: Report): void {
	const parsed = parseOperator(operator);
	const facts = conditionKeyFacts(key);
	if (!facts) {
		report(
			path,
			'unknown-condition-key',
			`${show(key)} is no condition key known here; it cannot be evaluated`,
			'warning'
		);
		return;
	}
	if (!parsed) return;
	if (!FITS[facts.type].includes(parsed.family))
		report(
			path,
			'wrong-condition-type',
			`${key} is of type ${facts.type}; ${operator} compares ${parsed.family}`,
			'warning'
		);
	if (parsed.set === 'ForAllValues' && MUST_BE_SENT.test(key))
		report(
			path,
			'overly-permissive-condition',
			`OverlyPermissiveCondition: ForAllValues is true when ${key} is not sent`
		);
	if (facts.multi && !parsed.set && parsed.family !== 'Null')
		report(
			path,
			'wrong-condition-type',
			`${key} holds several values; use ForAnyValue: or ForAllValues:`,
			'warning'
		);
}

/** Booleans and numbers count as their text. */
function readValues(given: unknown, operator: string, path: Path, report: Report): string[] {
	const list: readonly unknown[] = Array.isArray(given) ? given : [given];
	const values = list.flatMap((value) =>
		typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
			? [String(value)]
			: []
	);
	if (values.length < list.length || list.length === 0)
		report(path, 'wrong-type', `expected a value or a list of values, got ${show(given).slice(0, 60)}`);
	const parsed = parseOperator(operator);
	for (const value of parsed ? values : [])
		if (!parsed?.accepts(value))
			report(
				path,
				'wrong-value',
				`expected ${parsed?.expects ?? 'a value'} for ${operator}, got ${show(value)}`
			);
	return values;
}
