/** Sealing and opening; and that another implementation opens the same bytes. Every bit: `blob-bit-flips.test.ts`. */
import { createDecipheriv, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concat, toHex, uint32, utf8 } from '$lib/domain/bytes';
import type { KeyMaterialId } from '$lib/domain/ids';
import { parseBlob } from '$lib/crypto/blob';
import { AuthenticationError, openSymmetric } from '$lib/crypto/symmetric';
import { aad, bound, bytes, OTHER_KEY, seal } from './sample';

const plaintext = bytes(32, 50);
const ciphertext = await seal(plaintext);

describe('opening', () => {
	it('gives the plaintext back', async () => {
		expect(await openSymmetric({ ...bound, ciphertext, aad })).toEqual(plaintext);
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
	])('fails under %s', async (_, change) => {
		await expect(openSymmetric({ ...bound, ciphertext, aad, ...change })).rejects.toThrow(
			AuthenticationError
		);
	});

	it('names the material it wants when given another', async () => {
		const materialId = 'd6'.repeat(32) as KeyMaterialId;
		await expect(openSymmetric({ ...bound, materialId, ciphertext, aad })).rejects.toThrow(
			`key material id: expected ${materialId}, got ${bound.materialId}`
		);
	});
});
