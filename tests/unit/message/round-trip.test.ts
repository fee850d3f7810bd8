import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '$lib/domain/bytes';
import {
	messageFields,
	moveMessage,
	nobleAesGcm,
	openMessage,
	parseHeader,
	sealMessage,
	defaultAesGcm,
	type ByteSource
} from '$lib/crypto/message';

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const dataKey = new Uint8Array(32).fill(7);
const messageId = Uint8Array.from({ length: 32 }, (_, i) => i);
const wrappedKeys = [{ providerInfo: ARN, blob: new Uint8Array(184).fill(9) }];
const context = { purpose: 'tests', Ärger: '✓' };

const text = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 255);

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	for await (const part of stream) parts.push(part);
	return concat(...parts);
}
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
/** All pieces in the same memory, which is spoilt whenever more is asked for. */
async function* inOneMemory(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
	const memory = new Uint8Array(size);
	for await (const piece of pieces(bytes, size)) {
		memory.set(piece);
		yield memory.subarray(0, piece.length);
		memory.fill(0xee);
	}
}
async function seal(source: ByteSource, length: number, more: object = {}): Promise<Uint8Array> {
	const sealed = await sealMessage({ dataKey, wrappedKeys, context, messageId, source, length, ...more });
	const message = await collect(sealed.stream);
	expect(message.length).toBe(sealed.length);
	return message;
}
const open = async (source: ByteSource): Promise<Uint8Array> =>
	collect((await openMessage({ dataKey, source })).stream);

describe('sealing and opening a message', () => {
	it.each([0, 1, 4095, 4096, 4097, 8192, 65535, 65536, 65537, 131072, 1_000_003])(
		'gives back a text of %i bytes',
		async (length) => {
			const plain = text(length);
			const message = await seal(plain, length);
			expect(await open(message)).toEqual(plain);
			expect(parseHeader(message).context).toEqual(context);
			let at = 0;
			for (const field of messageFields(message)) {
				expect(field.offset).toBe(at);
				at += field.length;
			}
			expect(at).toBe(message.length);
		}
	);

	const MIB = 1024 * 1024;
	it.each([
		[0, 4096],
		[65_536, 4096],
		[65_537, 65_536],
		[16 * MIB, 65_536],
		[16 * MIB + 1, MIB]
	])('puts a text of %i bytes in frames of %i', async (length, frameLength) => {
		const source = new Uint8Array();
		const { header } = await sealMessage({ dataKey, wrappedKeys, context, messageId, source, length });
		expect(parseHeader(header).frameLength).toBe(frameLength);
		expect(parseHeader(header).suite).toBe(0x0478);
	});

	it('gives the same bytes whatever the pieces of the source', async () => {
		const plain = text(9000);
		const whole = await seal(plain, plain.length);
		for (const size of [1, 7, 4096, 5000])
			expect(await seal(pieces(plain, size), plain.length)).toEqual(whole);
		for (const size of [1, 13, 4096, 10_000]) expect(await open(pieces(whole, size))).toEqual(plain);
	});

	it.each(['subtle', 'noble'])(
		'needs a piece no longer than until the next is asked for, and lets go of its own (%s)',
		async (name) => {
			const aes = name === 'subtle' ? defaultAesGcm() : nobleAesGcm;
			const plain = text(3 * 4096);
			const whole = await seal(plain, plain.length);
			let gone = 0;
			const letGo = (bytes: Uint8Array): void => {
				gone += bytes.length;
				bytes.fill(0);
			};
			const copied = async (stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
				const parts: Uint8Array[] = [];
				for await (const part of stream) parts.push(part.slice());
				return concat(...parts);
			};
			for (const size of [13, 2048, 4096, 5000, 3 * 4096]) {
				gone = 0;
				const source = inOneMemory(plain, size);
				const sealed = await sealMessage({
					...{ dataKey, wrappedKeys, context, messageId, source, length: plain.length, aes, letGo }
				});
				expect(await copied(sealed.stream)).toEqual(whole);
				expect(gone).toBe(plain.length + 3 * 16);
			}
			for (const size of [13, 4096, 5000, whole.length]) {
				gone = 0;
				const opened = await openMessage({ dataKey, source: inOneMemory(whole, size), aes, letGo });
				expect(await copied(opened.stream)).toEqual(plain);
				expect(gone).toBe(plain.length);
				const moved = await moveMessage({ dataKey, source: inOneMemory(whole, size), wrappedKeys, aes });
				expect(await copied(moved.stream)).toEqual(whole);
			}
		}
	);

	it('gives the same bytes without crypto.subtle', async () => {
		const plain = text(5000);
		const message = await seal(plain, plain.length, { aes: nobleAesGcm });
		expect(message).toEqual(await seal(plain, plain.length, { aes: defaultAesGcm() }));
		const opened = await openMessage({ dataKey, source: message, aes: nobleAesGcm });
		expect(await collect(opened.stream)).toEqual(plain);
	});

	it('opens what was sealed, for any text, context, frame length and pieces', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ maxLength: 3000 }),
				fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), {
					noNullPrototype: true
				}),
				fc.integer({ min: 1, max: 700 }),
				fc.integer({ min: 1, max: 900 }),
				async (plain, anyContext, frameLength, size) => {
					const message = await seal(pieces(plain, size), plain.length, {
						context: anyContext,
						frameLength
					});
					expect(await open(pieces(message, size))).toEqual(new Uint8Array(plain));
					expect(parseHeader(message).context).toEqual(anyContext);
				}
			),
			{ numRuns: 60 }
		);
	});

	it.each([
		['too short', 99],
		['too long', 101]
	])('refuses a source that is %s', async (_, length) => {
		await expect(seal(text(length), 100)).rejects.toMatchObject({ check: 'source-length' });
	});

	it('stops when told to, and reports progress', async () => {
		const stop = new AbortController();
		const seen: number[] = [];
		const onProgress = (done: number): void => {
			seen.push(done);
			if (done >= 8192) stop.abort();
		};
		const sealing = seal(text(40_000), 40_000, { onProgress, signal: stop.signal });
		await expect(sealing).rejects.toMatchObject({ name: 'AbortError' });
		expect(seen).toEqual([4096, 8192]);
	});

	it('moves to other keys with the same body', async () => {
		const plain = text(10_000);
		const message = await seal(plain, plain.length);
		const other = [{ providerInfo: ARN.replace('1234abcd', 'ffffffff'), blob: new Uint8Array(20).fill(1) }];
		const moved = await moveMessage({ source: pieces(message, 100), dataKey, wrappedKeys: other });
		const bytes = await collect(moved.stream);
		expect(parseHeader(bytes).wrappedKeys).toEqual(other);
		expect(bytes.subarray(moved.header.length)).toEqual(message.subarray(moved.from.length));
		expect(await open(bytes)).toEqual(plain);
	});
});
