/** Request quotas, as a switch of the world. */
import { describe, expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import { OPERATIONS } from '$lib/kms/operations';
import { quotaOf, quotaWithKey } from '$lib/facts/request-quotas';
import { USING_OPERATIONS } from '$lib/facts/last-usage';
import { testWorld } from '../world/world';

const THROTTLED =
	'ThrottlingException: You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.';

async function metered(on = true) {
	const world = testWorld();
	await world.run({ type: 'quotas.set', on, ...world.acting });
	const advance = (by: number) => world.run({ type: 'clock.advance', by, ...world.acting });
	return { world, advance };
}

test('the sixth CreateKey of a second is refused, changes nothing, and the next second takes five more', async () => {
	const { world, advance } = await metered();
	for (let i = 0; i < 5; i++) await world.kms('CreateKey', {});
	const { entry } = await world.run({
		type: 'kms',
		operation: 'CreateKey',
		input: {},
		...world.acting
	});
	expect(entry.outcome).toMatchObject({
		ok: false,
		error: { code: 'ThrottlingException', status: 400, why: { check: 'limit' } }
	});
	expect(entry.events).toEqual([]);
	await expect(world.kms('CreateKey', {})).rejects.toThrow(THROTTLED);
	await advance(999);
	await expect(world.kms('CreateKey', {})).rejects.toThrow(THROTTLED);
	await advance(1);
	for (let i = 0; i < 5; i++) await world.kms('CreateKey', {});
	await expect(world.kms('CreateKey', {})).rejects.toThrow(THROTTLED);
	expect(world.state().keys.size).toBe(10);
});

test("one operation, account and Region does not use up another's", async () => {
	const { world } = await metered();
	for (let i = 0; i < 5; i++) await world.kms('CreateKey', {});
	await world.kms('ListKeys', {});
	const elsewhere = { ...world.acting, region: 'us-east-1' };
	const { entry } = await world.run({
		type: 'kms',
		operation: 'CreateKey',
		input: {},
		...elsewhere
	} as Command);
	expect(entry.outcome.ok).toBe(true);
});

test('switched off, and from the start, nothing is counted', async () => {
	const { world } = await metered(false);
	for (let i = 0; i < 12; i++) await world.kms('CreateKey', {});
	await world.run({ type: 'quotas.set', on: true, ...world.acting });
	await expect(world.kms('CreateKey', {})).rejects.toThrow(THROTTLED);
	await world.run({ type: 'quotas.set', on: false, ...world.acting });
	await world.kms('CreateKey', {});
});

test('a custom key store takes 1,800 requests a second, whatever they are', { timeout: 30_000 }, async () => {
	const { world, advance } = await metered();
	const { CustomKeyStoreId } = await world.kms('CreateCustomKeyStore', {
		CustomKeyStoreName: 'store',
		CloudHsmClusterId: 'cluster-abcdefg2345',
		TrustAnchorCertificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
		KeyStorePassword: 'password'
	});
	await world.kms('ConnectCustomKeyStore', { CustomKeyStoreId });
	await advance(20 * 60_000);
	const { KeyMetadata } = await world.kms('CreateKey', { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
	const KeyId = KeyMetadata.KeyId;
	const { CiphertextBlob } = await world.kms('Encrypt', { KeyId, Plaintext: utf8('x') });
	for (let i = 1; i < 1800; i++) await world.kms('Decrypt', { CiphertextBlob });
	await expect(world.kms('Decrypt', { CiphertextBlob })).rejects.toThrow(THROTTLED);
	await expect(
		world.run({
			type: 'client.seal',
			name: 'note',
			plaintext: utf8('x'),
			keyIds: [KeyId],
			context: {},
			...world.acting
		})
	).resolves.toMatchObject({ entry: { outcome: { error: { code: 'ThrottlingException' } } } });
	const { KeyMetadata: other } = await world.kms('CreateKey', {});
	await world.kms('Encrypt', { KeyId: other.KeyId, Plaintext: utf8('x') });
});

describe('the table', () => {
	test('has every operation', () => {
		for (const operation of Object.keys(OPERATIONS)) {
			const quota = quotaOf({ operation, region: 'eu-west-1', keyPairSpec: 'RSA_2048' });
			expect(quota !== undefined || USING_OPERATIONS.has(operation), operation).toBe(true);
		}
	});

	test.each([
		['eu-west-1', 'SYMMETRIC_DEFAULT', 100_000],
		['eu-west-2', 'HMAC_256', 20_000],
		['eu-north-1', 'SYMMETRIC_DEFAULT', 10_000],
		['eu-west-1', 'RSA_2048', 1000],
		['eu-west-1', 'ECC_NIST_P256', 1000],
		['eu-west-1', 'ML_DSA_44', 1000]
	])('in %s a key of %s takes %i a second', (region, spec, rate) => {
		expect(quotaWithKey({ region, spec })?.rate).toBe(rate);
	});

	test('data key pairs by their spec', () => {
		const rate = (keyPairSpec: string) =>
			quotaOf({ operation: 'GenerateDataKeyPair', region: 'eu-west-1', keyPairSpec })?.rate;
		expect(['RSA_2048', 'RSA_3072', 'RSA_4096', 'SM2', 'ECC_NIST_P256'].map(rate)).toEqual([
			20, 4, 1, 25, 100
		]);
	});
});
