/** Keys that sign, agree, encapsulate and authenticate: against openssl (node:crypto), and every error they throw. */
import {
	constants,
	createHash,
	createPrivateKey,
	createPublicKey,
	diffieHellman,
	generateKeyPairSync,
	publicEncrypt,
	sign as opensslSign,
	verify as opensslVerify,
	type KeyObject
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { shake256 } from '@noble/hashes/sha3.js';
import { concat, utf8 } from '$lib/domain/bytes';
import type { KeySpec, KeyUsage, SigningAlgorithm } from '$lib/domain/key-spec';
import type { Input, OperationName } from '$lib/domain/operations';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { fold, emptyState } from '$lib/world/state';
import { testWorld } from '../world/world';

type World = ReturnType<typeof testWorld>;

async function create(world: World, KeySpec: KeySpec, KeyUsage: KeyUsage): Promise<string> {
	return (await world.kms('CreateKey', { KeySpec, KeyUsage })).KeyMetadata.KeyId;
}
const openssl = (spki: Uint8Array): KeyObject =>
	createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
async function publicKey(world: World, KeyId: string): Promise<KeyObject> {
	return openssl((await world.kms('GetPublicKey', { KeyId })).PublicKey);
}
/** The error an operation ends in, as "code: message". */
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

const FOX = utf8('the quick brown fox');
const SPECS = Object.keys(KEY_SPEC_FACTS) as KeySpec[];
const digestOf = (algorithm: SigningAlgorithm, message: Uint8Array): Uint8Array =>
	new Uint8Array(
		createHash(`sha${/\d+$/.exec(algorithm)![0]}`)
			.update(message)
			.digest()
	);

describe('CreateKey', () => {
	const made = SPECS.flatMap((spec) =>
		spec === 'SM2' ? [] : KEY_SPEC_FACTS[spec].usages.map((usage) => [spec, usage] as const)
	);
	test.each(made)('%s for %s: metadata as DescribeKey has it', async (spec, usage) => {
		const world = testWorld();
		const { KeyMetadata: key } = await world.kms('CreateKey', { KeySpec: spec, KeyUsage: usage });
		expect(key).toMatchObject({
			KeySpec: spec,
			CustomerMasterKeySpec: spec,
			KeyUsage: usage,
			Origin: 'AWS_KMS',
			Enabled: true,
			KeyState: 'Enabled'
		});
		const lists = Object.keys(key).filter((name) => name.endsWith('Algorithms'));
		expect(lists).toHaveLength(1);
		expect('CurrentKeyMaterialId' in key).toBe(spec === 'SYMMETRIC_DEFAULT');
		expect((await world.kms('DescribeKey', { KeyId: key.KeyId })).KeyMetadata).toEqual(key);
	});

	test.each([
		[{ KeySpec: 'RSA_2048' }, 'You must specify a KeyUsage value for all KMS keys except for symmetric'],
		[{ KeySpec: 'HMAC_256' }, 'You must specify a KeyUsage value for all KMS keys except for symmetric'],
		[
			{ KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' },
			'KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048'
		],
		[{ KeySpec: 'ECC_SECG_P256K1', KeyUsage: 'KEY_AGREEMENT' }, 'is not compatible with KeySpec'],
		[{ KeyUsage: 'SIGN_VERIFY' }, 'KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT']
	] as const)('%o is refused', async (input, message) => {
		expect(await refusal(testWorld(), 'CreateKey', input)).toMatch(`ValidationException: `);
		expect(await refusal(testWorld(), 'CreateKey', input)).toContain(message);
	});

	test.each([
		[{ KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' }, 'this playground has no implementation of it'],
		[
			{ KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY', Origin: 'EXTERNAL' },
			'not supported for Origin EXTERNAL'
		]
	] as const)('%o says what is missing', async (input, message) => {
		const answer = await refusal(testWorld(), 'CreateKey', input);
		expect(answer).toContain('UnsupportedOperationException');
		expect(answer).toContain(message);
	});

	test.each(['RSA_2048', 'RSA_3072', 'RSA_4096'] as const)('%s: two primes of its own', async (spec) => {
		const world = testWorld({ freshRsa: true });
		const key = await publicKey(world, await create(world, spec, 'ENCRYPT_DECRYPT'));
		expect(key.asymmetricKeyDetails).toEqual({
			modulusLength: Number(spec.slice(4)),
			publicExponent: 65537n
		});
		const scenes = RSA_TEST_KEYS[spec]!.map((bytes) =>
			createPublicKey(createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' }))
		);
		expect(scenes.some((one) => one.equals(key))).toBe(false);
	});

	test('the same act in the same world is the same key: all but RSA', async () => {
		const bytes = async (spec: KeySpec, usage: KeyUsage) => {
			const world = testWorld({ freshRsa: true });
			return (await world.kms('GetPublicKey', { KeyId: await create(world, spec, usage) })).PublicKey;
		};
		for (const spec of ['ECC_NIST_P521', 'ECC_NIST_EDWARDS25519', 'ML_DSA_65'] as const)
			expect(await bytes(spec, 'SIGN_VERIFY')).toEqual(await bytes(spec, 'SIGN_VERIFY'));
		expect(await bytes('RSA_2048', 'SIGN_VERIFY')).not.toEqual(await bytes('RSA_2048', 'SIGN_VERIFY'));
	});

	test('what RSA made is in the log, and never made again: the fold has the key', async () => {
		const world = testWorld({ freshRsa: true });
		await create(world, 'RSA_2048', 'SIGN_VERIFY');
		const again = fold(
			emptyState(world.origin),
			JSON.parse(JSON.stringify(world.timeline.path())) as never[]
		);
		expect(again).toEqual(world.state());
	});
});

describe('GetPublicKey', () => {
	test.each(SPECS.filter((spec) => KEY_SPEC_FACTS[spec].publicKey))(
		'%s: SubjectPublicKeyInfo of the published length',
		async (spec) => {
			const world = testWorld();
			const usage = KEY_SPEC_FACTS[spec].usages[0]!;
			const KeyId = await create(world, spec, usage);
			const answer = await world.kms('GetPublicKey', { KeyId });
			expect(answer.PublicKey).toHaveLength(KEY_SPEC_FACTS[spec].publicKey!);
			expect(answer).toMatchObject({ KeySpec: spec, KeyUsage: usage });
			if (!spec.startsWith('ML_')) expect(openssl(answer.PublicKey).type).toBe('public');
			await world.kms('DisableKey', { KeyId });
			expect(await world.kms('GetPublicKey', { KeyId })).toEqual(answer);
		}
	);

	test.each(['SYMMETRIC_DEFAULT', 'HMAC_256'] as const)('%s has none', async (spec) => {
		const world = testWorld();
		const KeyId = await create(world, spec, KEY_SPEC_FACTS[spec].usages[0]!);
		expect(await refusal(world, 'GetPublicKey', { KeyId })).toContain('UnsupportedOperationException');
	});
});

const hashName = (algorithm: string): string => `sha${/\d+$/.exec(algorithm)![0]}`;
/** How node:crypto is told what KMS does. */
const forOpenssl = (key: KeyObject, algorithm: SigningAlgorithm) => ({
	key,
	...(algorithm.includes('PSS') && {
		padding: constants.RSA_PKCS1_PSS_PADDING,
		saltLength: Number(/\d+$/.exec(algorithm)![0]) / 8
	})
});

describe('Sign and Verify', () => {
	const cases = (
		['RSA_2048', 'RSA_3072', 'ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521', 'ECC_SECG_P256K1'] as const
	).flatMap((spec) => KEY_SPEC_FACTS[spec].signing!.map((algorithm) => [spec, algorithm] as const));
	test.each(cases)('%s with %s: openssl accepts ours, we accept openssl', async (spec, algorithm) => {
		const world = testWorld();
		const KeyId = await create(world, spec, 'SIGN_VERIFY');
		const key = await publicKey(world, KeyId);
		const digest = digestOf(algorithm, FOX);
		for (const [MessageType, Message] of [
			['RAW', FOX],
			['DIGEST', digest]
		] as const) {
			const input = { KeyId, Message, MessageType, SigningAlgorithm: algorithm } as const;
			const { Signature } = await world.kms('Sign', input);
			expect(opensslVerify(hashName(algorithm), FOX, forOpenssl(key, algorithm), Signature)).toBe(true);
			// Whichever way it was signed, both ways verify.
			expect(await world.kms('Verify', { ...input, Signature })).toMatchObject({ SignatureValid: true });
			const other = { ...input, Message: MessageType === 'RAW' ? digest : FOX } as const;
			expect(
				await world.kms('Verify', {
					...other,
					MessageType: MessageType === 'RAW' ? 'DIGEST' : 'RAW',
					Signature
				})
			).toMatchObject({ SignatureValid: true });
			expect(
				await refusal(world, 'Verify', { ...input, Signature: Signature.with(20, Signature[20]! ^ 1) })
			).toBe('KMSInvalidSignatureException: ');
		}
		expect(
			await refusal(world, 'Sign', {
				KeyId,
				Message: digest.slice(1),
				MessageType: 'DIGEST',
				SigningAlgorithm: algorithm
			})
		).toBe(`ValidationException: Digest is invalid length for algorithm ${algorithm}.`);
	});

	test('Ed25519: openssl accepts ours; a prehash takes a digest only, and hashes it once more', async () => {
		const world = testWorld();
		const KeyId = await create(world, 'ECC_NIST_EDWARDS25519', 'SIGN_VERIFY');
		const raw = { KeyId, Message: FOX, SigningAlgorithm: 'ED25519_SHA_512' } as const;
		const { Signature } = await world.kms('Sign', raw);
		expect(opensslVerify(null, FOX, await publicKey(world, KeyId), Signature)).toBe(true);
		const digest = digestOf('ED25519_SHA_512', FOX);
		const ph = {
			KeyId,
			Message: digest,
			MessageType: 'DIGEST',
			SigningAlgorithm: 'ED25519_PH_SHA_512'
		} as const;
		const hashed = await world.kms('Sign', ph);
		expect(await world.kms('Verify', { ...ph, Signature: hashed.Signature })).toMatchObject({
			SignatureValid: true
		});
		expect(hashed.Signature).not.toEqual(Signature);
		expect(await refusal(world, 'Sign', { ...ph, MessageType: 'RAW' })).toContain(
			'ValidationException: MessageType RAW is not compatible'
		);
		expect(await refusal(world, 'Sign', { ...raw, Message: digest, MessageType: 'DIGEST' })).toContain(
			'ValidationException: MessageType DIGEST is not compatible'
		);
	});

	test.each(['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'] as const)(
		'%s: a signature over mu is one over the message; each is another',
		async (spec) => {
			const world = testWorld();
			const KeyId = await create(world, spec, 'SIGN_VERIFY');
			const { PublicKey } = await world.kms('GetPublicKey', { KeyId });
			const raw = PublicKey.subarray(22);
			const mu = shake256(concat(shake256(raw, { dkLen: 64 }), new Uint8Array(2), FOX), { dkLen: 64 });
			const message = { KeyId, Message: FOX, SigningAlgorithm: 'ML_DSA_SHAKE_256' } as const;
			const external = { ...message, Message: mu, MessageType: 'EXTERNAL_MU' } as const;
			const one = await world.kms('Sign', message);
			const two = await world.kms('Sign', external);
			expect(one.Signature).toHaveLength(KEY_SPEC_FACTS[spec].maxSignature!);
			expect(one.Signature).not.toEqual(two.Signature);
			for (const { Signature } of [one, two])
				for (const input of [message, external])
					expect(await world.kms('Verify', { ...input, Signature })).toMatchObject({ SignatureValid: true });
			expect(await refusal(world, 'Sign', { ...message, MessageType: 'DIGEST' })).toContain(
				'ValidationException'
			);
			expect(await refusal(world, 'Sign', { ...external, Message: mu.slice(1) })).toContain(
				'ValidationException'
			);
		}
	);

	test('a key of another usage or spec is refused in AWS’s words', async () => {
		const world = testWorld();
		const { KeyMetadata: mac } = await world.kms('CreateKey', {
			KeySpec: 'HMAC_256',
			KeyUsage: 'GENERATE_VERIFY_MAC'
		});
		const { KeyMetadata: ec } = await world.kms('CreateKey', {
			KeySpec: 'ECC_NIST_P384',
			KeyUsage: 'SIGN_VERIFY'
		});
		const sign = (KeyId: string, SigningAlgorithm: SigningAlgorithm) =>
			refusal(world, 'Sign', { KeyId, Message: FOX, SigningAlgorithm });
		expect(await sign(mac.KeyId, 'ECDSA_SHA_256')).toBe(
			`InvalidKeyUsageException: ${mac.Arn} key usage is GENERATE_VERIFY_MAC which is not valid for Sign.`
		);
		expect(await sign(ec.KeyId, 'ECDSA_SHA_256')).toBe(
			'InvalidKeyUsageException: Algorithm ECDSA_SHA_256 is incompatible with key spec ECC_NIST_P384.'
		);
		expect(await sign(ec.KeyId, 'SM2DSA')).toContain('InvalidKeyUsageException');
		expect(
			await refusal(world, 'Sign', {
				KeyId: ec.KeyId,
				Message: FOX,
				SigningAlgorithm: 'ECDSA_SHA_384',
				DryRun: true
			})
		).toContain('DryRunOperationException');
	});

	test('the message is in no entry, and the same Sign is the same signature', async () => {
		const one = testWorld();
		const KeyId = await create(one, 'ECC_NIST_P256', 'SIGN_VERIFY');
		const input = { KeyId, Message: FOX, SigningAlgorithm: 'ECDSA_SHA_256' } as const;
		const { Signature } = await one.kms('Sign', input);
		expect(JSON.stringify(one.timeline.path())).not.toContain(Buffer.from(FOX).toString('base64'));
		const two = testWorld();
		await create(two, 'ECC_NIST_P256', 'SIGN_VERIFY');
		expect((await two.kms('Sign', input)).Signature).toEqual(Signature);
	});

	test('a signature of openssl’s own key verifies only under that key', async () => {
		const world = testWorld();
		const KeyId = await create(world, 'ECC_NIST_P256', 'SIGN_VERIFY');
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		expect(
			await refusal(world, 'Verify', {
				KeyId,
				Message: FOX,
				SigningAlgorithm: 'ECDSA_SHA_256',
				Signature: new Uint8Array(opensslSign('sha256', FOX, privateKey))
			})
		).toBe('KMSInvalidSignatureException: ');
	});
});

describe('Encrypt, Decrypt and ReEncrypt with RSA', () => {
	test.each([
		['RSA_2048', 'RSAES_OAEP_SHA_1', 214],
		['RSA_2048', 'RSAES_OAEP_SHA_256', 190],
		['RSA_3072', 'RSAES_OAEP_SHA_256', 318],
		['RSA_4096', 'RSAES_OAEP_SHA_256', 446]
	] as const)('%s with %s takes %i bytes, and not one more', async (spec, algorithm, most) => {
		const world = testWorld();
		const KeyId = await create(world, spec, 'ENCRYPT_DECRYPT');
		const Plaintext = new Uint8Array(most).fill(3);
		const sealed = await world.kms('Encrypt', { KeyId, Plaintext, EncryptionAlgorithm: algorithm });
		expect(sealed.CiphertextBlob).toHaveLength(KEY_SPEC_FACTS[spec].ciphertext!);
		const opened = await world.kms('Decrypt', { ...sealed, EncryptionAlgorithm: algorithm });
		expect(opened).toEqual({
			KeyId: sealed.KeyId,
			Plaintext,
			EncryptionAlgorithm: algorithm
		});
		expect(
			await refusal(world, 'Encrypt', {
				KeyId,
				Plaintext: new Uint8Array(most + 1),
				EncryptionAlgorithm: algorithm
			})
		).toBe(
			`ValidationException: Algorithm ${algorithm} and key spec ${spec} cannot encrypt data larger than ${most} bytes.`
		);
		const outside = publicEncrypt(
			{
				key: await publicKey(world, KeyId),
				oaepHash: algorithm === 'RSAES_OAEP_SHA_1' ? 'sha1' : 'sha256',
				padding: constants.RSA_PKCS1_OAEP_PADDING
			},
			FOX
		);
		const inside = await world.kms('Decrypt', {
			KeyId,
			CiphertextBlob: new Uint8Array(outside),
			EncryptionAlgorithm: algorithm
		});
		expect(inside.Plaintext).toEqual(FOX);
	});

	test('what does not open, and what does not fit', async () => {
		const world = testWorld();
		const KeyId = await create(world, 'RSA_2048', 'ENCRYPT_DECRYPT');
		const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
		const { CiphertextBlob } = await world.kms('Encrypt', { KeyId, Plaintext: FOX, EncryptionAlgorithm });
		const decrypt = (input: Partial<Input<'Decrypt'>>) =>
			refusal(world, 'Decrypt', { KeyId, CiphertextBlob, EncryptionAlgorithm, ...input });
		const flipped = CiphertextBlob.with(9, CiphertextBlob[9]! ^ 1);
		expect(await decrypt({ CiphertextBlob: flipped })).toBe('InvalidCiphertextException: ');
		expect(await decrypt({ CiphertextBlob: flipped.slice(1) })).toBe('InvalidCiphertextException: ');
		expect(await decrypt({ EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' })).toBe('InvalidCiphertextException: ');
		expect(await refusal(world, 'Decrypt', { CiphertextBlob, EncryptionAlgorithm })).toContain(
			'ValidationException: KeyId is required'
		);
		expect(await refusal(world, 'Decrypt', { CiphertextBlob, KeyId })).toBe(
			'InvalidKeyUsageException: Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.'
		);
		expect(await refusal(world, 'Encrypt', { KeyId, Plaintext: FOX })).toContain(
			'is incompatible with key spec RSA_2048'
		);
		expect(await decrypt({ EncryptionContext: { a: 'b' } })).toContain('ValidationException');
		const signing = await create(world, 'RSA_2048', 'SIGN_VERIFY');
		expect(
			await refusal(world, 'Encrypt', { KeyId: signing, Plaintext: FOX, EncryptionAlgorithm })
		).toContain('key usage is SIGN_VERIFY which is not valid for Encrypt.');
		const symmetric = (await world.kms('CreateKey', {})).KeyMetadata.KeyId;
		expect(await refusal(world, 'Encrypt', { KeyId: symmetric, Plaintext: FOX, EncryptionAlgorithm })).toBe(
			'InvalidKeyUsageException: Algorithm RSAES_OAEP_SHA_256 is incompatible with key spec SYMMETRIC_DEFAULT.'
		);
		expect(await refusal(world, 'GenerateDataKey', { KeyId, KeySpec: 'AES_256' })).toContain(
			'InvalidKeyUsageException'
		);
		for (const operation of ['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'] as const)
			expect(await refusal(world, operation, { KeyId })).toBe('UnsupportedOperationException: ');
		expect(await world.kms('GetKeyRotationStatus', { KeyId })).toMatchObject({ KeyRotationEnabled: false });
		expect(await world.kms('ListKeyRotations', { KeyId })).toEqual({ Rotations: [], Truncated: false });
	});

	test('ReEncrypt from symmetric to RSA, to another RSA key, and back', async () => {
		const world = testWorld({ freshRsa: true });
		const symmetric = (await world.kms('CreateKey', {})).KeyMetadata;
		const [one, two] = [
			await create(world, 'RSA_2048', 'ENCRYPT_DECRYPT'),
			await create(world, 'RSA_2048', 'ENCRYPT_DECRYPT')
		];
		const EncryptionContext = { a: 'b' };
		const sealed = await world.kms('Encrypt', { KeyId: symmetric.KeyId, Plaintext: FOX, EncryptionContext });
		const first = await world.kms('ReEncrypt', {
			CiphertextBlob: sealed.CiphertextBlob,
			SourceEncryptionContext: EncryptionContext,
			DestinationKeyId: one,
			DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_1'
		});
		expect(first).toMatchObject({
			SourceKeyId: symmetric.Arn,
			SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
			DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_1',
			SourceKeyMaterialId: symmetric.CurrentKeyMaterialId
		});
		expect('DestinationKeyMaterialId' in first).toBe(false);
		const second = await world.kms('ReEncrypt', {
			CiphertextBlob: first.CiphertextBlob,
			SourceKeyId: one,
			SourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_1',
			DestinationKeyId: two,
			DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_256'
		});
		const back = await world.kms('ReEncrypt', {
			CiphertextBlob: second.CiphertextBlob,
			SourceKeyId: two,
			SourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
			DestinationKeyId: symmetric.KeyId
		});
		expect((await world.kms('Decrypt', { CiphertextBlob: back.CiphertextBlob })).Plaintext).toEqual(FOX);
		expect(
			await refusal(world, 'ReEncrypt', {
				CiphertextBlob: second.CiphertextBlob,
				SourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
				DestinationKeyId: symmetric.KeyId
			})
		).toContain('ValidationException');
		const long = await world.kms('Encrypt', { KeyId: symmetric.KeyId, Plaintext: new Uint8Array(191) });
		expect(
			await refusal(world, 'ReEncrypt', {
				CiphertextBlob: long.CiphertextBlob,
				DestinationKeyId: two,
				DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_256'
			})
		).toContain('cannot encrypt data larger than 190 bytes.');
	});
});

describe('GenerateMac and VerifyMac', () => {
	test.each([224, 256, 384, 512] as const)('HMAC_%i: a full tag, checked in full', async (bits) => {
		const world = testWorld();
		const KeyId = await create(world, `HMAC_${bits}`, 'GENERATE_VERIFY_MAC');
		const input = { KeyId, Message: FOX, MacAlgorithm: `HMAC_SHA_${bits}` } as const;
		const { Mac } = await world.kms('GenerateMac', input);
		expect(Mac).toHaveLength(bits / 8);
		expect(await world.kms('VerifyMac', { ...input, Mac })).toMatchObject({ MacValid: true });
		for (const wrong of [Mac.with(0, Mac[0]! ^ 1), Mac.slice(0, -1), concat(Mac, new Uint8Array(1))])
			expect(await refusal(world, 'VerifyMac', { ...input, Mac: wrong })).toBe('KMSInvalidMacException: ');
		const other = bits === 256 ? 'HMAC_SHA_512' : 'HMAC_SHA_256';
		for (const operation of ['GenerateMac', 'VerifyMac'] as const)
			expect(await refusal(world, operation, { ...input, Mac, MacAlgorithm: other })).toBe(
				`InvalidKeyUsageException: Algorithm ${other} is incompatible with key spec HMAC_${bits}.`
			);
		expect(await refusal(world, 'GenerateMac', { ...input, DryRun: true })).toContain(
			'DryRunOperationException'
		);
	});

	test('a symmetric key does not authenticate', async () => {
		const world = testWorld();
		const { KeyMetadata: key } = await world.kms('CreateKey', {});
		expect(
			await refusal(world, 'GenerateMac', { KeyId: key.KeyId, Message: FOX, MacAlgorithm: 'HMAC_SHA_256' })
		).toBe(
			`InvalidKeyUsageException: ${key.Arn} key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac.`
		);
	});
});

describe('DeriveSharedSecret', () => {
	test.each([
		['ECC_NIST_P256', 'P-256'],
		['ECC_NIST_P384', 'P-384'],
		['ECC_NIST_P521', 'P-521']
	] as const)('%s: the secret that openssl derives', async (spec, namedCurve) => {
		const world = testWorld();
		const KeyId = await create(world, spec, 'KEY_AGREEMENT');
		const pair = generateKeyPairSync('ec', { namedCurve });
		const PublicKey = new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }));
		const derive = { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey } as const;
		const answer = await world.kms('DeriveSharedSecret', derive);
		const outside = diffieHellman({ privateKey: pair.privateKey, publicKey: await publicKey(world, KeyId) });
		expect(answer.SharedSecret).toEqual(new Uint8Array(outside));
		expect(answer).toMatchObject({ KeyAgreementAlgorithm: 'ECDH', KeyOrigin: 'AWS_KMS' });
		for (const wrong of [PublicKey.slice(1), PublicKey.with(60, PublicKey[60]! ^ 1)])
			expect(await refusal(world, 'DeriveSharedSecret', { ...derive, PublicKey: wrong })).toBe(
				'ValidationException: '
			);
		const saved = JSON.stringify(world.timeline.path());
		expect(saved).not.toContain(Buffer.from(answer.SharedSecret).toString('base64').slice(0, 30));
	});

	test('a key that signs does not agree', async () => {
		const world = testWorld();
		const KeyId = await create(world, 'ECC_NIST_P256', 'SIGN_VERIFY');
		const { PublicKey } = await world.kms('GetPublicKey', { KeyId });
		expect(
			await refusal(world, 'DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey })
		).toContain('key usage is SIGN_VERIFY which is not valid for DeriveSharedSecret.');
	});
});

describe('Encapsulate and Decapsulate', () => {
	test.each(['ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'] as const)('%s', async (spec) => {
		const world = testWorld();
		const KeyId = await create(world, spec, 'ENCAPSULATE_DECAPSULATE');
		const base = { KeyId, EncapsulationAlgorithm: 'ML_KEM' } as const;
		const made = await world.kms('Encapsulate', base);
		expect(made.SharedSecret).toHaveLength(32);
		expect(made.SharedSecretCiphertextBlob).toHaveLength(KEY_SPEC_FACTS[spec].ciphertext!);
		const blob = made.SharedSecretCiphertextBlob;
		const open = (SharedSecretCiphertextBlob: Uint8Array) =>
			world.kms('Decapsulate', { ...base, SharedSecretCiphertextBlob });
		expect((await open(blob)).SharedSecret).toEqual(made.SharedSecret);
		expect((await open(blob.with(5, blob[5]! ^ 1))).SharedSecret, 'no error').not.toEqual(made.SharedSecret);
		await expect(open(blob.slice(1))).rejects.toThrow('InvalidCiphertextException: ');
		expect((await world.kms('Encapsulate', base)).SharedSecret).not.toEqual(made.SharedSecret);
		expect(await refusal(world, 'Encapsulate', { ...base, DryRun: true })).toContain('DryRunOperation');
	});
});

describe('GenerateDataKeyPair', () => {
	test.each([
		'RSA_2048',
		'ECC_NIST_P256',
		'ECC_NIST_P384',
		'ECC_NIST_P521',
		'ECC_SECG_P256K1',
		'ECC_NIST_EDWARDS25519'
	] as const)('%s: openssl reads both halves and they belong together', async (KeyPairSpec) => {
		const world = testWorld({ freshRsa: true });
		const { KeyMetadata: key } = await world.kms('CreateKey', {});
		const EncryptionContext = { purpose: 'test' };
		const made = await world.kms('GenerateDataKeyPair', { KeyId: key.KeyId, KeyPairSpec, EncryptionContext });
		const privateKey = createPrivateKey({
			key: Buffer.from(made.PrivateKeyPlaintext),
			format: 'der',
			type: 'pkcs8'
		});
		const own = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
		expect(new Uint8Array(own)).toEqual(made.PublicKey);
		const opened = await world.kms('Decrypt', {
			CiphertextBlob: made.PrivateKeyCiphertextBlob,
			EncryptionContext
		});
		expect(opened.Plaintext).toEqual(made.PrivateKeyPlaintext);
		expect(made).toMatchObject({ KeyPairSpec, KeyMaterialId: key.CurrentKeyMaterialId });
		const saved = JSON.stringify(world.timeline.path());
		expect(saved).not.toContain(Buffer.from(made.PrivateKeyPlaintext).toString('base64').slice(40, 90));
		expect(await refusal(world, 'Decrypt', { CiphertextBlob: made.PrivateKeyCiphertextBlob })).toBe(
			'InvalidCiphertextException: '
		);
		const without = await world.kms('GenerateDataKeyPairWithoutPlaintext', { KeyId: key.KeyId, KeyPairSpec });
		expect('PrivateKeyPlaintext' in without).toBe(false);
	});

	test.each(['ML_KEM_512', 'ML_KEM_1024'] as const)('%s: the private key is a seed', async (KeyPairSpec) => {
		const world = testWorld();
		const { KeyMetadata: key } = await world.kms('CreateKey', {});
		const made = await world.kms('GenerateDataKeyPair', { KeyId: key.KeyId, KeyPairSpec });
		expect(made.PrivateKeyPlaintext).toHaveLength(86);
		expect(made.PublicKey).toHaveLength(KEY_SPEC_FACTS[KeyPairSpec].publicKey!);
	});

	test('only a symmetric key protects one, and SM2 is not here', async () => {
		const world = testWorld();
		const rsa = await create(world, 'RSA_2048', 'ENCRYPT_DECRYPT');
		const { KeyMetadata: key } = await world.kms('CreateKey', {});
		for (const operation of ['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'] as const) {
			expect(await refusal(world, operation, { KeyId: rsa, KeyPairSpec: 'RSA_2048' })).toContain(
				`not valid for ${operation}.`
			);
			expect(await refusal(world, operation, { KeyId: key.KeyId, KeyPairSpec: 'SM2' })).toContain(
				'UnsupportedOperationException'
			);
			expect(
				await refusal(world, operation, { KeyId: key.KeyId, KeyPairSpec: 'RSA_2048', DryRun: true })
			).toContain('DryRunOperationException');
		}
	});
});

test('an alias moves only between keys of one kind', async () => {
	const world = testWorld();
	const rsa = await create(world, 'RSA_2048', 'ENCRYPT_DECRYPT');
	const ec = await create(world, 'ECC_NIST_P256', 'SIGN_VERIFY');
	const other = await create(world, 'ECC_NIST_P384', 'SIGN_VERIFY');
	const symmetric = (await world.kms('CreateKey', {})).KeyMetadata.KeyId;
	await world.kms('CreateAlias', { AliasName: 'alias/a', TargetKeyId: ec });
	expect(await refusal(world, 'UpdateAlias', { AliasName: 'alias/a', TargetKeyId: rsa })).toContain(
		'from a CMK with key usage SIGN_VERIFY to a CMK with key usage ENCRYPT_DECRYPT.'
	);
	await world.kms('UpdateAlias', { AliasName: 'alias/a', TargetKeyId: other });
	const sign = { KeyId: 'alias/a', Message: FOX, SigningAlgorithm: 'ECDSA_SHA_384' } as const;
	expect((await world.kms('Sign', sign)).KeyId).toContain(other);
	await world.kms('CreateAlias', { AliasName: 'alias/b', TargetKeyId: symmetric });
	expect(await refusal(world, 'UpdateAlias', { AliasName: 'alias/b', TargetKeyId: rsa })).toContain(
		'ValidationException'
	);
});
