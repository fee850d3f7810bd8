/** What every HSM must do, in a worker or in process: one suite over both. */
import { describe, expect, test } from 'vitest';
import { concat, toBase64, toHex, utf8 } from '$lib/domain/bytes';
import { HsmError, type Hsm, type KeyToken } from '$lib/domain/hsm';
import { keyId, region, type KeyId, type Region } from '$lib/domain/ids';
import type { AsymmetricKeySpec, KeySpec, SigningAlgorithm } from '$lib/domain/key-spec';
import { wrapForImport } from '$lib/crypto/asymmetric/import-wrap';
import { fixedInput, kdfCounterHmacSha256 } from '$lib/crypto/kdf';
import { materialIdOf } from '$lib/hsm/engine';

export const SEED = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
export const REGION = region('eu-west-1');
export const OTHER_REGION = region('us-east-1');
export const KEY_ID = keyId('1234abcd-12ab-34cd-56ef-1234567890ab');
const AAD = utf8('context');
export const seedOf = (label: string) => ({
	parent: new Uint8Array(32),
	command: new Uint8Array(32).fill(1),
	label
});

export async function newToken(hsm: Hsm): Promise<KeyToken> {
	const [token] = await hsm.generateKeys({ region: REGION, keyIds: [KEY_ID], seed: seedOf('key') });
	return token!;
}

/** One of each operation; what comes out, as text, so that two HSMs can be compared. */
export const EACH: Readonly<Record<string, (hsm: Hsm, token: KeyToken) => Promise<string>>> = {
	generateKeys: async (hsm) => toHex((await newToken(hsm)).bytes),
	rewrap: async (hsm, token) => {
		const [moved] = await hsm.rewrap({
			region: REGION,
			toRegion: OTHER_REGION,
			tokens: [token],
			seed: seedOf('rewrap')
		});
		return toHex(moved!.bytes);
	},
	encrypt: async (hsm, token) =>
		toHex(
			await hsm.encrypt({
				region: REGION,
				token,
				plaintext: utf8('hello'),
				aad: AAD,
				seed: seedOf('encrypt')
			})
		),
	decrypt: async (hsm, token) => {
		const ciphertext = await hsm.encrypt({
			region: REGION,
			token,
			plaintext: utf8('hello'),
			aad: AAD,
			seed: seedOf('encrypt')
		});
		return toHex(await hsm.decrypt({ region: REGION, token, ciphertext, aad: AAD }));
	},
	reEncrypt: async (hsm, token) => {
		const ciphertext = await hsm.encrypt({
			region: REGION,
			token,
			plaintext: utf8('hello'),
			aad: AAD,
			seed: seedOf('encrypt')
		});
		return toHex(
			await hsm.reEncrypt({
				region: REGION,
				source: token,
				ciphertext,
				sourceAad: AAD,
				destination: token,
				destinationAad: utf8('other'),
				seed: seedOf('re-encrypt')
			})
		);
	},
	generateDataKey: async (hsm, token) => {
		const made = await hsm.generateDataKey({
			region: REGION,
			token,
			aad: AAD,
			numberOfBytes: 32,
			withPlaintext: true,
			seed: seedOf('data key')
		});
		return `${toHex(made.ciphertext)} ${toHex(made.plaintext!)}`;
	},
	generateRandom: async (hsm) =>
		toHex(await hsm.generateRandom({ region: REGION, numberOfBytes: 24, seed: seedOf('random') }))
};

/** A key of this spec for the calls below. */
const newKey = (hsm: Hsm, keySpec: KeySpec) =>
	hsm.generateKey({ region: REGION, keyId: KEY_ID, keySpec, seed: seedOf(`key ${keySpec}`) });

async function signed(hsm: Hsm, keySpec: AsymmetricKeySpec, algorithm: SigningAlgorithm): Promise<string> {
	const { token } = await newKey(hsm, keySpec);
	const of = { region: REGION, token, keySpec, algorithm, messageType: 'RAW' as const, message: utf8('m') };
	const signature = await hsm.sign({ ...of, seed: seedOf('sign') });
	expect(await hsm.verify({ ...of, signature })).toBe(true);
	expect(await hsm.verify({ ...of, message: utf8('n'), signature })).toBe(false);
	return toHex(signature);
}

/** The same for what is fetched with its first use, as far as it is the same each time: RSA is not. */
export const EACH_OTHER: Readonly<Record<string, (hsm: Hsm, token: KeyToken) => Promise<string>>> = {
	generateKey: async (hsm) => {
		const { token, publicKey } = await newKey(hsm, 'ECC_NIST_P256');
		return `${toHex(token.bytes)} ${toHex(publicKey!)}`;
	},
	getPublicKey: async (hsm) => {
		const keySpec = 'ECC_NIST_EDWARDS25519';
		const { token, publicKey } = await newKey(hsm, keySpec);
		const again = await hsm.getPublicKey({ region: REGION, token, keySpec });
		expect(again).toEqual(publicKey);
		return toHex(again);
	},
	'sign and verify, P-384': (hsm) => signed(hsm, 'ECC_NIST_P384', 'ECDSA_SHA_384'),
	'sign and verify, Ed25519': (hsm) => signed(hsm, 'ECC_NIST_EDWARDS25519', 'ED25519_SHA_512'),
	'sign and verify, ML-DSA': (hsm) => signed(hsm, 'ML_DSA_44', 'ML_DSA_SHAKE_256'),
	'generateMac and verifyMac': async (hsm) => {
		const keySpec = 'HMAC_256';
		const { token } = await newKey(hsm, keySpec);
		const of = { region: REGION, token, keySpec, algorithm: 'HMAC_SHA_256', message: utf8('m') } as const;
		const mac = await hsm.generateMac(of);
		expect(await hsm.verifyMac({ ...of, mac })).toBe(true);
		expect(await hsm.verifyMac({ ...of, mac: mac.slice(1) })).toBe(false);
		return toHex(mac);
	},
	deriveSharedSecret: async (hsm) => {
		const keySpec = 'ECC_NIST_P521';
		const { token, publicKey } = await newKey(hsm, keySpec);
		return toHex(await hsm.deriveSharedSecret({ region: REGION, token, keySpec, publicKey: publicKey! }));
	},
	'encapsulate and decapsulate': async (hsm) => {
		const keySpec = 'ML_KEM_768';
		const { token } = await newKey(hsm, keySpec);
		const made = await hsm.encapsulate({ region: REGION, token, keySpec, seed: seedOf('encapsulate') });
		const { ciphertext } = made;
		expect(await hsm.decapsulate({ region: REGION, token, keySpec, ciphertext })).toEqual(made.sharedSecret);
		return `${toHex(ciphertext)} ${toHex(made.sharedSecret)}`;
	},
	generateDataKeyPair: async (hsm, token) => {
		const made = await hsm.generateDataKeyPair({
			region: REGION,
			token,
			aad: AAD,
			keyPairSpec: 'ECC_SECG_P256K1',
			withPlaintext: true,
			seed: seedOf('pair')
		});
		const opened = await hsm.decrypt({ region: REGION, token, ciphertext: made.ciphertext, aad: AAD });
		expect(opened).toEqual(made.plaintext);
		return Object.values(made).map(toHex).join(' ');
	}
};

/** What RSA does: other bytes each time, so only whether it comes out right. */
export const EACH_RSA: Readonly<Record<string, (hsm: Hsm, token: KeyToken) => Promise<void>>> = {
	'sign and verify': async (hsm) => {
		const { token } = await newKey(hsm, 'RSA_2048');
		for (const algorithm of ['RSASSA_PSS_SHA_256', 'RSASSA_PKCS1_V1_5_SHA_512'] as const)
			for (const messageType of ['RAW', 'DIGEST'] as const) {
				const message = new Uint8Array(Number(algorithm.slice(-3)) / 8).fill(3);
				const of = { region: REGION, token, keySpec: 'RSA_2048', algorithm, messageType, message } as const;
				const signature = await hsm.sign({ ...of, seed: seedOf('sign') });
				expect(signature).toHaveLength(256);
				expect(await hsm.verify({ ...of, signature })).toBe(true);
				expect(await hsm.verify({ ...of, message: message.map((byte) => byte ^ 1), signature })).toBe(false);
			}
	},
	'encrypt, decrypt and re-encrypt': async (hsm, symmetric) => {
		const { token } = await newKey(hsm, 'RSA_2048');
		const of = { region: REGION, token, keySpec: 'RSA_2048', algorithm: 'RSAES_OAEP_SHA_256' } as const;
		const ciphertext = await hsm.rsaEncrypt({ ...of, plaintext: utf8('secret') });
		expect(await hsm.rsaDecrypt({ ...of, ciphertext })).toEqual(utf8('secret'));
		const moved = await hsm.reEncryptMixed({
			region: REGION,
			source: { ...of, aad: new Uint8Array() },
			ciphertext,
			destination: {
				token: symmetric,
				keySpec: 'SYMMETRIC_DEFAULT',
				algorithm: 'SYMMETRIC_DEFAULT',
				aad: AAD
			},
			seed: seedOf('re-encrypt')
		});
		expect(await hsm.decrypt({ region: REGION, token: symmetric, ciphertext: moved, aad: AAD })).toEqual(
			utf8('secret')
		);
	},
	import: async (hsm) => {
		const at = { region: REGION, keyId: KEY_ID };
		const { publicKey, importToken } = await hsm.getParametersForImport({
			...at,
			wrappingKeySpec: 'RSA_2048',
			wrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256',
			validTo: 1000,
			seed: seedOf('parameters')
		});
		const wrap = (material: Uint8Array) =>
			wrapForImport({
				publicKey,
				algorithm: 'RSA_AES_KEY_WRAP_SHA_256',
				material,
				aesKey: new Uint8Array(32).fill(9)
			});
		const material = new Uint8Array(32).fill(4);
		const bring = async (more: { keyId?: KeyId; keySpec?: KeySpec; importToken?: Uint8Array } = {}) =>
			hsm.importKeyMaterial({
				...at,
				keySpec: 'SYMMETRIC_DEFAULT',
				importToken,
				encryptedKeyMaterial: await wrap(material),
				seed: seedOf('import'),
				...more
			});
		const { token } = await bring();
		expect(token.materialId).toBe(materialIdOf(KEY_ID, material));
		await expect(bring({ keySpec: 'HMAC_512' })).rejects.toMatchObject({ code: 'key-material' });
		await expect(bring({ keySpec: 'RSA_2048' })).rejects.toMatchObject({ code: 'key-material' });
		await expect(bring({ keyId: keyId('00000000-12ab-34cd-56ef-1234567890ab') })).rejects.toMatchObject({
			code: 'import-token'
		});
		for (const at of [0, 1, 2, 5, 15, importToken.length - 1])
			await expect(
				bring({ importToken: importToken.map((byte, i) => (i === at ? byte ^ 1 : byte)) }),
				`byte ${at}`
			).rejects.toMatchObject({ code: 'import-token' });
	}
};

/** The domain key of the world's Region: what no message may hold. */
export const domainKey = (region: Region = REGION): Uint8Array =>
	kdfCounterHmacSha256({
		key: SEED,
		fixedInput: fixedInput({ label: 'glass-kms domain key', context: utf8(region), length: 32 }),
		length: 32
	});

/** Base64 of these bytes wherever they begin in a longer text: the part that does not depend on the neighbours. */
function base64Forms(secret: Uint8Array): string[] {
	return [0, 1, 2].map((before) => {
		const text = toBase64(concat(new Uint8Array(before), secret));
		return text.slice(Math.ceil((before * 4) / 3), Math.floor(((before + secret.length) * 4) / 3));
	});
}

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/**
 * Whether a message holds these bytes: raw, in hex, in base64 or base64url, or as a list of numbers. Of a view the
 * whole buffer is searched: all of it crosses.
 */
export function holds(message: unknown, secret: Uint8Array): boolean {
	const seen: string[] = [];
	const walk = (value: unknown): void => {
		if (value instanceof Uint8Array) {
			const buffer = new Uint8Array(value.buffer);
			seen.push(toHex(buffer), latin1(buffer));
		} else if (value instanceof ArrayBuffer) walk(new Uint8Array(value));
		else if (value instanceof Map || value instanceof Set) [...value].forEach(walk);
		else if (typeof value === 'object' && value !== null) {
			if (Array.isArray(value) && value.every((item) => typeof item === 'number')) seen.push(value.join());
			// An error's own words are not among its enumerable members.
			if (value instanceof Error) seen.push(value.message, value.stack ?? '');
			seen.push(...Object.keys(value));
			Object.values(value).forEach(walk);
		} else seen.push(String(value));
	};
	walk(message);
	const text = seen.join('\n');
	const listed = text.replace(/"\d+":|\s+/g, '');
	return (
		text.toLowerCase().includes(toHex(secret)) ||
		text.includes(latin1(secret)) ||
		listed.includes(secret.join()) ||
		base64Forms(secret).some((form) => text.replaceAll('-', '+').replaceAll('_', '/').includes(form))
	);
}

export function hsmContract(name: string, create: () => Hsm): void {
	describe(name, () => {
		test.each([
			[1, 153],
			[16, 168],
			[32, 184],
			[64, 220],
			[1024, 1186],
			[4096, 4258]
		])('%i bytes of plaintext become a blob of %i bytes, and come back', async (length, blob) => {
			const hsm = create();
			const token = await newToken(hsm);
			const plaintext = new Uint8Array(length).fill(5);
			const sealed = await hsm.encrypt({ region: REGION, token, plaintext, aad: AAD, seed: seedOf('e') });
			expect(sealed).toHaveLength(blob);
			expect(await hsm.decrypt({ region: REGION, token, ciphertext: sealed, aad: AAD })).toEqual(plaintext);
			hsm.close();
		});

		test('a flip of any bit of blob, context or token is refused', async () => {
			const hsm = create();
			const token = await newToken(hsm);
			const ciphertext = await hsm.encrypt({
				region: REGION,
				token,
				plaintext: utf8('x'),
				aad: AAD,
				seed: seedOf('e')
			});
			const flip = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
			for (let i = 0; i < ciphertext.length; i++)
				await expect(
					hsm.decrypt({ region: REGION, token, ciphertext: flip(ciphertext, i), aad: AAD }),
					`byte ${i}`
				).rejects.toBeInstanceOf(HsmError);
			for (let i = 0; i < token.bytes.length; i++)
				await expect(
					hsm.decrypt({
						region: REGION,
						token: { ...token, bytes: flip(token.bytes, i) },
						ciphertext,
						aad: AAD
					}),
					`token byte ${i}`
				).rejects.toBeInstanceOf(HsmError);
			await expect(
				hsm.decrypt({ region: REGION, token, ciphertext, aad: utf8('contexT') })
			).rejects.toMatchObject({ code: 'authentication-failed' });
			hsm.close();
		});

		test('the same call gives the same bytes, another label gives others', async () => {
			const [one, two] = [create(), create()];
			for (const run of Object.values({ ...EACH, ...EACH_OTHER }))
				expect(await run(two, await newToken(two))).toBe(await run(one, await newToken(one)));
			const random = (label: string) =>
				one.generateRandom({ region: REGION, numberOfBytes: 16, seed: seedOf(label) });
			expect(await random('a')).not.toEqual(await random('b'));
			one.close();
			two.close();
		});

		test.each(Object.entries(EACH_RSA))('RSA: %s', async (_, run) => {
			const hsm = create();
			await run(hsm, await newToken(hsm));
			hsm.close();
		});

		test('a token opens only as the kind of key it was made as', async () => {
			const hsm = create();
			const { token } = await newKey(hsm, 'HMAC_256');
			const of = { region: REGION, token, algorithm: 'HMAC_SHA_256', message: utf8('m') } as const;
			await hsm.generateMac({ ...of, keySpec: 'HMAC_256' });
			await expect(hsm.generateMac({ ...of, keySpec: 'HMAC_384' })).rejects.toMatchObject({
				code: 'authentication-failed'
			});
			await expect(
				hsm.encrypt({ region: REGION, token, plaintext: utf8('x'), aad: AAD, seed: seedOf('e') })
			).rejects.toMatchObject({ code: 'authentication-failed' });
			hsm.close();
		});

		test('a token of another Region does not open', async () => {
			const hsm = create();
			const token = await newToken(hsm);
			await expect(
				hsm.encrypt({ region: region('us-east-1'), token, plaintext: utf8('x'), aad: AAD, seed: seedOf('e') })
			).rejects.toMatchObject({ code: 'authentication-failed' });
			hsm.close();
		});

		test('a rewrapped token is the same material in the other Region, and opens there only', async () => {
			const hsm = create();
			const token = await newToken(hsm);
			const sealed = await hsm.encrypt({
				region: REGION,
				token,
				plaintext: utf8('hello'),
				aad: AAD,
				seed: seedOf('e')
			});
			const [moved] = await hsm.rewrap({
				region: REGION,
				toRegion: OTHER_REGION,
				tokens: [token],
				seed: seedOf('rewrap')
			});
			expect(moved).toMatchObject({ keyId: token.keyId, materialId: token.materialId });
			expect(moved!.bytes).not.toEqual(token.bytes);
			const open = (where: typeof REGION, what: KeyToken) =>
				hsm.decrypt({ region: where, token: what, ciphertext: sealed, aad: AAD });
			expect(await open(OTHER_REGION, moved!)).toEqual(utf8('hello'));
			await expect(open(REGION, moved!)).rejects.toMatchObject({ code: 'authentication-failed' });
			await expect(open(OTHER_REGION, token)).rejects.toMatchObject({ code: 'authentication-failed' });
			await expect(
				hsm.rewrap({ region: OTHER_REGION, toRegion: REGION, tokens: [token], seed: seedOf('r') })
			).rejects.toMatchObject({ code: 'authentication-failed' });
			hsm.close();
		});

		test('an aborted call drops its answer, and the next one is answered', async () => {
			const hsm = create();
			const token = await newToken(hsm);
			const abort = new AbortController();
			const call = hsm.encrypt(
				{ region: REGION, token, plaintext: utf8('x'), aad: AAD, seed: seedOf('e') },
				{ signal: abort.signal }
			);
			abort.abort();
			await expect(call).rejects.toMatchObject({ name: 'AbortError' });
			await hsm.ping();
			hsm.close();
		});

		test('the report names domain keys by fingerprint only', async () => {
			const hsm = create();
			await newToken(hsm);
			const report = await hsm.report();
			expect(report.domainKeys).toHaveLength(1);
			expect(report.domainKeys[0]!.fingerprint).toMatch(/^[0-9a-f]{8}$/);
			expect(holds(report, domainKey())).toBe(false);
			hsm.close();
		});
	});
}
