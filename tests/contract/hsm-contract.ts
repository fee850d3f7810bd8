/** What every HSM must do, in a worker or in process: one suite over both. */
import { describe, expect, test } from 'vitest';
import { concat, toBase64, toHex, utf8 } from '$lib/domain/bytes';
import { HsmError, type Hsm, type KeyToken } from '$lib/domain/hsm';
import { keyId, region } from '$lib/domain/ids';
import { fixedInput, kdfCounterHmacSha256 } from '$lib/crypto/kdf';

export const SEED = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
export const REGION = region('eu-west-1');
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

/** The domain key of the world's Region: what no message may hold. */
export const domainKey = (): Uint8Array =>
	kdfCounterHmacSha256({
		key: SEED,
		fixedInput: fixedInput({ label: 'glass-kms domain key', context: utf8(REGION), length: 32 }),
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
			for (const run of Object.values(EACH))
				expect(await run(two, await newToken(two))).toBe(await run(one, await newToken(one)));
			const random = (label: string) =>
				one.generateRandom({ region: REGION, numberOfBytes: 16, seed: seedOf(label) });
			expect(await random('a')).not.toEqual(await random('b'));
			one.close();
			two.close();
		});

		test('a token of another Region does not open', async () => {
			const hsm = create();
			const token = await newToken(hsm);
			await expect(
				hsm.encrypt({ region: region('us-east-1'), token, plaintext: utf8('x'), aad: AAD, seed: seedOf('e') })
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
