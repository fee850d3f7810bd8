/**
 * A clause of a condition in plain English.
 * Models: IAM User Guide, "IAM JSON policy elements: Condition operators".
 * Differs from AWS: an operator that is none is named as it is written.
 */
import type { ConditionClause } from './document';
import { parseOperator, type Operator } from './operators';

export function listOf(items: readonly string[], word: 'and' | 'or'): string {
	const last = items.at(-1) ?? 'nobody';
	return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

const VERBS: Readonly<Record<string, string>> = {
	StringEquals: 'is',
	StringNotEquals: 'is not',
	StringEqualsIgnoreCase: 'is (in any case)',
	StringNotEqualsIgnoreCase: 'is not (in any case)',
	StringLike: 'is like',
	StringNotLike: 'is not like',
	ArnEquals: 'is like',
	ArnLike: 'is like',
	ArnNotEquals: 'is not like',
	ArnNotLike: 'is not like',
	Bool: 'is',
	BinaryEquals: 'is the bytes',
	IpAddress: 'is in',
	NotIpAddress: 'is not in',
	NumericEquals: 'is',
	NumericNotEquals: 'is not',
	NumericLessThan: 'is less than',
	NumericLessThanEquals: 'is at most',
	NumericGreaterThan: 'is more than',
	NumericGreaterThanEquals: 'is at least',
	DateEquals: 'is',
	DateNotEquals: 'is not',
	DateLessThan: 'is before',
	DateLessThanEquals: 'is not after',
	DateGreaterThan: 'is after',
	DateGreaterThanEquals: 'is not before'
};

export function describeClause({ operator: written, key, values }: ConditionClause): string {
	const operator = parseOperator(written);
	if (!operator) return `${key} meets ${written}, an operator that nobody here knows`;
	if (operator.base === 'Null')
		return values.some((value) => value.toLowerCase() === 'true') ? `${key} is not sent` : `${key} is sent`;
	const wanted = listOf(values.map(valueOf(operator)), operator.negated ? 'and' : 'or');
	const verb = VERBS[operator.base] ?? operator.base;
	const ifSent = operator.ifExists ? ' (if it is sent)' : '';
	if (operator.set === 'ForAllValues')
		return `every value of ${key} ${verb} ${wanted} (also when none is sent)`;
	if (operator.set === 'ForAnyValue') return `some value of ${key} ${verb} ${wanted}${ifSent}`;
	return `${key} ${verb} ${wanted}${ifSent}`;
}

const valueOf =
	({ family }: Operator) =>
	(value: string): string =>
		family === 'String' || family === 'Arn' || family === 'Binary' ? `“${value}”` : value;
