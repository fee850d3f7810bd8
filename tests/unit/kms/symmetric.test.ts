/** What each operation on symmetric keys answers and leaves behind, member by member. Source: the API reference (2026). */
import { expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import { region } from '$lib/domain/ids';
import { DAY } from '$lib/domain/key';
import type { Input, OperationName, Output } from '$lib/domain/operations';
import { testWorld } from '../world/world';

const OTHER = region('us-east-1');
const STRANGER = 'arn:aws:iam::444455556666:user/Bob';
/** What testWorld begins with. */
const START = Date.UTC(2026, 0, 1) / 1000;
const HOUR = 3_600_000;

async function keyed() {
	const world = testWorld();
	const { KeyMetadata } = await world.kms('CreateKey', {});
	const { KeyId, Arn } = KeyMetadata;
	const asked = async (operation: OperationName, input: object, as: object = {}): Promise<string> => {
		const command = { type: 'kms', operation, input, ...world.acting, ...as } as unknown as Command;
		const { entry } = await world.run(command);
		const { outcome } = entry;
		return outcome.ok ? 'ok' : `${outcome.error.code}: ${outcome.error.message}`;
	};
	/** As somebody else, or elsewhere. */
	const as = async <O extends OperationName>(
		who: object,
		operation: O,
		input: Input<O>
	): Promise<Output<O>> => {
		const command = { type: 'kms', operation, input, ...world.acting, ...who } as unknown as Command;
		return (await world.run(command)).output as Output<O>;
	};
	const advance = (by: number) => world.run({ type: 'clock.advance', by, ...world.acting });
	const material = () =>
		[...world.state().keys.values()].map(({ generations }) => generations.at(-1)!.materialId);
	return { ...world, KeyId, Arn, KeyMetadata, asked, as, advance, material };
}

test('CreateKey and DescribeKey: the metadata', async () => {
	const { kms, KeyId, Arn, KeyMetadata, material } = await keyed();
	expect(KeyId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
	expect(KeyMetadata).toEqual({
		AWSAccountId: '111122223333',
		Arn: `arn:aws:kms:eu-west-1:111122223333:key/${KeyId}`,
		KeyId,
		CreationDate: START,
		Description: '',
		Enabled: true,
		KeyState: 'Enabled',
		KeyUsage: 'ENCRYPT_DECRYPT',
		KeySpec: 'SYMMETRIC_DEFAULT',
		CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
		EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
		KeyManager: 'CUSTOMER',
		Origin: 'AWS_KMS',
		MultiRegion: false,
		CurrentKeyMaterialId: material()[0]
	});
	expect(await kms('UpdateKeyDescription', { KeyId, Description: 'letters' })).toEqual({});
	expect(await kms('DescribeKey', { KeyId: Arn })).toEqual({
		KeyMetadata: { ...KeyMetadata, Description: 'letters' }
	});
});

test('ListKeys: those of the account and Region that is asked', async () => {
	const { kms, as, KeyId, Arn } = await keyed();
	const elsewhere = await as({ region: OTHER }, 'CreateKey', {});
	const account = { account: '444455556666', caller: STRANGER };
	const theirs = await as(account, 'CreateKey', {});
	const ids = async (who: object) => (await as(who, 'ListKeys', {})).Keys.map((key) => key.KeyArn);
	expect((await kms('ListKeys', {})).Keys).toEqual([{ KeyId, KeyArn: Arn }]);
	expect(await ids({ region: OTHER })).toEqual([elsewhere.KeyMetadata.Arn]);
	expect(await ids(account)).toEqual([theirs.KeyMetadata.Arn]);
});

test('EnableKey, DisableKey, ScheduleKeyDeletion, CancelKeyDeletion: what they answer, and the state', async () => {
	const { kms, KeyId, Arn } = await keyed();
	const described = async () => {
		const { Enabled, KeyState, DeletionDate } = (await kms('DescribeKey', { KeyId })).KeyMetadata;
		return [Enabled, KeyState, DeletionDate];
	};
	expect(await kms('DisableKey', { KeyId })).toEqual({});
	expect(await described()).toEqual([false, 'Disabled', undefined]);
	expect(await kms('EnableKey', { KeyId })).toEqual({});
	expect(await described()).toEqual([true, 'Enabled', undefined]);
	const DeletionDate = START + (7 * DAY) / 1000;
	expect(await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 })).toEqual({
		KeyId: Arn,
		DeletionDate,
		KeyState: 'PendingDeletion',
		PendingWindowInDays: 7
	});
	expect(await described()).toEqual([false, 'PendingDeletion', DeletionDate]);
	expect(await kms('CancelKeyDeletion', { KeyId })).toEqual({ KeyId: Arn });
	expect(await described()).toEqual([false, 'Disabled', undefined]);
});

test('rotation: its status, its list, and what waits while a deletion does', async () => {
	const { kms, advance, material, KeyId, Arn } = await keyed();
	const off = { KeyId, KeyRotationEnabled: false };
	expect(await kms('GetKeyRotationStatus', { KeyId })).toEqual(off);
	expect(await kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 })).toEqual({});
	const on = {
		KeyId,
		KeyRotationEnabled: true,
		RotationPeriodInDays: 100,
		NextRotationDate: START + (100 * DAY) / 1000
	};
	expect(await kms('GetKeyRotationStatus', { KeyId })).toEqual(on);
	await kms('ScheduleKeyDeletion', { KeyId });
	expect(await kms('GetKeyRotationStatus', { KeyId })).toEqual(off);
	await kms('CancelKeyDeletion', { KeyId });
	expect(await kms('GetKeyRotationStatus', { KeyId })).toEqual(on);
	await kms('EnableKey', { KeyId });

	const [first] = material();
	expect(await kms('ListKeyRotations', { KeyId })).toEqual({ Rotations: [], Truncated: false });
	await advance(100 * DAY);
	const [second] = material();
	await advance(HOUR);
	expect(await kms('RotateKeyOnDemand', { KeyId })).toEqual({ KeyId: Arn });
	const rotated = [
		{ KeyId: Arn, KeyMaterialId: second, KeyMaterialState: 'NON_CURRENT', RotationType: 'AUTOMATIC' },
		{ KeyId: Arn, KeyMaterialId: material()[0], KeyMaterialState: 'CURRENT', RotationType: 'ON_DEMAND' }
	].map((one, i) => ({ ...one, RotationDate: START + (100 * DAY + i * HOUR) / 1000 }));
	expect((await kms('ListKeyRotations', { KeyId })).Rotations).toEqual(rotated);
	const all = await kms('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
	expect(all.Rotations).toEqual([
		{ KeyId: Arn, KeyMaterialId: first, KeyMaterialState: 'NON_CURRENT' },
		...rotated
	]);
	expect(await kms('GetKeyRotationStatus', { KeyId }), 'by hand moves no date').toMatchObject({
		NextRotationDate: START + (200 * DAY) / 1000
	});
	expect(await kms('DisableKeyRotation', { KeyId })).toEqual({});
	expect(await kms('GetKeyRotationStatus', { KeyId })).toEqual(off);
});

test('aliases: made, moved, listed, deleted, and what they may not be', async () => {
	const { kms, advance, asked, KeyId, Arn } = await keyed();
	const AliasName = 'alias/letters';
	const AliasArn = 'arn:aws:kms:eu-west-1:111122223333:alias/letters';
	expect(await kms('CreateAlias', { AliasName, TargetKeyId: Arn })).toEqual({});
	expect(await asked('CreateAlias', { AliasName, TargetKeyId: KeyId })).toBe(
		`AlreadyExistsException: An alias with the name ${AliasArn} already exists`
	);
	const { KeyMetadata: other } = await kms('CreateKey', {});
	await advance(HOUR);
	expect(await kms('UpdateAlias', { AliasName, TargetKeyId: other.KeyId })).toEqual({});
	expect((await kms('ListAliases', { KeyId })).Aliases).toEqual([]);
	const moved = {
		AliasName,
		AliasArn,
		TargetKeyId: other.KeyId,
		CreationDate: START,
		LastUpdatedDate: START + HOUR / 1000
	};
	expect((await kms('ListAliases', { KeyId: other.KeyId })).Aliases).toEqual([moved]);
	expect((await kms('ListAliases', {})).Aliases[0]).toEqual(moved);
	expect((await kms('DescribeKey', { KeyId: AliasName })).KeyMetadata.KeyId).toBe(other.KeyId);

	for (const operation of ['CreateAlias', 'UpdateAlias'] as const) {
		const refused = (name: string, target: string) =>
			asked(operation, { AliasName: name, TargetKeyId: target });
		expect(await refused('alias/more', AliasName)).toBe(
			'ValidationException: Aliases must refer to keys. Not aliases'
		);
		expect(await refused('alias/aws/mine', KeyId)).toContain('NotAuthorizedException');
		expect(await refused('letters', KeyId)).toContain('ValidationException: Alias must start with');
	}
	const signing = await kms('CreateKey', { KeyUsage: 'SIGN_VERIFY', KeySpec: 'ECC_NIST_P256' });
	expect(await asked('UpdateAlias', { AliasName, TargetKeyId: signing.KeyMetadata.KeyId })).toContain(
		'The key usage of the current CMK and the new CMK must be the same.'
	);

	expect(await kms('DeleteAlias', { AliasName })).toEqual({});
	for (const [operation, input] of [
		['DeleteAlias', { AliasName }],
		['UpdateAlias', { AliasName, TargetKeyId: KeyId }],
		['DescribeKey', { KeyId: AliasName }]
	] as const)
		expect(await asked(operation, input)).toBe(`NotFoundException: Alias ${AliasArn} is not found.`);
});

test('Encrypt, Decrypt, ReEncrypt and the data keys name the key and the material that was used', async () => {
	const { kms, KeyId, Arn, material } = await keyed();
	const EncryptionContext = { purpose: 'tests' };
	const Plaintext = utf8('hello');
	const [first] = material();
	const sealed = await kms('Encrypt', { KeyId, Plaintext, EncryptionContext });
	expect(sealed).toEqual({
		CiphertextBlob: sealed.CiphertextBlob,
		KeyId: Arn,
		EncryptionAlgorithm: 'SYMMETRIC_DEFAULT'
	});
	await kms('RotateKeyOnDemand', { KeyId });
	const [second] = material();
	const { CiphertextBlob } = sealed;
	expect(await kms('Decrypt', { CiphertextBlob, EncryptionContext })).toEqual({
		KeyId: Arn,
		Plaintext,
		EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
		KeyMaterialId: first
	});
	const moved = await kms('ReEncrypt', {
		CiphertextBlob,
		SourceEncryptionContext: EncryptionContext,
		DestinationKeyId: KeyId
	});
	expect(moved).toEqual({
		CiphertextBlob: moved.CiphertextBlob,
		SourceKeyId: Arn,
		KeyId: Arn,
		SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
		DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
		SourceKeyMaterialId: first,
		DestinationKeyMaterialId: second
	});
	expect((await kms('Decrypt', { CiphertextBlob: moved.CiphertextBlob })).Plaintext).toEqual(Plaintext);

	const made = await kms('GenerateDataKey', { KeyId, KeySpec: 'AES_128', EncryptionContext });
	expect(made).toEqual({ ...made, KeyId: Arn, KeyMaterialId: second });
	expect(made.Plaintext).toHaveLength(16);
	const hidden = await kms('GenerateDataKeyWithoutPlaintext', { KeyId, NumberOfBytes: 20 });
	expect(hidden).toEqual({ CiphertextBlob: hidden.CiphertextBlob, KeyId: Arn, KeyMaterialId: second });
	expect((await kms('Decrypt', { CiphertextBlob: hidden.CiphertextBlob })).Plaintext).toHaveLength(20);
	expect(Object.keys(await kms('GenerateRandom', { NumberOfBytes: 5 }))).toEqual(['Plaintext']);
});
