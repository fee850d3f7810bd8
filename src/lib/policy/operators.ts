/**
 * The condition operators: what each compares, and how its values are written.
 * Models: IAM User Guide, "IAM JSON policy elements: Condition operators".
 * Differs from AWS: a policy value that cannot be read (`"NumericEquals": "ten"`) is an error at save.
 */
import { equalBytes, fromBase64 } from '$lib/domain/bytes';
import { compareArn } from './operator-arn';
import { ipRange, parseIp } from './operator-ip';
import { dateOf, numberOf } from './operator-numbers';
import { compilePattern, hasVariables, type VariableLookup } from './pattern';

export type OperatorFamily = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'IpAddress' | 'Arn' | 'Null';
/** Whether one value of the request meets one value of the policy. */
export type Comparison = (actual: string, lookup: VariableLookup) => boolean;

interface Base {
	readonly family: OperatorFamily;
	/** True when no value of the policy may be met. */
	readonly negated: boolean;
	readonly expects: string;
	readonly accepts: (value: string) => boolean;
	readonly compile: (expected: string, variables: boolean) => Comparison;
}

export interface Operator extends Base {
	readonly base: string;
	readonly ifExists: boolean;
	readonly set?: 'ForAllValues' | 'ForAnyValue';
}

const anyText = (): boolean => true;
const text = (wildcards: boolean, ignoreCase: boolean, negated: boolean): Base => ({
	family: 'String',
	negated,
	expects: 'a text',
	accepts: anyText,
	compile: (expected, variables) => compilePattern(expected, { wildcards, variables, ignoreCase })
});

const ordered = (
	family: 'Numeric' | 'Date',
	holds: (actual: number, expected: number) => boolean,
	negated = false
): Base => {
	const read = family === 'Numeric' ? numberOf : dateOf;
	return {
		family,
		negated,
		expects: family === 'Numeric' ? 'a number' : 'a date (ISO 8601) or seconds since 1970',
		accepts: (value) => read(value) !== undefined,
		compile: (expected) => {
			const wanted = read(expected);
			return (actual) => {
				const got = read(actual);
				return got !== undefined && wanted !== undefined && holds(got, wanted);
			};
		}
	};
};
const comparisons = (family: 'Numeric' | 'Date'): Record<string, Base> => ({
	[`${family}Equals`]: ordered(family, (a, e) => a === e),
	[`${family}NotEquals`]: ordered(family, (a, e) => a === e, true),
	[`${family}LessThan`]: ordered(family, (a, e) => a < e),
	[`${family}LessThanEquals`]: ordered(family, (a, e) => a <= e),
	[`${family}GreaterThan`]: ordered(family, (a, e) => a > e),
	[`${family}GreaterThanEquals`]: ordered(family, (a, e) => a >= e)
});

const arn = (negated: boolean): Base => ({
	family: 'Arn',
	negated,
	expects: 'an ARN of six parts',
	accepts: (value) => value === '*' || value.split(':').length >= 6,
	compile: compareArn
});
const address = (negated: boolean): Base => ({
	family: 'IpAddress',
	negated,
	expects: 'an IP address or range such as 203.0.113.0/24',
	accepts: (value) => ipRange(value) !== undefined,
	compile: (expected) => {
		const range = ipRange(expected);
		return (actual) => {
			const ip = parseIp(actual);
			return ip !== undefined && range !== undefined && range(ip);
		};
	}
});
const isBool = (value: string): boolean => /^(true|false)$/i.test(value);
const isBase64 = (value: string): boolean => /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0;
const sameText: Base['compile'] = (expected) => (actual) => actual.toLowerCase() === expected.toLowerCase();

const BASES: Readonly<Record<string, Base>> = {
	StringEquals: text(false, false, false),
	StringNotEquals: text(false, false, true),
	StringEqualsIgnoreCase: text(false, true, false),
	StringNotEqualsIgnoreCase: text(false, true, true),
	StringLike: text(true, false, false),
	StringNotLike: text(true, false, true),
	...comparisons('Numeric'),
	...comparisons('Date'),
	ArnEquals: arn(false),
	ArnLike: arn(false),
	ArnNotEquals: arn(true),
	ArnNotLike: arn(true),
	IpAddress: address(false),
	NotIpAddress: address(true),
	Bool: { family: 'Bool', negated: false, expects: '"true" or "false"', accepts: isBool, compile: sameText },
	Null: { family: 'Null', negated: false, expects: '"true" or "false"', accepts: isBool, compile: sameText },
	BinaryEquals: {
		family: 'Binary',
		negated: false,
		expects: 'base64',
		accepts: isBase64,
		compile: (expected) => (actual) =>
			isBase64(expected) && isBase64(actual) && equalBytes(fromBase64(expected), fromBase64(actual))
	}
};
export const OPERATOR_NAMES = Object.keys(BASES);

const NAME = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;
const parsed = new Map<string, Operator | undefined>();

/** Undefined for what is no operator, `NullIfExists` and `ForAnyValue:Null` included. */
export function parseOperator(name: string): Operator | undefined {
	if (!parsed.has(name) && parsed.size < 1000) parsed.set(name, read(name));
	return parsed.has(name) ? parsed.get(name) : read(name);
}

function read(name: string): Operator | undefined {
	const [, set, base = '', exists] = NAME.exec(name) ?? [];
	const found = Object.hasOwn(BASES, base) ? BASES[base] : undefined;
	if (!found || (found.family === 'Null' && (set !== undefined || exists !== undefined))) return undefined;
	const accepts = (value: string): boolean => hasVariables(value) || found.accepts(value);
	const sets = set === 'ForAllValues' || set === 'ForAnyValue' ? ({ set } as const) : {};
	return { ...found, accepts, base, ifExists: exists !== undefined, ...sets };
}
