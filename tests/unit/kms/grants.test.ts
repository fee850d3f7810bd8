/** Grants: made, listed, used with and without their tokens, handed on, retired and revoked. */
import { describe, expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import type { PrincipalArn } from '$lib/domain/ids';
import type { Input, OperationName, Output } from '$lib/domain/operations';
import { testWorld } from '../world/world';

const BOB = 'arn:aws:iam::444455556666:user/Bob' as PrincipalArn;
const CARLA = 'arn:aws:iam::444455556666:user/Carla' as PrincipalArn;
const ROLE = 'arn:aws:iam::444455556666:role/service/Reader' as PrincipalArn;
const SESSION = 'arn:aws:sts::444455556666:assumed-role/Reader/session' as PrincipalArn;
const MINUTE = 60_000;

async function withKey() {
	const world = testWorld();
	const { KeyMetadata: key } = await world.kms('CreateKey', {});
	const KeyId = key.Arn;
	async function as<O extends OperationName>(caller: PrincipalArn, operation: O, input: Input<O>) {
		const done = await world.run({ type: 'kms', operation, input, ...world.acting, caller } as Command);
		if (!done.entry.outcome.ok)
			throw new Error(`${done.entry.outcome.error.code}: ${done.entry.outcome.error.message}`);
		return done.output as Output<O>;
	}
	const grant = (input: Partial<Input<'CreateGrant'>>) =>
		world.kms('CreateGrant', { KeyId, GranteePrincipal: BOB, Operations: ['Encrypt'], ...input });
	const encrypt = (caller: PrincipalArn, more: Partial<Input<'Encrypt'>> = {}) =>
		as(caller, 'Encrypt', { KeyId, Plaintext: utf8('x'), ...more });
	const spread = () =>
		world.run({ type: 'clock.advance', by: 5 * MINUTE, ...world.acting } satisfies Command);
	return { world, key, KeyId, as, grant, encrypt, spread };
}

describe('a grant', () => {
	test('counts with its token at once, without it after five minutes, for its grantee and its operations only', async () => {
		const { grant, encrypt, spread, as, KeyId } = await withKey();
		await expect(encrypt(BOB)).rejects.toThrow('AccessDeniedException');
		const { GrantToken } = await grant({});
		await expect(encrypt(BOB)).rejects.toThrow('AccessDeniedException');
		await encrypt(BOB, { GrantTokens: [GrantToken] });
		await expect(encrypt(CARLA, { GrantTokens: [GrantToken] })).rejects.toThrow('AccessDeniedException');
		await spread();
		await encrypt(BOB);
		await expect(
			as(BOB, 'GenerateDataKey', { KeyId, KeySpec: 'AES_256', GrantTokens: [GrantToken] })
		).rejects.toThrow('AccessDeniedException');
	});

	test("of a role is its sessions'; of an account, everybody's in it", async () => {
		const { grant, encrypt, spread, world } = await withKey();
		// The ARN of a session leaves out the role's path: which role it is, its account knows.
		// From another account, a grant is one side; its own IAM must say yes, too.
		const policy = { Statement: [{ Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' }] };
		const principal = { arn: ROLE, identityPolicies: [{ name: 'Seal', policy }] };
		await world.run({ type: 'iam.putPrincipal', principal, ...world.acting });
		await grant({ GranteePrincipal: ROLE });
		await spread();
		await encrypt(SESSION);
		await expect(encrypt(BOB)).rejects.toThrow('AccessDeniedException');
		await grant({ GranteePrincipal: '444455556666' });
		await spread();
		await encrypt(BOB);
	});

	test.each([
		['Subset', { EncryptionContextSubset: { a: '1' } }, { a: '1', b: '2' }, { A: '1' }],
		['Equals', { EncryptionContextEquals: { a: '1' } }, { a: '1' }, { a: '1', b: '2' }]
	])('holds its constraint EncryptionContext%s', async (_, Constraints, right, wrong) => {
		const { grant, encrypt, spread } = await withKey();
		await grant({ Constraints });
		await spread();
		await encrypt(BOB, { EncryptionContext: right });
		for (const EncryptionContext of [wrong, {}])
			await expect(encrypt(BOB, { EncryptionContext })).rejects.toThrow('AccessDeniedException');
	});

	test('hands on no more than it has', async () => {
		const { grant, spread, as, KeyId, encrypt } = await withKey();
		const Constraints = { EncryptionContextSubset: { a: '1' } };
		await grant({ Operations: ['CreateGrant', 'Encrypt'], Constraints });
		await spread();
		const hand = (more: Partial<Input<'CreateGrant'>>) =>
			as(BOB, 'CreateGrant', {
				KeyId,
				GranteePrincipal: CARLA,
				Operations: ['Encrypt'],
				Constraints,
				...more
			});
		await expect(hand({ Operations: ['Encrypt', 'Decrypt'] })).rejects.toThrow('AccessDeniedException');
		await expect(hand({ Constraints: {} })).rejects.toThrow('AccessDeniedException');
		await hand({ Constraints: { EncryptionContextEquals: { a: '1', b: '2' } } });
		await spread();
		await encrypt(CARLA, { EncryptionContext: { a: '1', b: '2' } });
	});

	test('of the same name and parameters is the same, with another token; both tokens count', async () => {
		const { grant, encrypt, world } = await withKey();
		const [one, two] = [await grant({ Name: 'n' }), await grant({ Name: 'n' })];
		expect(two.GrantId).toBe(one.GrantId);
		expect(two.GrantToken).not.toBe(one.GrantToken);
		for (const { GrantToken } of [one, two]) await encrypt(BOB, { GrantTokens: [GrantToken] });
		const other = await grant({ Name: 'n', Operations: ['Encrypt', 'Decrypt'] });
		const unnamed = [await grant({}), await grant({})];
		expect(new Set([one, other, ...unnamed].map((made) => made.GrantId)).size).toBe(4);
		expect(world.state().grants.size).toBe(4);
	});

	test('ends with its key', async () => {
		const { grant, world, KeyId } = await withKey();
		await grant({});
		await world.kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
		await world.run({ type: 'clock.advance', by: 'next-event', ...world.acting });
		expect(world.state().grants.size).toBe(0);
	});
});

describe('CreateGrant refuses', () => {
	test.each([
		['no grantee', { GranteePrincipal: undefined }, 'ValidationException'],
		['two grantees', { GranteeServicePrincipal: 'rds.amazonaws.com' }, 'ValidationException'],
		[
			'a service without SourceArn',
			{ GranteePrincipal: undefined, GranteeServicePrincipal: 'rds.amazonaws.com', RetiringPrincipal: BOB },
			'ValidationException'
		],
		['a group', { GranteePrincipal: 'arn:aws:iam::444455556666:group/all' }, 'InvalidArnException'],
		['an operation that the key cannot do', { Operations: ['Sign'] }, 'ValidationException'],
		['an operation that is none', { Operations: ['Explode'] }, 'ValidationException: 1 validation error'],
		[
			'nine pairs',
			{
				Constraints: {
					EncryptionContextEquals: Object.fromEntries(Array.from('abcdefghi', (name) => [name, '']))
				}
			},
			'ValidationException'
		],
		['a token that is none', { GrantTokens: ['x'] }, 'InvalidGrantTokenException'],
		['a dry run, at the end', { DryRun: true }, 'DryRunOperationException']
	])('%s', async (_, more, words) => {
		const { grant, world } = await withKey();
		await expect(grant(more as Partial<Input<'CreateGrant'>>)).rejects.toThrow(words);
		expect(world.state().grants.size).toBe(0);
	});
});

test('grants are listed by key, filtered, and page by page; a retiring principal finds its own', async () => {
	const { grant, world, KeyId } = await withKey();
	const made = [];
	for (const GranteePrincipal of [BOB, CARLA, BOB])
		made.push(await grant({ GranteePrincipal, RetiringPrincipal: world.acting.caller }));
	const list = (more = {}) => world.kms('ListGrants', { KeyId, ...more });
	expect((await list()).Grants.map((one) => one.GrantId)).toEqual(made.map((one) => one.GrantId));
	expect((await list({ GranteePrincipal: BOB })).Grants).toHaveLength(2);
	expect((await list({ GrantId: made[1]!.GrantId })).Grants).toMatchObject([
		{
			KeyId,
			GranteePrincipal: CARLA,
			RetiringPrincipal: world.acting.caller,
			IssuingAccount: `arn:aws:iam::${world.acting.account}:root`,
			Operations: ['Encrypt']
		}
	]);
	const first = await list({ Limit: 2 });
	expect(first.Truncated).toBe(true);
	expect((await list({ Limit: 2, Marker: first.NextMarker })).Grants).toHaveLength(1);
	await expect(list({ GrantId: 'x' })).rejects.toThrow('InvalidGrantIdException');
	const mine = { RetiringPrincipal: world.acting.caller };
	expect((await world.kms('ListRetirableGrants', { ...mine, Limit: 2 })).Truncated).toBe(true);
	await expect(world.kms('ListRetirableGrants', { RetiringPrincipal: BOB })).rejects.toThrow(
		'InvalidArnException'
	);
});

describe('a grant ends', () => {
	test('revoked by whoever may, not by its grantee', async () => {
		const { grant, as, world, KeyId } = await withKey();
		const { GrantId } = await grant({});
		await expect(as(BOB, 'RevokeGrant', { KeyId, GrantId })).rejects.toThrow('AccessDeniedException');
		await expect(world.kms('RevokeGrant', { KeyId, GrantId, DryRun: true })).rejects.toThrow(
			'DryRunOperationException'
		);
		await world.kms('RevokeGrant', { KeyId, GrantId });
		await expect(world.kms('RevokeGrant', { KeyId, GrantId })).rejects.toThrow('NotFoundException');
	});

	test('retired by its retiring principal, by token', async () => {
		const { grant, as, world } = await withKey();
		const { GrantToken } = await grant({ RetiringPrincipal: CARLA });
		await expect(as(BOB, 'RetireGrant', { GrantToken })).rejects.toThrow('AccessDeniedException');
		await expect(as(CARLA, 'RetireGrant', { GrantToken, DryRun: true })).rejects.toThrow(
			'DryRunOperationException'
		);
		await as(CARLA, 'RetireGrant', { GrantToken });
		expect(world.state().grants.size).toBe(0);
		await expect(as(CARLA, 'RetireGrant', { GrantToken })).rejects.toThrow('NotFoundException');
	});

	test('retired by its grantee only if it lists RetireGrant; by the account that made it always', async () => {
		const { grant, as, world, KeyId } = await withKey();
		const { GrantId } = await grant({ Operations: ['Encrypt', 'RetireGrant'] });
		await as(BOB, 'RetireGrant', { KeyId, GrantId });
		const again = await grant({});
		await expect(as(BOB, 'RetireGrant', { KeyId, GrantId: again.GrantId })).rejects.toThrow(
			'AccessDeniedException'
		);
		await world.kms('RetireGrant', { KeyId, GrantId: again.GrantId });
	});

	test('by one way of naming it, not two', async () => {
		const { grant, world, KeyId } = await withKey();
		const { GrantToken, GrantId } = await grant({});
		for (const input of [{}, { KeyId }, { GrantId }, { GrantToken, GrantId }])
			await expect(world.kms('RetireGrant', input)).rejects.toThrow('ValidationException');
	});
});

test('the same world gives the same grant ids and tokens', async () => {
	const [one, two] = [await withKey(), await withKey()];
	expect(await one.grant({})).toEqual(await two.grant({}));
});

test('a key has room for 50,000 grants, whatever other keys have', async () => {
	const { world, grant, KeyId } = await withKey();
	const { GrantId } = await grant({ Name: 'first' });
	const last = world.timeline.entryAt(world.timeline.head)!;
	const [put] = last.events;
	if (put?.type !== 'grant.put') throw new Error('expected a grant in the last entry');
	const events = Array.from({ length: 49_998 }, (_, i) => ({
		...put,
		grant: { ...put.grant, id: `planted ${i}`, name: `planted ${i}` }
	}));
	world.timeline.append({ ...last, id: 'f'.repeat(64), parent: last.id, events });
	await grant({ Name: 'last' });
	await expect(grant({ Name: 'more' })).rejects.toThrow('LimitExceededException');
	expect((await grant({ Name: 'first' })).GrantId, 'the same grant again').toBe(GrantId);
	const { KeyMetadata: other } = await world.kms('CreateKey', {});
	await grant({ KeyId: other.Arn });
	await world.kms('RevokeGrant', { KeyId, GrantId });
	await grant({ Name: 'more' });
	expect(world.state().grants.size).toBe(50_001);
});
