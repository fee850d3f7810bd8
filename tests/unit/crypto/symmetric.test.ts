/** Sealing and opening; that every bit counts; and that another implementation opens the same bytes. */
import { createDecipheriv, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concat, toHex, uint32, utf8 } from '$lib/domain/bytes';
import type { KeyMaterialId } from '$lib/domain/ids';
import { parseBlob } from '$lib/crypto/blob';
import { FormatError } from '$lib/crypto/format-error';
import { AuthenticationError, openSymmetric } from '$lib/crypto/symmetric';
import { aad, bound, bytes, OTHER_KEY, seal } from './sample';

const plaintext = bytes(32, 50);
const ciphertext = seal(plaintext);

/** What refuses this blob: the tag, or the field that does not fit. */
function refusedBy(blob: Uint8Array): string {
	try {
		openSymmetric({ ...bound, ciphertext: blob, aad });
	} catch (error) {
		if (error instanceof FormatError) return error.field;
		if (error instanceof AuthenticationError) return 'tag';
		throw error;
	}
	return 'nothing';
}

describe('opening', () => {
	it('gives the plaintext back', () => {
		expect(openSymmetric({ ...bound, ciphertext, aad })).toEqual(plaintext);
	});

	it('agrees with Node: HMAC for the key, AES-256-GCM for the content', () => {
		const { nonce, iv, body, tag, header } = parseBlob(ciphertext);
		const key = createHmac('sha256', bound.material)
			.update(concat(uint32(1), utf8('glass-kms message key'), new Uint8Array(1), nonce, uint32(256)))
			.digest();
		const decipher = createDecipheriv('aes-256-gcm', key, iv)
			.setAAD(concat(uint32(header.length), header, utf8(bound.keyId), aad))
			.setAuthTag(tag);
		const inner = concat(decipher.update(body), decipher.final());
		expect(toHex(inner)).toBe(toHex(utf8('glass-kms 1')) + toHex(plaintext));
	});

	it.each([
		['another context', { aad: utf8('a Context') }],
		['no context', { aad: new Uint8Array() }],
		['another key id', { keyId: OTHER_KEY }],
		['other material of the same id', { material: bytes(32, 2) }]
	])('fails under %s', (_, change) => {
		expect(() => openSymmetric({ ...bound, ciphertext, aad, ...change })).toThrow(AuthenticationError);
	});

	it('names the material it wants when given another', () => {
		const materialId = 'd6'.repeat(32) as KeyMaterialId;
		expect(() => openSymmetric({ ...bound, materialId, ciphertext, aad })).toThrow(
			`key material id: expected ${materialId}, got ${bound.materialId}`
		);
	});
});

/** First byte, last byte, and the check that catches a flipped bit there, in a blob of 184 bytes. */
const CAUGHT: readonly (readonly [number, number, string])[] = [
	[0, 1, 'format version'],
	[2, 2, 'origin'],
	[3, 4, 'fixed bytes'],
	[5, 36, 'key material id'],
	[37, 37, 'fixed bytes'],
	[38, 53, 'tag'],
	[54, 57, 'length of the rest'],
	[58, 107, 'DER structure'],
	[108, 119, 'tag'],
	[120, 124, 'DER structure'],
	[125, 183, 'tag']
];

describe('a flipped bit is caught', () => {
	it.each(CAUGHT)('bytes %i to %i: %s', (first, last, check) => {
		for (let at = first; at <= last; at++)
			for (let bit = 0; bit < 8; bit++) {
				// 02 and 03 are both origins: taking one for the other is for the tag to notice.
				const expected = at === 2 && bit === 0 ? 'tag' : check;
				const blob = ciphertext.with(at, ciphertext[at]! ^ (1 << bit));
				expect(refusedBy(blob), `byte ${at}, bit ${bit}`).toBe(expected);
			}
	});

	it('leaves no byte out', () => {
		let next = 0;
		for (const [first, last] of CAUGHT) {
			expect(first).toBe(next);
			next = last + 1;
		}
		expect(next).toBe(ciphertext.length);
	});
});
