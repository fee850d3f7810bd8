/** GetKeyLastUsage reads the log: successes only, of the key itself, also those inside a client's command. */
import { expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import { testWorld } from '../world/world';

test('the last successful use shows, with its time; refusals and readings do not count', async () => {
	const world = testWorld();
	const create = async () => (await world.kms('CreateKey', {})).KeyMetadata;
	const [key, other] = [await create(), await create()];
	const usage = (KeyId = key.KeyId) => world.kms('GetKeyLastUsage', { KeyId });
	const never = await usage();
	expect(never).toEqual({
		KeyId: key.Arn,
		TrackingStartDate: key.CreationDate,
		KeyCreationDate: key.CreationDate
	});
	const { CiphertextBlob } = await world.kms('Encrypt', { KeyId: key.KeyId, Plaintext: utf8('x') });
	await world.run({ type: 'clock.advance', by: 1000, ...world.acting });
	await world.kms('Decrypt', { CiphertextBlob });
	await world.run({ type: 'clock.advance', by: 1000, ...world.acting });
	await world.kms('DescribeKey', { KeyId: key.KeyId });
	await expect(world.kms('Decrypt', { CiphertextBlob, DryRun: true })).rejects.toThrow();
	expect((await usage()).KeyLastUsage).toMatchObject({
		Operation: 'Decrypt',
		Timestamp: key.CreationDate + 1
	});
	expect((await usage()).KeyLastUsage!.KmsRequestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
	expect((await usage(other.KeyId)).KeyLastUsage).toBeUndefined();
	await world.kms('ReEncrypt', { CiphertextBlob, DestinationKeyId: other.KeyId });
	expect((await usage()).KeyLastUsage?.Operation).toBe('ReEncrypt');
	expect((await usage(other.KeyId)).KeyLastUsage?.Operation).toBe('ReEncrypt');
	await world.run({
		type: 'client.seal',
		name: 'note',
		plaintext: utf8('x'),
		keyIds: [other.KeyId],
		context: {},
		...world.acting
	});
	expect((await usage(other.KeyId)).KeyLastUsage?.Operation).toBe('GenerateDataKey');
	expect((await usage()).KeyLastUsage?.Operation).toBe('ReEncrypt');
});
