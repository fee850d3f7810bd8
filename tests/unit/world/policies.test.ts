/** Every call of a world is decided by policies, and each decision can be explained. */
import { describe, expect, test } from 'vitest';
import type { Command } from '$lib/domain/entry';
import { utf8 } from '$lib/domain/bytes';
import type { PrincipalArn } from '$lib/domain/ids';
import { ACTION_NAMES } from '$lib/facts/kms-actions';
import { suggest } from '$lib/policy/suggest';
import { authorizerFor, isUntouched } from '$lib/world/authorizer';
import { byPolicies } from '$lib/world/by-policies';
import { explainEntry } from '$lib/world/explain-entry';
import { testWorld } from './world';

const HOME = '111122223333';
const OTHER = '444455556666';
const CARLOS = `arn:aws:iam::${HOME}:user/Carlos`;
const APPLICATION = `arn:aws:iam::${HOME}:role/Application`;
const BOB = `arn:aws:iam::${OTHER}:user/Bob`;
const DANA = `arn:aws:iam::${OTHER}:user/Dana`;

async function withKey(policy?: object) {
	const world = testWorld();
	const { KeyMetadata } = await world.kms('CreateKey', policy ? { Policy: JSON.stringify(policy) } : {});
	const as = async (caller: string, operation: string, input: object) => {
		const account = caller.split(':')[4];
		const before = world.state();
		const command = { type: 'kms', operation, input, ...world.acting, caller, account } as unknown as Command;
		const { entry } = await world.run(command);
		const answer = entry.outcome.ok ? 'ok' : entry.outcome.error.code;
		return { entry, before, answer, message: entry.outcome.ok ? '' : entry.outcome.error.message };
	};
	return { world, as, arn: KeyMetadata.Arn, key: KeyMetadata.KeyId };
}
const rootOf = (account: string) => ({
	Effect: 'Allow',
	Principal: { AWS: `arn:aws:iam::${account}:root` },
	Action: 'kms:*',
	Resource: '*'
});

describe('while a world has nothing but what it was born with', () => {
	test('the short answer for its administrator is the one of the evaluator, for every action', async () => {
		const { world, arn } = await withKey();
		const state = world.state();
		const asked = { ...world.acting, operation: 'DescribeKey', input: {} } as const;
		expect(isUntouched(state, asked)).toBe(true);
		const short = await authorizerFor({}, state, asked);
		const full = byPolicies(state);
		expect(ACTION_NAMES.length).toBeGreaterThan(50);
		for (const action of ACTION_NAMES) {
			if (action === 'RetireGrant') continue;
			const request = { action: `kms:${action}`, account: world.acting.account, region: world.acting.region };
			const takesKey = ![
				'CreateKey',
				'ListKeys',
				'ListAliases',
				'GenerateRandom',
				'ListRetirableGrants',
				'CreateCustomKeyStore',
				'ConnectCustomKeyStore',
				'DisconnectCustomKeyStore',
				'DeleteCustomKeyStore',
				'DescribeCustomKeyStores',
				'UpdateCustomKeyStore'
			].includes(action);
			const asks = takesKey ? { ...request, keyArn: arn as never } : request;
			expect(short.decide(asks, world.acting.caller), action).toEqual(full.decide(asks, world.acting.caller));
		}
	});
	test.each([
		['another caller', { caller: CARLOS as PrincipalArn }],
		['a service in between', { viaService: 's3.eu-west-1.amazonaws.com' }],
		['a policy in the request', { input: { Policy: '{}' } }]
	])('%s is decided by policies', async (_, more) => {
		const { world } = await withKey();
		expect(isUntouched(world.state(), { ...world.acting, operation: 'CreateKey', input: {}, ...more })).toBe(
			false
		);
	});
});

describe('the administrator of a world that has nothing else is refused', () => {
	const describeOnly = JSON.stringify({
		Statement: [{ Effect: 'Allow', Action: 'kms:DescribeKey', Resource: '*', Principal: '*' }]
	});
	const deny = { Effect: 'Deny', Action: 'kms:Encrypt', Resource: '*' };
	const refusedBy = async (
		prepare: (it: Awaited<ReturnType<typeof withKey>>) => unknown,
		more: object = {}
	) => {
		const it = await withKey();
		await prepare(it);
		const input = { KeyId: it.key, Plaintext: utf8('x') };
		const command = { type: 'kms', operation: 'Encrypt', input, ...it.world.acting, ...more };
		const { entry } = await it.world.run(command as unknown as Command);
		expect(entry.outcome).toMatchObject({ ok: false, error: { code: 'AccessDeniedException' } });
		return entry.trace.find((step) => step.kind === 'authorize');
	};

	test('by an SCP', async () => {
		const scps = [{ target: HOME, policies: [{ name: 'NoEncrypt', policy: { Statement: [deny] } }] }];
		const organization = { id: 'o-x', managementAccount: '999988887777', accounts: { [HOME]: { scps } } };
		const decided = await refusedBy(({ world }) =>
			world.run({ type: 'iam.putOrganization', organization, ...world.acting })
		);
		expect(decided).toMatchObject({ decision: { decidedBy: 'scp' } });
	});
	test('by a key policy', async () => {
		const Policy = JSON.stringify({ Statement: [rootOf(HOME), { ...deny, Principal: '*' }] });
		const decided = await refusedBy(({ world, key }) => world.kms('PutKeyPolicy', { KeyId: key, Policy }));
		expect(decided).toMatchObject({ decision: { decidedBy: 'keyPolicy' } });
	});
	test('by the policy of the VPC endpoint it goes through', async () => {
		const decided = await refusedBy(() => undefined, { vpcEndpointPolicy: describeOnly });
		expect(decided).toMatchObject({ decision: { decidedBy: 'vpcEndpointPolicy' } });
	});
});

test('the four corners in one account: the key policy leaves it to IAM, or names the caller, or neither', async () => {
	const named = { ...rootOf(HOME), Principal: { AWS: CARLOS }, Action: 'kms:Encrypt' };
	const input = (key: string) => ({ KeyId: key, Plaintext: utf8('x') });
	const byAccount = await withKey();
	expect((await byAccount.as(APPLICATION, 'Encrypt', input(byAccount.key))).answer).toBe('ok');
	const { answer, message } = await byAccount.as(CARLOS, 'Encrypt', input(byAccount.key));
	expect(answer).toBe('AccessDeniedException');
	expect(message).toBe(
		`User: ${CARLOS} is not authorized to perform: kms:Encrypt on resource: ${byAccount.arn} because no identity-based policy allows the kms:Encrypt action`
	);
	const direct = await withKey({
		Statement: [{ ...rootOf(HOME), Principal: { AWS: `arn:aws:iam::${HOME}:user/Alice` } }, named]
	});
	expect((await direct.as(CARLOS, 'Encrypt', input(direct.key))).answer).toBe('ok');
	expect((await direct.as(APPLICATION, 'Encrypt', input(direct.key))).answer).toBe('AccessDeniedException');
});

test('across accounts both sides must say yes', async () => {
	const { world, as, arn, key } = await withKey();
	const encrypt = { KeyId: arn, Plaintext: utf8('x') };
	expect((await as(BOB, 'Encrypt', encrypt)).answer).toBe('AccessDeniedException');
	await world.kms('PutKeyPolicy', {
		KeyId: key,
		Policy: JSON.stringify({ Statement: [rootOf(HOME), rootOf(OTHER)] })
	});
	expect((await as(BOB, 'Encrypt', encrypt)).answer).toBe('ok');
	expect((await as(DANA, 'Encrypt', encrypt)).answer).toBe('AccessDeniedException');
});

test('a changed principal and a changed organization count from the next call on', async () => {
	const { world, as, key } = await withKey();
	const encrypt = { KeyId: key, Plaintext: utf8('x') };
	const policy = { Statement: [{ Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' }] };
	await world.run({
		type: 'iam.putPrincipal',
		principal: { arn: CARLOS, identityPolicies: [{ name: 'Seal', policy }] },
		...world.acting
	});
	expect((await as(CARLOS, 'Encrypt', encrypt)).answer).toBe('ok');
	await world.run({ type: 'iam.deletePrincipal', arn: CARLOS, ...world.acting });
	expect((await as(CARLOS, 'Encrypt', encrypt)).answer).toBe('AccessDeniedException');
	const deny = { Statement: [{ Effect: 'Deny', Action: 'kms:Encrypt', Resource: '*' }] };
	const scps = [{ target: HOME, policies: [{ name: 'NoEncrypt', policy: deny }] }];
	await world.run({
		type: 'iam.putOrganization',
		organization: { id: 'o-x', managementAccount: '999988887777', accounts: { [HOME]: { scps } } },
		...world.acting
	});
	const { entry, before } = await as(world.acting.caller, 'Encrypt', encrypt);
	expect(entry.outcome).toMatchObject({ ok: false, error: { code: 'AccessDeniedException' } });
	expect(explainEntry(before, entry)!.permissions.at(-1)!.verdict.decidedBy).toBe('scp');
});

test('whoever would lock themselves out is stopped, unless they bypass the check; an SCP stops that', async () => {
	const { world, key } = await withKey();
	const Policy = JSON.stringify({ Statement: [{ ...rootOf(HOME), Action: 'kms:Encrypt' }] });
	await expect(world.kms('PutKeyPolicy', { KeyId: key, Policy })).rejects.toThrow(
		'MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.'
	);
	const bypass = { KeyId: key, Policy, BypassPolicyLockoutSafetyCheck: true };
	await expect(world.kms('PutKeyPolicy', bypass)).rejects.toThrow(
		'explicit deny in a service control policy'
	);
});

test.each([
	['no identity policy', CARLOS, 'Encrypt', undefined],
	['another account', BOB, 'Decrypt', undefined],
	[
		'the key policy says no',
		APPLICATION,
		'Encrypt',
		{ Statement: [rootOf(HOME), { ...rootOf(HOME), Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt' }] }
	]
])('a refusal is explained and can be mended: %s', async (_, caller, operation, policy) => {
	const { world, as, arn } = await withKey(policy);
	const { CiphertextBlob } = policy
		? { CiphertextBlob: new Uint8Array() }
		: await world.kms('Encrypt', { KeyId: arn, Plaintext: utf8('x') });
	const input =
		operation === 'Encrypt' ? { KeyId: arn, Plaintext: utf8('x') } : { KeyId: arn, CiphertextBlob };
	const { entry, before } = await as(caller, operation, input);
	const explained = explainEntry(before, entry)!;
	expect(explained.refused).toBe(true);
	const refused = explained.permissions.at(-1)!;
	expect(refused.verdict.allowed).toBe(false);
	expect(refused.gates.filter((gate) => gate.decides)).toHaveLength(1);
	const step = entry.trace.find((one) => one.kind === 'authorize' && !one.decision.allowed);
	expect(step).toMatchObject({ decision: { reasonCode: refused.verdict.reason } });
	const ways = suggest(explained.situation);
	expect(ways.length).toBeGreaterThan(0);
	for (const way of ways) expect(way.decision.decision).toBe('allow');
});

test('an allow is explained too', async () => {
	const { as, key } = await withKey();
	const { entry, before } = await as(APPLICATION, 'Encrypt', { KeyId: key, Plaintext: utf8('x') });
	const { refused, permissions } = explainEntry(before, entry)!;
	expect(refused).toBe(false);
	expect(permissions.map((one) => one.verdict.reason)).toEqual(['ALLOW_IAM_VIA_ACCOUNT_DELEGATION']);
});
