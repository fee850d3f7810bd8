/**
 * What must hold of every decision, over worlds drawn from few names so that statements often nearly match:
 * a Deny never opens, an Allow never closes, order means nothing, and an explanation ends in the decision taken.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Call } from '$lib/policy/call';
import { breakersOf } from '$lib/policy/breakers';
import { evaluate, explain } from '$lib/policy/evaluate';
import type { GateNote } from '$lib/policy/explain';
import { addStatement, policyOf, type PolicyJson, type StatementJson } from '$lib/policy/statement-json';
import { suggest } from '$lib/policy/suggest';
import type { NamedPolicy, PolicyWorld } from '$lib/policy/world';
import { arnOf } from '../unit/policy/case-file';

const HOME = '111122223333';
const OTHER = '444455556666';
const ARN = `arn:aws:kms:us-east-1:${HOME}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const CALLERS = [`${HOME}:user/alice`, `${HOME}:session/App/s1`, `${HOME}:root`, `${OTHER}:user/xena`].map(
	arnOf
);
const OWNERS = [`${HOME}:user/alice`, `${HOME}:role/App`, `${OTHER}:user/xena`].map(arnOf);
const NAMED = [...CALLERS, ...OWNERS, arnOf(`${OTHER}:root`), HOME];
const ACTIONS = ['kms:Decrypt', 'kms:CreateGrant', 'kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:RetireGrant'];

const condition = fc.constantFrom<StatementJson['Condition']>(
	{ StringEquals: { 'kms:EncryptionContext:Dept': 'IT' } },
	{ StringNotEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
	{ 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['Dept'] } },
	{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
	{ StringEquals: { 'aws:Unheard': 'of' } },
	{ StringSounds: { 'kms:CallerAccount': HOME } }
);
const base = {
	Effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Allow', 'Deny'),
	Action: fc.constantFrom('kms:*', ...ACTIONS, 'kms:D*', 's3:*', '*'),
	Resource: fc.constantFrom('*', '*', ARN, `arn:aws:kms:*:${HOME}:key/*`, `arn:aws:kms:*:${HOME}:alias/*`)
};
const conditional = (
	statement: StatementJson,
	when: StatementJson['Condition'] | undefined
): StatementJson => (when ? { ...statement, Condition: when } : statement);
const maybeCondition = fc.option(condition, { nil: undefined, freq: 3 });
const identityStatement = fc
	.tuple(fc.record(base), maybeCondition)
	.map(([one, when]) => conditional(one, when));
const principal = fc.oneof(
	fc.constant<'*'>('*'),
	fc.uniqueArray(fc.constantFrom(...NAMED), { minLength: 1, maxLength: 2 }).map((AWS) => ({ AWS }))
);
const keyStatement = fc
	.tuple(fc.record({ ...base, Principal: principal }), maybeCondition, fc.integer({ min: 0, max: 9 }))
	.map(([{ Principal, ...one }, when, not]) =>
		conditional({ ...one, ...(not === 0 ? { NotPrincipal: Principal } : { Principal }) }, when)
	);
const policy = (statement: fc.Arbitrary<StatementJson>, most = 4): fc.Arbitrary<PolicyJson> =>
	fc.array(statement, { minLength: 1, maxLength: most }).map((statements) => policyOf(...statements));
const named = (name: string) =>
	policy(identityStatement, 3).map((one): NamedPolicy => ({ name, policy: one }));
const level = fc.record({
	target: fc.constant(HOME),
	policies: fc.array(named('scp'), { minLength: 1, maxLength: 1 })
});

const grant = fc.record({
	grantId: fc.constantFrom('g-1', 'g-2'),
	granteePrincipal: fc.constantFrom(...OWNERS),
	operations: fc.subarray(['Decrypt', 'DescribeKey', 'CreateGrant', 'RetireGrant']),
	constraints: fc.constantFrom({}, { EncryptionContextSubset: { Dept: 'IT' } }),
	issuingAccount: fc.constantFrom(HOME, OTHER),
	consistent: fc.boolean(),
	tokens: fc.constant(['tok'])
});

const world: fc.Arbitrary<PolicyWorld> = fc
	.record({
		key: policy(keyStatement, 5),
		identity: fc.tuple(...OWNERS.map(() => fc.array(named('own'), { maxLength: 1 }))),
		boundary: fc.option(policy(identityStatement), { nil: undefined, freq: 4 }),
		scps: fc.option(fc.array(level, { minLength: 1, maxLength: 1 }), { nil: undefined, freq: 4 }),
		grants: fc.uniqueArray(grant, { maxLength: 2, selector: (one) => one.grantId })
	})
	.map(({ key, identity, boundary, scps, grants }) => ({
		principals: OWNERS.map((arn, i) => ({
			arn,
			identityPolicies: identity[i] ?? [],
			...(boundary && i < 2 && { permissionsBoundary: boundary })
		})),
		keys: [
			{
				...{ arn: ARN, keyId: ARN.split('/')[1]!, account: HOME, region: 'us-east-1', manager: 'CUSTOMER' },
				...{ state: 'Enabled', keySpec: 'SYMMETRIC_DEFAULT', keyUsage: 'ENCRYPT_DECRYPT', origin: 'AWS_KMS' },
				...{ multiRegion: false, aliases: [], tags: {}, grants, policy: key }
			}
		],
		...(scps && {
			organization: { id: 'o-a', managementAccount: '999988887777', accounts: { [HOME]: { scps } } }
		})
	}));

const call: fc.Arbitrary<Call> = fc
	.record({
		principal: fc.constantFrom(...CALLERS),
		action: fc.constantFrom(...ACTIONS),
		pairs: fc.constantFrom(undefined, { Dept: 'IT' }, { Dept: 'HR' }, { Dept: 'IT', More: 'x' }),
		via: fc.constantFrom(undefined, 's3.us-east-1.amazonaws.com'),
		token: fc.boolean(),
		sessionPolicy: fc.option(policy(identityStatement, 2), { nil: undefined, freq: 3 })
	})
	.map(({ principal: who, action, pairs, via, token, sessionPolicy }) => ({
		...{ principal: who, action, region: 'us-east-1', keyRef: ARN, grantId: 'g-1' },
		...(pairs && { encryptionContext: pairs }),
		...(via !== undefined && { viaService: via }),
		...(token && { grantTokens: ['tok'] }),
		...(sessionPolicy && { sessionPolicy }),
		...(action === 'kms:CreateGrant' && { grant: { granteePrincipal: OWNERS[0]!, operations: ['Decrypt'] } })
	}));

const RUNS = { numRuns: 1500 };
const allowed = (w: PolicyWorld, c: Call): boolean => evaluate(w, c).decision === 'allow';

const everywhere = (
	w: PolicyWorld,
	edit: (source: NamedPolicy['policy'], naming: boolean) => NamedPolicy['policy']
): PolicyWorld => ({
	...w,
	principals: w.principals.map((one) => ({
		...one,
		identityPolicies: one.identityPolicies.map(({ name, policy: p }) => ({ name, policy: edit(p, false) })),
		...(one.permissionsBoundary !== undefined && {
			permissionsBoundary: edit(one.permissionsBoundary, false)
		})
	})),
	keys: w.keys.map((key) => ({ ...key, policy: edit(key.policy, true) }))
});

const ALL: StatementJson = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
/**
 * Worlds that often allow, as drawn ones seldom do: a statement that allows all stands in the key policy, or in those
 * of principals and organization, or in both. What was denied stays denied.
 */
const openWorld: fc.Arbitrary<PolicyWorld> = fc
	.tuple(world, fc.constantFrom('key', 'others', 'both', 'both'))
	.map(([w, opened]) => {
		const opener = (naming: boolean): StatementJson | undefined =>
			opened === (naming ? 'others' : 'key') ? undefined : naming ? { ...ALL, Principal: '*' } : ALL;
		const open = everywhere(w, (source, naming) => {
			const statement = opener(naming);
			return statement ? addStatement(source, statement) : source;
		});
		const scps = [{ target: HOME, policies: [{ name: 'all', policy: policyOf(ALL) }] }];
		return opener(false) && w.organization
			? { ...open, organization: { ...w.organization, accounts: { [HOME]: { scps } } } }
			: open;
	});

describe('every decision', () => {
	test('a Deny more never allows', () => {
		fc.assert(
			fc.property(world, call, keyStatement, identityStatement, (w, c, forKey, forIdentity) => {
				fc.pre(!allowed(w, c));
				const more = everywhere(w, (source, naming) =>
					addStatement(source, { ...(naming ? forKey : forIdentity), Effect: 'Deny' })
				);
				expect(allowed(more, c)).toBe(false);
			}),
			RUNS
		);
	});

	test('an Allow more never denies', () => {
		fc.assert(
			fc.property(openWorld, call, keyStatement, identityStatement, (w, c, forKey, forIdentity) => {
				fc.pre(allowed(w, c));
				const more = everywhere(w, (source, naming) =>
					addStatement(source, { ...(naming ? forKey : forIdentity), Effect: 'Allow' })
				);
				expect(allowed(more, c)).toBe(true);
			}),
			RUNS
		);
	});

	test('the order of statements changes nothing', () => {
		fc.assert(
			fc.property(world, call, (w, c) => {
				const turned = everywhere(w, (source) => {
					const { Statement: list, ...rest } = source as PolicyJson;
					return { ...rest, Statement: [...list].reverse() };
				});
				const { decision, decidedBy, reason, message } = evaluate(w, c);
				expect(evaluate(turned, c)).toMatchObject({ decision, decidedBy, reason });
				expect(evaluate(turned, c).message).toBe(message);
			}),
			RUNS
		);
	});

	test('an explanation ends in the decision taken, and one gate decides', () => {
		fc.assert(
			fc.property(world, call, (w, c) => {
				const taken = evaluate(w, c);
				const told = explain(w, c);
				expect(told).toMatchObject({
					decision: taken.decision,
					decidedBy: taken.decidedBy,
					reason: taken.reason
				});
				const [permission] = told.permissions;
				const ends: GateNote['soFar'] = taken.decision === 'allow' ? 'allowed' : 'denied';
				expect(permission?.gates.at(-1)?.soFar).toBe(ends);
				expect(permission?.gates.filter((gate) => gate.decides)).toHaveLength(1);
				if (taken.decision === 'allow')
					expect(permission?.gates.some((gate) => gate.outcome === 'denies')).toBe(false);
			}),
			RUNS
		);
	});

	test('a statement that cannot be evaluated is listed and never allows', () => {
		fc.assert(
			fc.property(world, call, (w, c) => {
				const strange = { StringSounds: { 'kms:CallerAccount': HOME } };
				const doubtful = everywhere(
					{ ...w, keys: w.keys.map((key) => ({ ...key, grants: [] })) },
					(source) => ({
						...(source as PolicyJson),
						Statement: (source as PolicyJson).Statement.map((one) => ({ ...one, Condition: strange }))
					})
				);
				const c2 = c.action === 'kms:RetireGrant' ? { ...c, action: 'kms:Decrypt' } : c;
				expect(allowed(doubtful, c2)).toBe(false);
			}),
			{ numRuns: 300 }
		);
	});
});

describe('changes that flip', () => {
	test('each suggestion allows, none is larger than another that suffices', () => {
		fc.assert(
			fc.property(world, call, (w, c) => {
				for (const { after, decision, changes } of suggest({ world: w, call: c })) {
					expect(decision.decision).toBe('allow');
					expect(evaluate(after.world, after.call).decision).toBe('allow');
					expect(changes.length).toBeGreaterThan(0);
				}
			}),
			{ numRuns: 150 }
		);
	});

	test('each breaker denies', () => {
		fc.assert(
			fc.property(world, call, (w, c) => {
				const breakers = breakersOf({ world: w, call: c });
				for (const { after } of breakers) expect(evaluate(after.world, after.call).decision).toBe('deny');
				if (allowed(w, c)) expect(breakers.length).toBeGreaterThan(0);
			}),
			{ numRuns: 300 }
		);
	});
});
