/** XTS-AES as EBS's blocks use it, against published cases and against Node's own. */
import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { unitNumber, xtsDecrypt, xtsEncrypt } from '$lib/crypto/xts';
import { fromHex, toHex } from '$lib/domain/bytes';
import { wycheproof } from './wycheproof';
import published from './xts.json';

describe('IEEE Std 1619-2007', () => {
	it.each(published.tests)('vector $vector', ({ key, unit, plaintext, ciphertext }) => {
		const of = { key: fromHex(key), tweak: fromHex(unit) };
		expect(toHex(xtsEncrypt(of, fromHex(plaintext)))).toBe(ciphertext);
		expect(toHex(xtsDecrypt(of, fromHex(ciphertext)))).toBe(plaintext);
	});
});

wycheproof<unknown, { readonly key: string; readonly iv: string; readonly msg: string; readonly ct: string }>(
	'aes_xts_test.json',
	123,
	({ key, iv, msg, ct }) => {
		const of = { key: fromHex(key), tweak: fromHex(iv) };
		return toHex(xtsEncrypt(of, fromHex(msg))) === ct && toHex(xtsDecrypt(of, fromHex(ct))) === msg;
	}
);

it.each([16, 17, 31, 32, 33, 512])('%i bytes in AES-256-XTS: the same as Node', (length) => {
	const key = Uint8Array.from({ length: 64 }, (_, i) => i);
	const plaintext = Uint8Array.from({ length }, (_, i) => i * 7);
	const cipher = createCipheriv('aes-256-xts', key, unitNumber(258));
	const expected = Buffer.concat([cipher.update(plaintext), cipher.final()]).toString('hex');
	expect(toHex(xtsEncrypt({ key, tweak: unitNumber(258) }, plaintext))).toBe(expected);
});

it('says what it expected', () => {
	const tweak = unitNumber(0);
	expect(() => xtsEncrypt({ key: new Uint8Array(33), tweak }, new Uint8Array(16))).toThrow(
		'expected a key of 32, 48 or 64 bytes, got 33'
	);
	expect(() => xtsEncrypt({ key: new Uint8Array(64), tweak }, new Uint8Array(15))).toThrow(
		'expected at least 16 bytes, got 15'
	);
});
