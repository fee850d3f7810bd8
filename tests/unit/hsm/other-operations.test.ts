/** What the other operations unwrap, they wipe: also when they refuse. */
import { beforeEach, expect, it } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { CallSeed } from '$lib/domain/hsm';
import { region } from '$lib/domain/ids';
import type { KeySpec } from '$lib/domain/key-spec';
import { generateEc } from '$lib/crypto/asymmetric/ecdsa';
import { generateEd } from '$lib/crypto/asymmetric/ed25519';
import { wrapForImport } from '$lib/crypto/asymmetric/import-wrap';
import { generateMlDsa } from '$lib/crypto/asymmetric/ml-dsa';
import { generateMlKem } from '$lib/crypto/asymmetric/ml-kem';
import { callGenerator } from '$lib/crypto/generator';
import { createHsmEngine, type HsmEngine } from '$lib/hsm/engine';
import { bytes, KEY } from '../crypto/sample';
import { watchWiping } from './wiping';

const SEED = bytes(32, 3);
const REGION = region('eu-west-1');
const call = (label: string): CallSeed => ({ parent: bytes(32, 1), command: bytes(32, 2), label });

const wiped = watchWiping();
let engine: HsmEngine;

beforeEach(() => {
	engine = createHsmEngine('in-process');
	engine.init({ seed: SEED });
});

/** The material that a call of this label makes: the generator's first draw is the key's. */
const random = () => callGenerator(SEED, call('key'));
const MATERIAL = {
	HMAC_256: () => random().bytes(32),
	ECC_NIST_P256: () => generateEc('ECC_NIST_P256', random()),
	ECC_NIST_EDWARDS25519: () => generateEd(random()),
	ML_DSA_44: () => generateMlDsa('ML_DSA_44', random()),
	ML_KEM_512: () => generateMlKem('ML_KEM_512', random())
} satisfies Partial<Record<KeySpec, () => Uint8Array>>;

async function use<S extends keyof typeof MATERIAL>(keySpec: S) {
	const material = MATERIAL[keySpec]();
	wiped.clear();
	const { token } = await engine.handleLater('generateKey', {
		region: REGION,
		keyId: KEY,
		keySpec,
		seed: call('key')
	});
	expect(wiped.hasMade(MATERIAL[keySpec]), `${keySpec}: wiped once it was wrapped`).toBe(true);
	wiped.clear();
	return { material, of: { region: REGION, token, keySpec } };
}

it('HMAC', async () => {
	const { material, of } = await use('HMAC_256');
	const message = utf8('m');
	const input = { ...of, algorithm: 'HMAC_SHA_256', message } as const;
	const mac = await engine.handleLater('generateMac', input);
	expect(wiped.has(material)).toBe(true);
	wiped.clear();
	await engine.handleLater('verifyMac', { ...input, mac });
	expect(wiped.has(material)).toBe(true);
});

it.each([
	['ECC_NIST_P256', 'ECDSA_SHA_256'],
	['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512'],
	['ML_DSA_44', 'ML_DSA_SHAKE_256']
] as const)('signatures: %s', async (spec, algorithm) => {
	const { material, of } = await use(spec);
	const input = { ...of, algorithm, messageType: 'RAW', message: utf8('m') } as const;
	const signature = await engine.handleLater('sign', { ...input, seed: call('sign') });
	expect(wiped.has(material), 'sign').toBe(true);
	for (const [name, run] of [
		['verify', () => engine.handleLater('verify', { ...input, signature })],
		['getPublicKey', () => engine.handleLater('getPublicKey', of)]
	] as const) {
		wiped.clear();
		await run();
		expect(wiped.has(material), name).toBe(true);
	}
});

it('agreement, also with a point that is none', async () => {
	const { material, of } = await use('ECC_NIST_P256');
	await expect(
		engine.handleLater('deriveSharedSecret', { ...of, publicKey: bytes(91) })
	).rejects.toMatchObject({ code: 'malformed' });
	expect(wiped.has(material)).toBe(true);
});

it('encapsulation, also of another length', async () => {
	const { material, of } = await use('ML_KEM_512');
	const { ciphertext } = await engine.handleLater('encapsulate', { ...of, seed: call('e') });
	expect(wiped.has(material)).toBe(true);
	for (const blob of [ciphertext, ciphertext.slice(1)]) {
		wiped.clear();
		await engine.handleLater('decapsulate', { ...of, ciphertext: blob }).catch(() => undefined);
		expect(wiped.has(material)).toBe(true);
	}
});

it('a data key pair: the KMS key always, the private key unless it is given out', async () => {
	const [token] = await engine.handle('generateKeys', { region: REGION, keyIds: [KEY], seed: call('key') });
	const request = {
		region: REGION,
		token: token!,
		aad: utf8('context'),
		keyPairSpec: 'ECC_NIST_P384',
		seed: call('pair')
	} as const;
	const { plaintext } = await engine.handleLater('generateDataKeyPair', { ...request, withPlaintext: true });
	expect(wiped.has(plaintext!)).toBe(false);
	wiped.clear();
	await engine.handleLater('generateDataKeyPair', { ...request, withPlaintext: false });
	expect(wiped.has(plaintext!)).toBe(true);
	const material = random().bytes(32);
	wiped.clear();
	await engine.handleLater('generateDataKeyPair', { ...request, withPlaintext: false });
	expect(wiped.has(material)).toBe(true);
});

it('an import: the material, also when it is not taken; and the wrapping key', async () => {
	const parameters = { wrappingKeySpec: 'RSA_2048', wrappingAlgorithm: 'RSAES_OAEP_SHA_256' } as const;
	const at = { region: REGION, keyId: KEY };
	const made = await engine.handleLater('getParametersForImport', {
		...at,
		...parameters,
		validTo: 1,
		seed: call('p')
	});
	const privateKey = wiped.all().find((hex) => hex.length > 2000);
	expect(privateKey, 'the wrapping key is PKCS #8').toMatch(/^308204/);
	for (const keySpec of ['SYMMETRIC_DEFAULT', 'HMAC_512'] as const) {
		const material = bytes(32, 99);
		const encryptedKeyMaterial = await wrapForImport({
			publicKey: made.publicKey,
			algorithm: 'RSAES_OAEP_SHA_256',
			material,
			aesKey: bytes(32)
		});
		wiped.clear();
		await engine
			.handleLater('importKeyMaterial', {
				...at,
				keySpec,
				importToken: made.importToken,
				encryptedKeyMaterial,
				seed: call('i')
			})
			.catch((error: unknown) => expect(error).toMatchObject({ code: 'key-material' }));
		expect(wiped.has(material), keySpec).toBe(true);
		expect(wiped.all(), keySpec).toContain(privateKey);
	}
});

it('re-encryption with RSA: the plaintext', async () => {
	const { token } = await engine.handleLater('generateKey', {
		region: REGION,
		keyId: KEY,
		keySpec: 'RSA_2048',
		seed: call('rsa')
	});
	const of = { token, keySpec: 'RSA_2048', algorithm: 'RSAES_OAEP_SHA_256' } as const;
	const ciphertext = await engine.handleLater('rsaEncrypt', {
		region: REGION,
		...of,
		plaintext: bytes(20, 77)
	});
	const side = { ...of, aad: new Uint8Array() };
	wiped.clear();
	await engine.handleLater('reEncryptMixed', {
		region: REGION,
		source: side,
		ciphertext,
		destination: side,
		seed: call('r')
	});
	expect(wiped.has(bytes(20, 77))).toBe(true);
});

it('counts its calls and needs a world, as the others', async () => {
	await use('HMAC_256');
	expect((await engine.handle('report', null)).calls).toBe(1);
	const empty = createHsmEngine('in-process');
	await expect(
		empty.handleLater('generateKey', { region: REGION, keyId: KEY, keySpec: 'HMAC_256', seed: call('k') })
	).rejects.toThrow('expected init first');
});
