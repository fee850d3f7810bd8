/** Imported key material: its way in, its end, its return, and every error on the way. */
import {
	createHmac,
	createPrivateKey,
	generateKeyPairSync,
	publicEncrypt,
	constants,
	createPublicKey,
	sign,
	verify
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import { DAY } from '$lib/domain/key';
import type { KeySpec, RsaKeySpec, WrappingAlgorithm } from '$lib/domain/key-spec';
import type { Input, OperationName } from '$lib/domain/operations';
import { fold, emptyState } from '$lib/world/state';
import { importInto, wrapped } from '../world/import';
import { testWorld } from '../world/world';

type World = ReturnType<typeof testWorld>;
const FOX = utf8('the quick brown fox');
const material = (fill: number, length = 32): Uint8Array => new Uint8Array(length).fill(fill);

async function refusal<O extends OperationName>(
	world: World,
	operation: O,
	input: Input<O>
): Promise<string> {
	return world.kms(operation, input).then(
		() => 'ok',
		(error: Error) => error.message
	);
}
async function external(world: World, more: Input<'CreateKey'> = {}) {
	return (await world.kms('CreateKey', { Origin: 'EXTERNAL', ...more })).KeyMetadata;
}
const describeKey = async (world: World, KeyId: string) =>
	(await world.kms('DescribeKey', { KeyId })).KeyMetadata;
const seconds = (world: World, days: number): number => (world.state().time + days * DAY) / 1000;

describe('a symmetric key', () => {
	test('waits, is filled, loses its material, takes the same again and opens what it sealed', async () => {
		const world = testWorld();
		const { KeyId, Arn, ...born } = await external(world);
		expect(born).toMatchObject({ KeyState: 'PendingImport', Enabled: false, Origin: 'EXTERNAL' });
		expect('CurrentKeyMaterialId' in born || 'ExpirationModel' in born).toBe(false);
		expect(await refusal(world, 'Encrypt', { KeyId, Plaintext: FOX })).toBe(
			`KMSInvalidStateException: ${Arn} is pending import.`
		);
		expect(await refusal(world, 'RotateKeyOnDemand', { KeyId })).toBe(
			`KMSInvalidStateException: ${Arn} is pending import.`
		);
		const { KeyMaterialId } = await importInto(world, KeyId, material(1));
		expect(await describeKey(world, KeyId)).toMatchObject({
			KeyState: 'Enabled',
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
			CurrentKeyMaterialId: KeyMaterialId
		});
		const { CiphertextBlob } = await world.kms('Encrypt', { KeyId, Plaintext: FOX });
		expect(await world.kms('DeleteImportedKeyMaterial', { KeyId })).toEqual({ KeyId: Arn, KeyMaterialId });
		const emptied = await describeKey(world, KeyId);
		expect(emptied).toMatchObject({ KeyState: 'PendingImport', CurrentKeyMaterialId: KeyMaterialId });
		expect('ExpirationModel' in emptied).toBe(false);
		expect(await refusal(world, 'Decrypt', { CiphertextBlob })).toBe(
			`KMSInvalidStateException: ${Arn} is pending import.`
		);
		expect(
			await refusal(world, 'ImportKeyMaterial', {
				...(await wrapped(world, KeyId, material(2))),
				ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
			})
		).toBe('IncorrectKeyMaterialException: ');
		expect(await importInto(world, KeyId, material(1))).toEqual({ KeyId: Arn, KeyMaterialId });
		expect((await world.kms('Decrypt', { CiphertextBlob })).Plaintext).toEqual(FOX);
		expect(fold(emptyState(world.origin), world.timeline.path())).toEqual(world.state());
	});

	test('the same material in another key has another id and opens nothing', async () => {
		const world = testWorld();
		const [one, two] = [await external(world), await external(world)];
		const first = await importInto(world, one.KeyId, material(1));
		const second = await importInto(world, two.KeyId, material(1));
		expect(first.KeyMaterialId).not.toBe(second.KeyMaterialId);
		const { CiphertextBlob } = await world.kms('Encrypt', { KeyId: one.KeyId, Plaintext: FOX });
		expect(await refusal(world, 'Decrypt', { CiphertextBlob, KeyId: two.KeyId })).toContain(
			'IncorrectKeyException'
		);
	});

	test('new material waits for a rotation on demand; losing any that was current stops the key', async () => {
		const world = testWorld();
		const { KeyId, Arn } = await external(world);
		const first = (await importInto(world, KeyId, material(1))).KeyMaterialId!;
		const old = await world.kms('Encrypt', { KeyId, Plaintext: FOX });
		expect(await refusal(world, 'RotateKeyOnDemand', { KeyId })).toBe(
			`KMSInvalidStateException: No available key material pending rotation for the key: ${Arn}.`
		);
		expect(await refusal(world, 'EnableKeyRotation', { KeyId })).toBe(
			`UnsupportedOperationException: ${Arn} origin is EXTERNAL which is not valid for this operation.`
		);
		const ImportType = 'NEW_KEY_MATERIAL';
		const second = (
			await importInto(world, KeyId, material(2), { ImportType, KeyMaterialDescription: 'second one' })
		).KeyMaterialId!;
		expect((await describeKey(world, KeyId)).CurrentKeyMaterialId).toBe(first);
		const third = await wrapped(world, KeyId, material(3));
		const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE';
		expect(await refusal(world, 'ImportKeyMaterial', { ...third, ImportType, ExpirationModel })).toMatch(
			/^KMSInvalidStateException: New key material \(id: [0-9a-f]{64}\) cannot be imported into KMS key .*, because another key material \(id: [0-9a-f]{64}\) is pending rotation\.$/
		);
		const all = async () =>
			(await world.kms('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })).Rotations;
		expect(await all()).toMatchObject([
			{ KeyMaterialId: first, KeyMaterialState: 'CURRENT', ImportState: 'IMPORTED' },
			{
				KeyMaterialId: second,
				KeyMaterialState: 'PENDING_ROTATION',
				KeyMaterialDescription: 'second one',
				ExpirationModel
			}
		]);
		await world.kms('RotateKeyOnDemand', { KeyId });
		expect((await all()).map((one) => one.KeyMaterialState)).toEqual(['NON_CURRENT', 'CURRENT']);
		expect((await describeKey(world, KeyId)).CurrentKeyMaterialId).toBe(second);
		const fresh = await world.kms('Encrypt', { KeyId, Plaintext: FOX });
		for (const { CiphertextBlob } of [old, fresh])
			expect((await world.kms('Decrypt', { CiphertextBlob })).Plaintext).toEqual(FOX);
		await world.kms('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: first });
		expect((await describeKey(world, KeyId)).KeyState).toBe('PendingImport');
		expect((await all()).map((one) => one.ImportState)).toEqual(['PENDING_IMPORT', 'IMPORTED']);
		await importInto(world, KeyId, material(1), { KeyMaterialId: first });
		expect((await describeKey(world, KeyId)).KeyState).toBe('Enabled');
		expect((await world.kms('Decrypt', { CiphertextBlob: old.CiphertextBlob })).Plaintext).toEqual(FOX);
		expect(
			await refusal(world, 'DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: 'a'.repeat(64) })
		).toContain('NotFoundException');
		expect(fold(emptyState(world.origin), world.timeline.path())).toEqual(world.state());
	});

	test('material that waits can go without effect on the key', async () => {
		const world = testWorld();
		const { KeyId } = await external(world);
		await importInto(world, KeyId, material(1));
		const { KeyMaterialId } = await importInto(world, KeyId, material(2), {
			ImportType: 'NEW_KEY_MATERIAL',
			ExpirationModel: 'KEY_MATERIAL_EXPIRES',
			ValidTo: seconds(world, 3)
		});
		await world.run({ type: 'clock.advance', by: 'next-event', ...world.acting });
		expect((await describeKey(world, KeyId)).KeyState).toBe('Enabled');
		expect(
			await refusal(world, 'DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: KeyMaterialId! })
		).toContain('NotFoundException');
		await importInto(world, KeyId, material(2), { ImportType: 'NEW_KEY_MATERIAL' });
		await world.kms('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: KeyMaterialId! });
		expect((await describeKey(world, KeyId)).KeyState).toBe('Enabled');
		expect(await refusal(world, 'RotateKeyOnDemand', { KeyId })).toContain('No available key material');
	});
});

describe('the end of the material', () => {
	test('comes to the millisecond, and the same material brings the key back', async () => {
		const world = testWorld();
		const { KeyId } = await external(world);
		const ValidTo = seconds(world, 10);
		await importInto(world, KeyId, material(1), { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo });
		expect(await describeKey(world, KeyId)).toMatchObject({
			ExpirationModel: 'KEY_MATERIAL_EXPIRES',
			ValidTo
		});
		await world.run({ type: 'clock.advance', by: 10 * DAY - 1, ...world.acting });
		expect((await describeKey(world, KeyId)).KeyState).toBe('Enabled');
		const { entry } = await world.run({ type: 'clock.advance', by: 1, ...world.acting });
		expect(entry.outcome).toMatchObject({ ok: true, result: { expirations: 1, rotations: 0, deletions: 0 } });
		expect(entry.trace).toContainEqual(
			expect.objectContaining({ kind: 'key-transition', from: 'Enabled', to: 'PendingImport' })
		);
		expect((await describeKey(world, KeyId)).KeyState).toBe('PendingImport');
		await importInto(world, KeyId, material(1));
		expect((await describeKey(world, KeyId)).KeyState).toBe('Enabled');
	});

	test('while deletion is pending the key stays pending; rescued, it waits for import', async () => {
		const world = testWorld();
		const { KeyId } = await external(world);
		const ExpirationModel = 'KEY_MATERIAL_EXPIRES';
		await importInto(world, KeyId, material(1), { ExpirationModel, ValidTo: seconds(world, 5) });
		await world.kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
		await world.run({ type: 'clock.advance', by: 6 * DAY, ...world.acting });
		expect((await describeKey(world, KeyId)).KeyState).toBe('PendingDeletion');
		await world.kms('CancelKeyDeletion', { KeyId });
		expect((await describeKey(world, KeyId)).KeyState).toBe('PendingImport');
		await importInto(world, KeyId, material(1));
		expect((await describeKey(world, KeyId)).KeyState).toBe('Enabled');
	});

	test('a key that is deleted first takes its material along', async () => {
		const world = testWorld();
		const { KeyId } = await external(world);
		const ExpirationModel = 'KEY_MATERIAL_EXPIRES';
		await importInto(world, KeyId, material(1), { ExpirationModel, ValidTo: seconds(world, 20) });
		await world.kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
		const { entry } = await world.run({ type: 'clock.advance', by: 30 * DAY, ...world.acting });
		expect(entry.outcome).toMatchObject({ ok: true, result: { deletions: 1 } });
		expect(JSON.stringify(entry.outcome)).not.toContain('expirations');
		expect(world.state().keys.size).toBe(0);
	});

	test('several in one advance, one after another', async () => {
		const world = testWorld();
		const { KeyId } = await external(world);
		const ExpirationModel = 'KEY_MATERIAL_EXPIRES';
		await importInto(world, KeyId, material(1), { ExpirationModel, ValidTo: seconds(world, 20) });
		await importInto(world, KeyId, material(2), {
			ExpirationModel,
			ValidTo: seconds(world, 10),
			ImportType: 'NEW_KEY_MATERIAL'
		});
		await world.kms('RotateKeyOnDemand', { KeyId });
		expect((await describeKey(world, KeyId)).ValidTo).toBe(seconds(world, 10));
		await world.run({ type: 'clock.advance', by: 30 * DAY, ...world.acting });
		const key = [...world.state().keys.values()][0]!;
		expect(key.state).toBe('PendingImport');
		expect(key.generations.map((one) => one.token)).toEqual(['', '']);
		await importInto(world, KeyId, material(2));
		expect((await describeKey(world, KeyId)).KeyState, 'one is still missing').toBe('PendingImport');
		await importInto(world, KeyId, material(1));
		expect((await describeKey(world, KeyId)).KeyState).toBe('Enabled');
	});
});

const exported = (key: ReturnType<typeof createPrivateKey>): Uint8Array =>
	new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));
const rsa = (modulusLength: number) => exported(generateKeyPairSync('rsa', { modulusLength }).privateKey);
const ec = (namedCurve: string) => exported(generateKeyPairSync('ec', { namedCurve }).privateKey);
/** Private keys made by openssl, as PKCS #8. */
const OPENSSL: Readonly<Record<string, () => Uint8Array>> = {
	RSA_2048: () => rsa(2048),
	RSA_3072: () => rsa(3072),
	ECC_NIST_P256: () => ec('P-256'),
	ECC_NIST_P384: () => ec('P-384'),
	ECC_NIST_P521: () => ec('P-521'),
	ECC_SECG_P256K1: () => ec('secp256k1'),
	ECC_NIST_EDWARDS25519: () => exported(generateKeyPairSync('ed25519').privateKey)
};
const made = new Map<string, Uint8Array>();
/** The first or another key of a spec: each is made once, large ones take long. */
function opensslKey(spec: KeySpec, which: 'first' | 'other' = 'first'): Uint8Array {
	const name = `${which} ${spec}`;
	const key = made.get(name) ?? OPENSSL[spec]!();
	made.set(name, key);
	return key;
}

describe('keys made by openssl', () => {
	test.each(Object.keys(OPENSSL) as KeySpec[])('%s: the key inside is the key outside', async (KeySpec) => {
		const world = testWorld();
		const pkcs8 = opensslKey(KeySpec);
		const outside = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
		const { KeyId } = await external(world, { KeySpec, KeyUsage: 'SIGN_VERIFY' });
		expect(await refusal(world, 'GetPublicKey', { KeyId })).toContain('is pending import.');
		const answer = await importInto(world, KeyId, pkcs8);
		expect('KeyMaterialId' in answer).toBe(false);
		const { PublicKey, SigningAlgorithms } = await world.kms('GetPublicKey', { KeyId });
		expect(PublicKey).toEqual(
			new Uint8Array(createPublicKey(outside).export({ format: 'der', type: 'spki' }))
		);
		const algorithm = SigningAlgorithms![0]!;
		const hash = KeySpec === 'ECC_NIST_EDWARDS25519' ? null : `sha${algorithm.slice(-3)}`;
		const signed = { KeyId, Message: FOX, SigningAlgorithm: algorithm } as const;
		const { Signature } = await world.kms('Sign', signed);
		expect(verify(hash, FOX, createPublicKey(outside), Signature)).toBe(true);
		await world.kms('Verify', { ...signed, Signature: new Uint8Array(sign(hash, FOX, outside)) });
		await world.kms('DeleteImportedKeyMaterial', { KeyId });
		expect((await world.kms('GetPublicKey', { KeyId })).PublicKey, 'kept beside the key').toEqual(PublicKey);
		await importInto(world, KeyId, pkcs8);
		const again = await wrapped(world, KeyId, opensslKey(KeySpec, 'other'));
		expect(
			await refusal(world, 'ImportKeyMaterial', { ...again, ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' })
		).toBe('IncorrectKeyMaterialException: ');
	});

	test('RSA for encryption, rebuilt under a new key id, opens what was sealed for it', async () => {
		const world = testWorld();
		const pkcs8 = opensslKey('RSA_2048');
		const publicKey = createPublicKey(
			createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
		);
		const padding = constants.RSA_PKCS1_OAEP_PADDING;
		const CiphertextBlob = new Uint8Array(
			publicEncrypt({ key: publicKey, oaepHash: 'sha256', padding }, FOX)
		);
		for (let i = 0; i < 2; i++) {
			const { KeyId } = await external(world, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
			await importInto(world, KeyId, pkcs8);
			const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
			const opened = await world.kms('Decrypt', { KeyId, CiphertextBlob, EncryptionAlgorithm });
			expect(opened.Plaintext).toEqual(FOX);
		}
	});

	test('HMAC: the tags are those of the key outside', async () => {
		const world = testWorld();
		const key = material(9, 48);
		const { KeyId } = await external(world, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
		await importInto(world, KeyId, key, {}, { algorithm: 'RSAES_OAEP_SHA_1' });
		const { Mac } = await world.kms('GenerateMac', { KeyId, Message: FOX, MacAlgorithm: 'HMAC_SHA_256' });
		expect(Mac).toEqual(new Uint8Array(createHmac('sha256', key).update(FOX).digest()));
	});
});

describe('wrapping', () => {
	test.each([
		['RSAES_OAEP_SHA_1', 'RSA_2048'],
		['RSAES_OAEP_SHA_256', 'RSA_3072'],
		['RSA_AES_KEY_WRAP_SHA_1', 'RSA_4096'],
		['RSA_AES_KEY_WRAP_SHA_256', 'RSA_2048']
	] as const)('%s under %s', async (algorithm, keySpec) => {
		const world = testWorld();
		const { KeyId, Arn } = await external(world);
		const by = { algorithm, keySpec };
		expect((await importInto(world, KeyId, material(1), {}, by)).KeyId).toBe(Arn);
	});

	test.each([
		['RSA_2048', 'SIGN_VERIFY', 'RSAES_OAEP_SHA_256', 'RSA_4096'],
		['ECC_NIST_P521', 'SIGN_VERIFY', 'RSAES_OAEP_SHA_256', 'RSA_2048'],
		['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'RSAES_PKCS1_V1_5', 'RSA_2048'],
		['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'SM2PKE', 'SM2'],
		['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'RSAES_OAEP_SHA_256', 'SM2']
	] as const)(
		'%s (%s) by %s under %s is not offered',
		async (KeySpec, KeyUsage, WrappingAlgorithm, WrappingKeySpec) => {
			const world = testWorld();
			const { KeyId } = await external(world, { KeySpec, KeyUsage });
			expect(
				await refusal(world, 'GetParametersForImport', { KeyId, WrappingAlgorithm, WrappingKeySpec })
			).toContain('UnsupportedOperationException');
		}
	);

	test('a P-256 key fits into plain OAEP', async () => {
		const world = testWorld();
		const { KeyId } = await external(world, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
		const by: { algorithm: WrappingAlgorithm; keySpec: RsaKeySpec } = {
			algorithm: 'RSAES_OAEP_SHA_256',
			keySpec: 'RSA_2048'
		};
		await importInto(world, KeyId, opensslKey('ECC_NIST_P256'), {}, by);
		expect((await describeKey(world, KeyId)).KeyState).toBe('Enabled');
	});
});

describe('what is refused', () => {
	const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE';

	test('a key with material from KMS takes none', async () => {
		const world = testWorld();
		const { KeyId, Arn } = (await world.kms('CreateKey', {})).KeyMetadata;
		const words = `UnsupportedOperationException: ${Arn} origin is AWS_KMS which is not valid for this operation.`;
		const bytes = material(1);
		expect(
			await refusal(world, 'GetParametersForImport', {
				KeyId,
				WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
				WrappingKeySpec: 'RSA_2048'
			})
		).toBe(words);
		expect(await refusal(world, 'DeleteImportedKeyMaterial', { KeyId })).toBe(words);
		expect(
			await refusal(world, 'ImportKeyMaterial', { KeyId, ImportToken: bytes, EncryptedKeyMaterial: bytes })
		).toBe(words);
	});

	test('tokens: none, of another key, too old', async () => {
		const world = testWorld();
		const [one, two] = [await external(world), await external(world)];
		const good = await wrapped(world, one.KeyId, material(1));
		const bring = (more: Partial<Input<'ImportKeyMaterial'>>) =>
			refusal(world, 'ImportKeyMaterial', { ...good, ExpirationModel, ...more });
		const { ImportToken: token, EncryptedKeyMaterial: bytes } = good;
		expect(await bring({ ImportToken: material(1, 10) })).toBe('InvalidImportTokenException: ');
		expect(await bring({ ImportToken: token.with(100, token[100]! ^ 1) })).toBe(
			'InvalidImportTokenException: '
		);
		expect(await bring({ KeyId: two.KeyId })).toBe('InvalidImportTokenException: ');
		expect(await bring({ EncryptedKeyMaterial: bytes.with(9, bytes[9]! ^ 1) })).toBe(
			'InvalidCiphertextException: '
		);
		expect(await bring({ EncryptedKeyMaterial: bytes.slice(0, 100) })).toBe('InvalidCiphertextException: ');
		await world.run({ type: 'clock.advance', by: DAY, ...world.acting });
		expect(await bring({})).toBe(
			`ExpiredImportTokenException: Parameters for key material import have expired. Key '${one.Arn}'`
		);
	});

	test('dates', async () => {
		const world = testWorld();
		const { KeyId } = await external(world);
		const good = await wrapped(world, KeyId, material(1));
		const bring = (more: Partial<Input<'ImportKeyMaterial'>>) =>
			refusal(world, 'ImportKeyMaterial', { ...good, ...more });
		expect(await bring({})).toBe(
			'ValidationException: A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES'
		);
		expect(await bring({ ValidTo: seconds(world, 0) })).toBe(
			'ValidationException: ValidTo must be in the future'
		);
		expect(await bring({ ValidTo: seconds(world, 366) })).toContain('at most 365 days');
		expect(await bring({ ExpirationModel, ValidTo: seconds(world, 1) })).toContain('ValidationException');
		expect(await bring({ ValidTo: 'soon' as unknown as number })).toContain('SerializationException');
		expect(await bring({ ValidTo: seconds(world, 365) })).toBe('ok');
	});

	test('material that is none for the spec', async () => {
		const world = testWorld();
		const tries: readonly (readonly [KeySpec, Uint8Array])[] = [
			['SYMMETRIC_DEFAULT', material(1, 31)],
			['SYMMETRIC_DEFAULT', material(1, 33)],
			['HMAC_384', material(1, 47)],
			['HMAC_224', material(1, 129)],
			['ECC_NIST_P256', opensslKey('ECC_NIST_P384')],
			['ECC_NIST_P256', material(1, 40)],
			['RSA_2048', opensslKey('RSA_3072')],
			['ECC_NIST_EDWARDS25519', opensslKey('ECC_NIST_P256')]
		];
		for (const [KeySpec, bytes] of tries) {
			const KeyUsage = KeySpec.startsWith('HMAC')
				? 'GENERATE_VERIFY_MAC'
				: KeySpec === 'SYMMETRIC_DEFAULT'
					? 'ENCRYPT_DECRYPT'
					: 'SIGN_VERIFY';
			const { KeyId } = await external(world, { KeySpec, KeyUsage });
			const input = { ...(await wrapped(world, KeyId, bytes)), ExpirationModel } as const;
			expect(await refusal(world, 'ImportKeyMaterial', input), `${KeySpec}, ${bytes.length} bytes`).toBe(
				'IncorrectKeyMaterialException: '
			);
			expect((await describeKey(world, KeyId)).KeyState).toBe('PendingImport');
		}
	});

	test('types and ids that do not fit', async () => {
		const world = testWorld();
		const { KeyId } = await external(world);
		const good = { ...(await wrapped(world, KeyId, material(1))), ExpirationModel } as const;
		const bring = (more: Partial<Input<'ImportKeyMaterial'>>) =>
			refusal(world, 'ImportKeyMaterial', { ...good, ...more });
		expect(await bring({ ImportType: 'EXISTING_KEY_MATERIAL' })).toBe('IncorrectKeyMaterialException: ');
		expect(await bring({ ImportType: 'NEW_KEY_MATERIAL', KeyMaterialId: 'b'.repeat(64) })).toContain(
			'ValidationException'
		);
		expect(await bring({ KeyMaterialId: 'b'.repeat(64) })).toBe('IncorrectKeyMaterialException: ');
		expect(await bring({})).toBe('ok');
		expect(await bring({ ImportType: 'NEW_KEY_MATERIAL' })).toBe('IncorrectKeyMaterialException: ');
		const mac = await external(world, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
		const hmac = await wrapped(world, mac.KeyId, material(1));
		expect(
			await refusal(world, 'ImportKeyMaterial', { ...hmac, ExpirationModel, ImportType: 'NEW_KEY_MATERIAL' })
		).toContain('ValidationException');
	});

	test('no entry holds the material: raw, hex or base64', async () => {
		const world = testWorld();
		const { KeyId } = await external(world);
		const secret = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 11) & 0xff);
		await importInto(world, KeyId, secret);
		const saved = JSON.stringify(world.timeline.path());
		for (const form of ['hex', 'base64', 'latin1'] as const)
			expect(saved).not.toContain(Buffer.from(secret).toString(form).slice(0, 40));
	});
});
