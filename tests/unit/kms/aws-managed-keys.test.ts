/** AWS managed keys: they appear when needed, are used through their service, rotate yearly, and take no orders. */
import { describe, expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import { DAY } from '$lib/domain/key';
import { AWS_MANAGED_KEYS } from '$lib/facts/aws-managed-keys';
import { testWorld } from '../world/world';

const S3 = 's3.eu-west-1.amazonaws.com';

async function answer(
	world: ReturnType<typeof testWorld>,
	operation: string,
	input: object,
	viaService?: string
) {
	const { entry } = await world.run({
		type: 'kms',
		operation,
		input,
		...world.acting,
		...(viaService && { viaService })
	} as unknown as Command);
	return entry.outcome.ok ? 'ok' : `${entry.outcome.error.code}: ${entry.outcome.error.message}`;
}

test('describing the alias makes the key, once', async () => {
	const world = testWorld();
	await expect(world.kms('Encrypt', { KeyId: 'alias/aws/s3', Plaintext: utf8('x') })).rejects.toThrow(
		'NotFoundException'
	);
	const { KeyMetadata: key } = await world.kms('DescribeKey', { KeyId: 'alias/aws/s3' });
	expect(key).toMatchObject({
		KeyManager: 'AWS',
		KeyState: 'Enabled',
		Origin: 'AWS_KMS',
		MultiRegion: false,
		Description: 'Default key that protects my S3 objects when no other key is defined'
	});
	expect((await world.kms('DescribeKey', { KeyId: 'alias/aws/s3' })).KeyMetadata).toEqual(key);
	expect(world.state().keys.size).toBe(1);
	await expect(world.kms('DescribeKey', { KeyId: 'alias/aws/none' })).rejects.toThrow('NotFoundException');
});

test('its service makes and uses it for whoever of the account asks; nobody uses it otherwise', async () => {
	const world = testWorld();
	const input = { KeyId: 'alias/aws/s3', KeySpec: 'AES_256' };
	expect(await answer(world, 'GenerateDataKey', input, S3)).toBe('ok');
	expect(world.state().keys.size).toBe(1);
	expect(await answer(world, 'GenerateDataKey', input)).toContain('AccessDeniedException');
	expect(await answer(world, 'GenerateDataKey', input, 'ec2.eu-west-1.amazonaws.com')).toContain(
		'AccessDeniedException'
	);
	expect(
		await answer(world, 'GenerateDataKey', { KeyId: 'alias/aws/ebs', KeySpec: 'AES_256' }, S3)
	).toContain('NotFoundException');
});

describe('takes no orders', () => {
	test.each([
		['DisableKey', {}],
		['EnableKey', {}],
		['ScheduleKeyDeletion', {}],
		['PutKeyPolicy', { Policy: '{}' }],
		['EnableKeyRotation', {}],
		['DisableKeyRotation', {}],
		['RotateKeyOnDemand', {}],
		['UpdateKeyDescription', { Description: 'mine' }],
		['TagResource', { Tags: [] }],
		['UntagResource', { TagKeys: [] }],
		['CreateGrant', { GranteePrincipal: '111122223333', Operations: ['Decrypt'] }]
	])('%s', async (operation, more) => {
		const world = testWorld();
		const { KeyMetadata } = await world.kms('DescribeKey', { KeyId: 'alias/aws/s3' });
		expect(await answer(world, operation, { KeyId: KeyMetadata.KeyId, ...more })).toBe(
			`AccessDeniedException: User: ${world.acting.caller} is not authorized to perform: kms:${operation} on resource: ${KeyMetadata.Arn} because no resource-based policy allows the kms:${operation} action`
		);
	});

	test('its alias stays where it is', async () => {
		const world = testWorld();
		const { KeyMetadata } = await world.kms('DescribeKey', { KeyId: 'alias/aws/s3' });
		const alias = { AliasName: 'alias/aws/s3', TargetKeyId: KeyMetadata.KeyId };
		for (const [operation, input] of [
			['UpdateAlias', alias],
			['DeleteAlias', { AliasName: 'alias/aws/s3' }],
			['CreateAlias', { ...alias, AliasName: 'alias/aws/mine' }]
		] as const)
			expect(await answer(world, operation, input)).toContain('NotAuthorizedException');
		expect(await answer(world, 'CreateAlias', { ...alias, AliasName: 'alias/mine' })).toContain(
			'AccessDeniedException'
		);
	});
});

test('it can be looked at: policy, rotation, tags, grants', async () => {
	const world = testWorld();
	const { KeyMetadata } = await world.kms('DescribeKey', { KeyId: 'alias/aws/ebs' });
	const KeyId = KeyMetadata.KeyId;
	const { Policy } = await world.kms('GetKeyPolicy', { KeyId });
	expect(Policy).toContain('"kms:ViaService": "ec2.eu-west-1.amazonaws.com"');
	expect(await world.kms('GetKeyRotationStatus', { KeyId })).toMatchObject({
		KeyRotationEnabled: true,
		RotationPeriodInDays: 365
	});
	for (const operation of ['ListResourceTags', 'ListGrants', 'ListKeyPolicies'])
		expect(await answer(world, operation, { KeyId })).toBe('ok');
	expect((await world.kms('ListKeys', {})).Keys).toHaveLength(1);
});

test('it rotates every year', async () => {
	const world = testWorld();
	await world.kms('DescribeKey', { KeyId: 'alias/aws/s3' });
	await world.run({ type: 'clock.advance', by: 3 * 365 * DAY, ...world.acting });
	expect([...world.state().keys.values()][0]!.generations).toHaveLength(4);
});

test('the predefined aliases are listed, without a target until the key is there', async () => {
	const world = testWorld();
	const find = async () =>
		(await world.kms('ListAliases', {})).Aliases.filter((alias) => alias.AliasName === 'alias/aws/s3');
	expect((await world.kms('ListAliases', {})).Aliases).toHaveLength(AWS_MANAGED_KEYS.length);
	expect(await find()).toEqual([
		{ AliasName: 'alias/aws/s3', AliasArn: 'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3' }
	]);
	const { KeyMetadata } = await world.kms('DescribeKey', { KeyId: 'alias/aws/s3' });
	expect(await find()).toMatchObject([{ TargetKeyId: KeyMetadata.KeyId }]);
});
