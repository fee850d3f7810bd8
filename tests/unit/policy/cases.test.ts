/** Walks `tests/cases/`: whole decisions, condition operators, condition keys. A new rule starts as a new case. */
import { describe, expect, it } from 'vitest';
import { CONDITION_KEYS, conditionKeyFacts } from '$lib/facts/condition-keys';
import { evaluate, explain } from '$lib/policy/evaluate';
import { OPERATOR_NAMES, parseOperator } from '$lib/policy/operators';
import type { StatementJson } from '$lib/policy/statement-json';
import { arnOf, callOf, caseFiles, HOME, worldOf, type CallRow, type World } from './case-file';

const files = caseFiles();
const decisions = files.flatMap(({ file }) => (file.kind === 'decision' ? [file] : []));
const operatorFiles = files.flatMap(({ path, file }) => (file.kind === 'operators' ? [{ path, file }] : []));
const keyFiles = files.flatMap(({ path, file }) => (file.kind === 'condition-keys' ? [{ path, file }] : []));

describe('decision cases', () => {
	it('are all there', () => {
		expect(new Set(decisions.map(({ id }) => id)).size).toBe(decisions.length);
		expect(decisions.filter(({ id }) => id.startsWith('AZ-')).length).toBe(80);
	});

	it.each(decisions.map((one) => [one.id, one.title, one] as const))('%s %s', (_id, _title, one) => {
		const world = worldOf(one.given);
		const call = callOf(one.call, world);
		const decided = evaluate(world, call);
		expect(decided).toMatchObject(one.expect);
		expect(explain(world, call)).toMatchObject(one.expect);
	});
});

/** What a Condition makes of an Allow and of a Deny, in the key policy or in an identity policy. */
function outcomesOf(
	condition: StatementJson['Condition'],
	row: CallRow,
	given: World = {},
	where?: 'identity'
) {
	const user = row.principal ?? `${HOME}:user/alice`;
	const opened: StatementJson = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
	const tried = (effect: 'Allow' | 'Deny'): boolean => {
		const statement: StatementJson = {
			Effect: effect,
			Action: 'kms:*',
			Resource: '*',
			...(condition && { Condition: condition })
		};
		const open: StatementJson = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
		const [key, ...others] = given.keys ?? [];
		const delegated: StatementJson = { ...opened, Principal: { AWS: `arn:aws:iam::${HOME}:root` } };
		const policy =
			where === 'identity'
				? [delegated]
				: effect === 'Allow'
					? [{ ...statement, Principal: '*' as const }]
					: [opened, { ...statement, Principal: '*' as const }];
		const identity =
			where !== 'identity' ? undefined : { tested: effect === 'Allow' ? [statement] : [open, statement] };
		const principals = {
			...given.principals,
			[user]: { ...given.principals?.[user], ...(identity && { identity }) }
		};
		const world = worldOf({ ...given, principals, keys: [{ ...key, policy }, ...others] });
		return evaluate(world, callOf(row, world)).decision === 'allow';
	};
	return { allows: tried('Allow'), denies: !tried('Deny') };
}

describe.each(operatorFiles)('$path', ({ file }) => {
	const rows = file.rows.flatMap(({ condition, holds = [], fails = [], unknown = [] }) => [
		...holds.map((context) => ({ condition, context, allows: true, denies: true })),
		...fails.map((context) => ({ condition, context, allows: false, denies: false })),
		...unknown.map((context) => ({ condition, context, allows: false, denies: true }))
	]);
	it.each(rows.map((row) => [JSON.stringify(row.condition), JSON.stringify(row.context), row] as const))(
		'%s in %s',
		(_c, _v, row) => {
			const { condition, context, allows, denies } = row;
			expect(outcomesOf(condition, { ...(context && { context }) })).toEqual({ allows, denies });
		}
	);
});

describe.each(keyFiles)('$path', ({ file }) => {
	it.each(file.rows.map((row) => [row.key, row] as const))('%s', (_key, row) => {
		const { call, given, met, unmet, in: where } = row;
		expect(outcomesOf(met, call, given, where)).toEqual({ allows: true, denies: true });
		expect(outcomesOf(unmet, call, given, where)).toEqual({ allows: false, denies: false });
	});
});

describe('the cases cover', () => {
	const written = operatorFiles.flatMap(({ file }) =>
		file.rows.flatMap(({ condition = {} }) => Object.keys(condition))
	);
	it('every condition operator, plain, with IfExists, and both set operators', () => {
		const parsed = written.map(parseOperator);
		expect(OPERATOR_NAMES.filter((name) => !written.includes(name))).toEqual([]);
		expect(OPERATOR_NAMES.filter((name) => name !== 'Null' && !written.includes(`${name}IfExists`))).toEqual(
			[]
		);
		for (const set of ['ForAllValues', 'ForAnyValue'])
			for (const family of ['String', 'Numeric', 'Date', 'Bool', 'Binary', 'IpAddress', 'Arn'])
				expect(
					parsed.some((one) => one?.set === set && one.family === family),
					`${set} ${family}`
				).toBe(true);
	});

	it('every condition key', () => {
		const tested = new Set(
			keyFiles.flatMap(({ file }) => file.rows.map(({ key }) => conditionKeyFacts(key)?.key))
		);
		expect(CONDITION_KEYS.filter(({ key }) => !tested.has(key)).map(({ key }) => key)).toEqual([]);
	});

	it('the short names of principals', () => {
		expect(arnOf(`${HOME}:session/App/s`)).toBe(`arn:aws:sts::${HOME}:assumed-role/App/s`);
		expect(arnOf(`${HOME}:root`)).toBe(`arn:aws:iam::${HOME}:root`);
	});
});
