/** The blob's layout, sizes and strictness. Expected sizes and offsets: our reading of public ciphertexts. */
import { describe, expect, it } from 'vitest';
import { concat, toHex } from '$lib/domain/bytes';
import { MAX_BLOB, parseBlob } from '$lib/crypto/blob';
import { blobFields } from '$lib/crypto/blob-fields';
import { FormatError } from '$lib/crypto/format-error';
import { bytes, MATERIAL_ID, seal } from './sample';

function refusal(blob: Uint8Array): FormatError {
	try {
		parseBlob(blob);
	} catch (error) {
		if (error instanceof FormatError) return error;
		throw error;
	}
	throw new Error('it was accepted');
}

describe('sizes', () => {
	it.each([
		[1, 153],
		[16, 168],
		[32, 184],
		[64, 220],
		[1024, 1186],
		[4096, 4258]
	])('%i bytes of plaintext give %i', async (plaintext, blob) => {
		expect(await seal(bytes(plaintext))).toHaveLength(blob);
	});

	it('parses what it built, at every size a call can have', async () => {
		for (let n = 1; n <= 4096; n += n < 300 ? 1 : 97) {
			const blob = await seal(bytes(n));
			const { header, body, tag } = parseBlob(blob);
			expect(body).toHaveLength(n + 11);
			expect(concat(header, body, tag)).toEqual(blob);
		}
	});
});

const dataKey = await seal(bytes(32), 'GenerateDataKey');

describe('layout', () => {
	it('has each part where observed blobs have it', () => {
		expect(toHex(dataKey.subarray(0, 5))).toBe('0102030078');
		expect(toHex(dataKey.subarray(5, 37))).toBe(MATERIAL_ID);
		expect(dataKey[37]).toBe(1);
		expect(toHex(dataKey.subarray(54, 58))).toBe('0000007e');
		expect(toHex(dataKey.subarray(58, 108))).toBe(
			'307c06092a864886f70d010706a06f306d020100306806092a864886f70d010701' +
				'301e060960864801650304012e3011040c'
		);
		expect(toHex(dataKey.subarray(120, 125))).toBe('020110803b');
	});

	it('tells Encrypt from GenerateDataKey by byte 2', async () => {
		expect(parseBlob(dataKey).source).toBe('GenerateDataKey');
		expect(parseBlob(await seal(bytes(32))).source).toBe('Encrypt');
		expect((await seal(bytes(32)))[2]).toBe(2);
	});

	it('explains every byte once, in order, as modelled', async () => {
		for (const n of [1, 32, 200, 4096]) {
			const whole = await seal(bytes(n));
			const fields = blobFields(whole);
			let at = 0;
			for (const field of fields) {
				expect(field.offset, field.name).toBe(at);
				expect(field.value).toBe(toHex(whole.subarray(at, at + field.length)));
				expect(field.modelled).toBe(true);
				at += field.length;
			}
			expect(at).toBe(whole.length);
		}
	});
});

const blob = await seal(bytes(32));

describe('refusals say what was expected and what came', () => {
	const changed = (at: number, value: number) => blob.with(at, value);

	it.each([
		[0, 'format version', 'format version: expected 01 at byte 0, got ff'],
		[2, 'origin', 'origin: expected 02 (Encrypt) or 03 (GenerateDataKey) at byte 2, got ff'],
		[3, 'fixed bytes', 'fixed bytes: expected 00 at byte 3, got ff'],
		[37, 'fixed bytes', 'fixed bytes: expected 01 at byte 37, got ff'],
		[57, 'length of the rest', 'length of the rest: expected 7e at byte 57, got ff'],
		[58, 'DER structure', 'DER structure: expected 30 at byte 58, got ff'],
		[124, 'DER structure', 'DER structure: expected 3b at byte 124, got ff']
	])('byte %i', (at, field, message) => {
		expect(refusal(changed(at, 0xff))).toMatchObject({ field, offset: at, message });
	});

	it('any other length', () => {
		for (let n = 0; n < blob.length; n++) expect(refusal(blob.subarray(0, n))).toBeInstanceOf(FormatError);
		for (let n = 1; n < 40; n++) expect(refusal(concat(blob, new Uint8Array(n)))).toBeInstanceOf(FormatError);
		expect(refusal(new Uint8Array(MAX_BLOB + 1)).message).toBe(
			'length: expected 153 to 6144 bytes, got 6145'
		);
	});
});
