/**
 * Does one clause of a Condition hold in this request?
 * Models: IAM User Guide, "Condition operators", "Multivalued context keys" (ForAllValues, ForAnyValue), "IfExists",
 * "Null".
 * Differs from AWS: a clause with an unknown operator or key is neither true nor false but `unknown`; an Allow with it
 * does not apply and a Deny with it does. A multivalued key without a set operator is compared value by value.
 */
import type { CompiledClause } from './compile';
import type { Reading, RequestContext } from './context';
import type { Operator } from './operators';

export type Truth = 'true' | 'false' | 'unknown';

/** Why a clause came out as it did, as a stable word. */
export type ClauseReason =
	| 'value-matches'
	| 'value-differs'
	| 'absent'
	| 'absent-and-negated'
	| 'absent-and-if-exists'
	| 'absent-and-for-all-values'
	| 'present'
	| 'unknown-operator'
	| 'unknown-key';

export interface ClauseNote {
	readonly operator: string;
	readonly key: string;
	readonly expected: readonly string[];
	/** Absent when the request does not carry the key. */
	readonly actual?: readonly string[];
	readonly holds: Truth;
	readonly why: ClauseReason;
}

interface Result {
	readonly holds: Truth;
	readonly why: ClauseReason;
}
const result = (holds: Truth, why: ClauseReason): Result => ({ holds, why });
const MATCHES = result('true', 'value-matches');
const DIFFERS = result('false', 'value-differs');
const UNKNOWN_OPERATOR = result('unknown', 'unknown-operator');
const UNKNOWN_KEY = result('unknown', 'unknown-key');
const ABSENT = result('false', 'absent');
const NEGATED = result('true', 'absent-and-negated');
const IF_EXISTS = result('true', 'absent-and-if-exists');
const FOR_ALL = result('true', 'absent-and-for-all-values');

export function matchClause(compiled: CompiledClause, context: RequestContext, identitySide: boolean): Truth {
	return evaluate(compiled, context.read(compiled.key, identitySide), context).holds;
}

/** The same evaluation, with what was expected, what was there, and why. */
export function explainClause(
	compiled: CompiledClause,
	context: RequestContext,
	identitySide: boolean
): ClauseNote {
	const reading = context.read(compiled.key, identitySide);
	const { holds, why } = evaluate(compiled, reading, context);
	const { operator, key, values } = compiled.clause;
	return { operator, key, expected: values, ...(reading.values && { actual: reading.values }), holds, why };
}

function evaluate(
	{ operator, comparisons, clause }: CompiledClause,
	reading: Reading,
	context: RequestContext
): Result {
	if (!operator) return UNKNOWN_OPERATOR;
	if (!reading.known) return UNKNOWN_KEY;
	const { values } = reading;
	if (operator.family === 'Null') {
		const wanted = values === undefined ? 'true' : 'false';
		const holds = clause.values.some((value) => value.toLowerCase() === wanted);
		return result(holds ? 'true' : 'false', values === undefined ? 'absent' : 'present');
	}
	if (values === undefined) return whenAbsent(operator);
	const meets = (value: string): boolean =>
		operator.negated !== comparisons.some((comparison) => comparison(value, context.single));
	// Without a set operator a negated clause needs every value to differ, a positive one some value to match.
	const every = operator.set === 'ForAllValues' || (operator.set === undefined && operator.negated);
	return (every ? values.every(meets) : values.some(meets)) ? MATCHES : DIFFERS;
}

function whenAbsent({ set, ifExists, negated }: Operator): Result {
	if (ifExists) return IF_EXISTS;
	if (set === 'ForAllValues') return FOR_ALL;
	return negated && set === undefined ? NEGATED : ABSENT;
}
