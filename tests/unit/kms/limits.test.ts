/** Limits of the symmetric operations in figures, so that the table of limits is not held against itself alone. */
import { describe, expect, test } from 'vitest';
import type { Command } from '$lib/domain/entry';
import type { OperationName } from '$lib/domain/operations';
import { DAY } from '$lib/domain/key';
import { testWorld } from '../world/world';

const MINUTE = 60_000;

async function keyed() {
	const world = testWorld();
	const { KeyMetadata } = await world.kms('CreateKey', {});
	const { KeyId } = KeyMetadata;
	const asked = async (operation: OperationName, input: object): Promise<string> => {
		const { entry } = await world.run({
			type: 'kms',
			operation,
			input,
			...world.acting
		} as unknown as Command);
		return entry.outcome.ok ? 'ok' : entry.outcome.error.code;
	};
	return { ...world, KeyId, asked };
}

describe('sizes', () => {
	const bytes = (length: number) => new Uint8Array(length).fill(1);
	test.each<[OperationName, (size: number, KeyId: string) => object, number, number]>([
		['Encrypt', (size, KeyId) => ({ KeyId, Plaintext: bytes(size) }), 1, 4096],
		['GenerateDataKey', (NumberOfBytes, KeyId) => ({ KeyId, NumberOfBytes }), 1, 1024],
		['GenerateRandom', (NumberOfBytes) => ({ NumberOfBytes }), 1, 1024],
		['UpdateKeyDescription', (size, KeyId) => ({ KeyId, Description: 'x'.repeat(size) }), 0, 8192]
	])('%s takes what is of its size, and nothing else', async (operation, input, least, most) => {
		const { asked, KeyId } = await keyed();
		for (const size of [least, most])
			expect(await asked(operation, input(size, KeyId)), `${size}`).toBe('ok');
		for (const size of least > 0 ? [least - 1, most + 1] : [most + 1])
			expect(await asked(operation, input(size, KeyId)), `${size}`).toBe('ValidationException');
	});

	test('a data key has a spec or a number of bytes: not both, and not neither', async () => {
		const { asked, KeyId } = await keyed();
		const KeySpec = 'AES_256';
		for (const [input, answer] of [
			[{ KeyId, KeySpec }, 'ok'],
			[{ KeyId, KeySpec, NumberOfBytes: 32 }, 'ValidationException'],
			[{ KeyId }, 'ValidationException']
		] as const)
			for (const operation of ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'] as const)
				expect(await asked(operation, input)).toBe(answer);
	});

	test('a ciphertext has at most 6,144 bytes', async () => {
		const { asked } = await keyed();
		expect(await asked('Decrypt', { CiphertextBlob: bytes(6144) })).toBe('InvalidCiphertextException');
		expect(await asked('Decrypt', { CiphertextBlob: bytes(6145) })).toBe('ValidationException');
	});
});

test('a key has fifty aliases, and no more', async () => {
	const { asked, KeyId } = await keyed();
	const add = (n: number) => asked('CreateAlias', { AliasName: `alias/${n}`, TargetKeyId: KeyId });
	for (let n = 1; n <= 50; n++) expect(await add(n)).toBe('ok');
	expect(await add(51)).toBe('LimitExceededException');
});

test('within 20 minutes of an automatic rotation there is none on demand', async () => {
	const { run, acting, asked, KeyId } = await keyed();
	const advance = (by: number) => run({ type: 'clock.advance', by, ...acting });
	await asked('EnableKeyRotation', { KeyId });
	await advance(365 * DAY - 20 * MINUTE - 1);
	expect(await asked('RotateKeyOnDemand', { KeyId })).toBe('ok');
	await advance(1);
	expect(await asked('RotateKeyOnDemand', { KeyId })).toBe('ConflictException');
	await advance(20 * MINUTE);
	expect(await asked('RotateKeyOnDemand', { KeyId })).toBe('ok');
});

describe('pages', () => {
	test('of keys: 100 unless told, up to 1,000', async () => {
		const { kms, run, acting } = await keyed();
		for (let n = 2; n <= 101; n++) {
			// KMS makes five keys a second.
			if (n % 5 === 0) await run({ type: 'clock.advance', by: 1000, ...acting });
			await kms('CreateKey', {});
		}
		const first = await kms('ListKeys', {});
		expect([first.Keys.length, first.Truncated]).toEqual([100, true]);
		const second = await kms('ListKeys', { Marker: first.NextMarker! });
		expect([second.Keys.length, second.Truncated]).toEqual([1, false]);
		expect((await kms('ListKeys', { Limit: 1000 })).Keys).toHaveLength(101);
	});

	test('of rotations: 100 unless told, up to 1,000', async () => {
		const { kms, run, acting, KeyId } = await keyed();
		await kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
		await run({ type: 'clock.advance', by: 101 * 90 * DAY, ...acting });
		expect((await kms('ListKeyRotations', { KeyId })).Rotations).toHaveLength(100);
		expect((await kms('ListKeyRotations', { KeyId, Limit: 1000 })).Rotations).toHaveLength(101);
	});

	test('of aliases: 50 unless told, up to 100', async () => {
		const { kms, asked, KeyId } = await keyed();
		const other = (await kms('CreateKey', {})).KeyMetadata.KeyId;
		for (let n = 0; n < 100; n++)
			await kms('CreateAlias', { AliasName: `alias/${n}`, TargetKeyId: n % 2 ? KeyId : other });
		expect((await kms('ListAliases', {})).Aliases).toHaveLength(50);
		expect((await kms('ListAliases', { Limit: 100 })).Aliases).toHaveLength(100);
		expect(await asked('ListAliases', { Limit: 101 })).toBe('ValidationException');
	});

	test('1,001 of a page is too many', async () => {
		const { asked, KeyId } = await keyed();
		for (const operation of ['ListKeys', 'ListKeyRotations'] as const)
			expect(await asked(operation, { KeyId, Limit: 1001 }), operation).toBe('ValidationException');
	});
});
