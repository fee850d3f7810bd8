/** What the engine drops, it wipes; what it is given, it checks. */
import { describe, expect, it, vi } from 'vitest';
import { toHex, utf8 } from '$lib/domain/bytes';
import type { CallSeed, KeyToken } from '$lib/domain/hsm';
import { region } from '$lib/domain/ids';
import { parseBlob } from '$lib/crypto/blob';
import { callGenerator } from '$lib/crypto/generator';
import { fixedInput, kdfCounterHmacSha256 } from '$lib/crypto/kdf';
import { messageKey } from '$lib/crypto/symmetric';
import { createHsmEngine, materialIdOf } from '$lib/hsm/engine';
import { bytes, KEY, OTHER_KEY } from '../crypto/sample';
import { watchWiping } from './wiping';

const SEED = bytes(32, 3);
const REGION = region('eu-west-1');
const AAD = utf8('context');
const call = (label: string): CallSeed => ({ parent: bytes(32, 1), command: bytes(32, 2), label });
const makeMaterial = () => callGenerator(SEED, call('keys')).bytes(32);
const material = makeMaterial();

const wiped = watchWiping();

async function started() {
	const engine = createHsmEngine('in-process');
	engine.init({ seed: SEED });
	const tokens = await engine.handle('generateKeys', {
		region: REGION,
		keyIds: [KEY, OTHER_KEY],
		seed: call('keys')
	});
	const [token, other] = tokens as [KeyToken, KeyToken];
	const encrypt = (plaintext: Uint8Array) =>
		engine.handle('encrypt', { region: REGION, token, plaintext, aad: AAD, seed: call('encrypt') });
	return { engine, token, other, encrypt };
}

/** Makes the key of the message in this blob. */
const keyOf = (blob: Uint8Array) => (): Uint8Array => messageKey(material, parseBlob(blob).nonce);

describe('wiping', () => {
	it('knows the material: its id is that of the token', async () => {
		expect((await started()).token.materialId).toBe(materialIdOf(KEY, material));
		expect(wiped.hasMade(makeMaterial), 'wiped once it was wrapped').toBe(true);
	});

	it('encrypt: material, message key, generator', async () => {
		const { encrypt } = await started();
		wiped.clear();
		const blob = await encrypt(bytes(20));
		expect(wiped.has(material)).toBe(true);
		expect(wiped.hasMade(keyOf(blob))).toBe(true);
		const generatorKey = () =>
			kdfCounterHmacSha256({
				key: SEED,
				fixedInput: fixedInput({
					label: 'glass-kms call',
					context: new Uint8Array([...call('').parent, ...call('').command, ...utf8('encrypt')]),
					length: 32
				}),
				length: 32
			});
		expect(wiped.hasMade(generatorKey)).toBe(true);
	});

	it('a derivation leaves no block of itself behind', () => {
		const derived = kdfCounterHmacSha256({ key: SEED, fixedInput: AAD, length: 40 });
		expect(wiped.has(derived.subarray(0, 32))).toBe(true);
		expect(wiped.all().some((hex) => hex.length === 64 && hex.startsWith(toHex(derived.subarray(32))))).toBe(
			true
		);
	});

	it("encrypt: not the caller's plaintext", async () => {
		const plaintext = bytes(20);
		await (await started()).encrypt(plaintext);
		expect(plaintext).toEqual(bytes(20));
	});

	it('decrypt: material and message key, also when the context is wrong', async () => {
		const { engine, token, encrypt } = await started();
		const ciphertext = await encrypt(bytes(20));
		for (const aad of [AAD, utf8('wrong')]) {
			wiped.clear();
			const open = () => engine.handle('decrypt', { region: REGION, token, ciphertext, aad });
			if (aad === AAD) await open();
			else await expect(open()).rejects.toThrow('the authentication tag does not match');
			expect(wiped.has(material)).toBe(true);
			expect(wiped.hasMade(keyOf(ciphertext))).toBe(true);
		}
	});

	it('reEncrypt: the plaintext too, also when the destination does not open', async () => {
		const { engine, token, other, encrypt } = await started();
		const ciphertext = await encrypt(bytes(20, 77));
		for (const destination of [other, { ...other, bytes: other.bytes.with(20, other.bytes[20]! ^ 1) }]) {
			wiped.clear();
			const move = () =>
				engine.handle('reEncrypt', {
					region: REGION,
					source: token,
					ciphertext,
					sourceAad: AAD,
					destination,
					destinationAad: AAD,
					seed: call('move')
				});
			if (destination === other) await move();
			else await expect(move()).rejects.toThrow('key token: the authentication tag does not match');
			expect(wiped.has(bytes(20, 77))).toBe(true);
			expect(wiped.has(material)).toBe(true);
		}
	});

	it('generateDataKey without plaintext: the data key', async () => {
		const { engine, token } = await started();
		const makeDataKey = () => callGenerator(SEED, call('data key')).bytes(32);
		const request = { region: REGION, token, aad: AAD, numberOfBytes: 32, seed: call('data key') };
		wiped.clear();
		expect(
			(await engine.handle('generateDataKey', { ...request, withPlaintext: false })).plaintext
		).toBeUndefined();
		expect(wiped.hasMade(makeDataKey)).toBe(true);
		expect((await engine.handle('generateDataKey', { ...request, withPlaintext: true })).plaintext).toEqual(
			makeDataKey()
		);
	});

	it('close, and another world: the domain key and the seed', async () => {
		const domainKey = kdfCounterHmacSha256({
			key: SEED,
			fixedInput: fixedInput({ label: 'glass-kms domain key', context: utf8(REGION), length: 32 }),
			length: 32
		});
		for (const end of ['close', 'init'] as const) {
			const { engine } = await started();
			wiped.clear();
			if (end === 'close') engine.close();
			else engine.init({ seed: bytes(32, 4) });
			expect(wiped.has(domainKey)).toBe(true);
			expect(wiped.has(SEED)).toBe(true);
			expect((await engine.handle('report', null)).domainKeys).toEqual([]);
		}
		expect(SEED, 'the copy of whoever asked').toEqual(bytes(32, 3));
	});
});

describe('checks', () => {
	it('needs a world first', async () => {
		const engine = createHsmEngine('in-process');
		await expect(
			engine.handle('generateRandom', { region: REGION, numberOfBytes: 1, seed: call('0') })
		).rejects.toThrow('expected init first');
	});

	it('wants 32 bytes of seed, parent and command', async () => {
		const { engine } = await started();
		expect(() => engine.init({ seed: bytes(31) })).toThrow('seed: expected 32 bytes, got 31');
		for (const name of ['parent', 'command'])
			await expect(
				engine.handle('generateRandom', {
					region: REGION,
					numberOfBytes: 1,
					seed: { ...call('0'), [name]: bytes(33) }
				})
			).rejects.toThrow(`${name}: expected 32 bytes, got 33`);
	});

	it('refuses a token that is too short, of another version, or said to be of another key or material', async () => {
		const { engine, token, other } = await started();
		const use = (changed: KeyToken) =>
			engine.handle('encrypt', {
				region: REGION,
				token: changed,
				plaintext: bytes(1),
				aad: AAD,
				seed: call('e')
			});
		expect(token.bytes).toHaveLength(61);
		await expect(use({ ...token, bytes: token.bytes.subarray(0, 29) })).rejects.toThrow(
			expect.objectContaining({
				code: 'malformed',
				message: 'key token: expected at least 30 bytes, got 29'
			}) as Error
		);
		await expect(use({ ...token, bytes: token.bytes.with(0, 2) })).rejects.toThrow(
			'key token: expected version 1, got 2'
		);
		for (const wrong of [{ keyId: other.keyId }, { materialId: other.materialId }, { bytes: other.bytes }])
			await expect(use({ ...token, ...wrong })).rejects.toThrow(
				expect.objectContaining({ code: 'authentication-failed' }) as Error
			);
	});

	it('gives signs of life during a long batch, none during a short one', async () => {
		const beat = vi.fn();
		const engine = createHsmEngine('worker', { beat });
		engine.init({ seed: SEED });
		const make = (n: number) =>
			engine.handle('generateKeys', {
				region: REGION,
				keyIds: Array.from({ length: n }, () => KEY),
				seed: call('keys')
			});
		await make(500);
		expect(beat).not.toHaveBeenCalled();
		await make(1501);
		expect(beat).toHaveBeenCalledTimes(3);
	});
});
