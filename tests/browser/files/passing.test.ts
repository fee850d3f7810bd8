/** What lets a long file pass in little memory, in a real browser: its pieces, its hashes, the memory let go. */
import { sha256 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { concat, toHex } from '$lib/domain/bytes';
import { hashesBeside } from '$lib/view/files/hash-beside';
import HashWorker from '$lib/view/files/hash.worker?worker';
import { letGo } from '$lib/view/files/let-go';
import { readFile } from '$lib/view/files/read-file';

const MIB = 1024 * 1024;
const bytes = Uint8Array.from({ length: 5 * MIB + 12_345 }, (_, i) => (i * 31 + (i >> 8)) & 255);
const hex = (of: Uint8Array): string => toHex(sha256(of));
const spawn = () => new HashWorker();

async function hashOf(
	beside: ReturnType<typeof hashesBeside>,
	of: Uint8Array,
	size: number
): Promise<string> {
	const hash = beside.hash();
	const piece = new Uint8Array(size);
	for (let at = 0; at < of.length; at += size) {
		const part = of.subarray(at, at + size);
		piece.set(part);
		await hash.update(piece.subarray(0, part.length));
		// Nothing of it is needed any more.
		piece.fill(0xee);
	}
	return hash.digest();
}

test('hashes taken in workers, beside each other, are those of the bytes, whatever their pieces', async () => {
	let workers = 0;
	const beside = hashesBeside(() => {
		workers++;
		return spawn();
	});
	const sizes = [4099, 64 * 1024, MIB, MIB + 1, bytes.length];
	const hashes = await Promise.all(sizes.map((size) => hashOf(beside, bytes, size)));
	expect(new Set(hashes)).toEqual(new Set([hex(bytes)]));
	expect(await hashOf(beside, new Uint8Array(), 1)).toBe(hex(new Uint8Array()));
	expect(workers).toBe(sizes.length + 1);
	beside.end();
});

test('where a worker is refused or does not start, they are taken in the page', async () => {
	const refused = (): Worker => {
		throw new DOMException('refused', 'SecurityError');
	};
	const missing = (): Worker => new Worker('/not-there.js', { type: 'module' });
	for (const none of [refused, missing])
		expect(await hashOf(hashesBeside(none), bytes, 64 * 1024)).toBe(hex(bytes));
});

test('a worker that stops on the way, or is ended, leaves nobody waiting', async () => {
	let worker: Worker | undefined;
	for (const stop of [() => void worker!.onerror!(new ErrorEvent('error')), () => worker!.terminate()]) {
		const stopped = hashesBeside(() => (worker = spawn())).hash();
		await stopped.update(bytes);
		stop();
		await expect(stopped.digest()).rejects.toThrow('the worker that takes hashes stopped');
	}

	const beside = hashesBeside(spawn);
	const ended = beside.hash();
	await ended.update(bytes);
	const digest = ended.digest();
	beside.end();
	await expect(digest).rejects.toThrow('the file was put away');
	await expect(ended.update(bytes)).rejects.toThrow('the file was put away');
});

test('a file is read to its last byte in the same memory, or in slices where a browser has no such reader', async () => {
	const file = new File([bytes.subarray(0, MIB), bytes.subarray(MIB)], 'film.mov');
	const older = new File([bytes], 'film.mov');
	older.stream = () => new ReadableStream();
	for (const [blob, left] of [
		[file, [0, 0, 0, 0, 0, 12_345]],
		[older, [MIB, MIB, MIB, MIB, MIB, 12_345]]
	] as const) {
		const copies: Uint8Array[] = [];
		const given: Uint8Array[] = [];
		for await (const piece of readFile(blob, 'film.mov')) {
			copies.push(piece.slice());
			given.push(piece);
		}
		expect(hex(concat(...copies))).toBe(hex(bytes));
		// Memory that went on to hold the next piece is seen through this one no more.
		expect(given.map(({ length }) => length)).toEqual(left);
	}
	const none: Uint8Array[] = [];
	for await (const piece of readFile(new Blob([]), 'empty')) none.push(piece);
	expect(none).toEqual([]);
});

test('a file that cannot be read, or ends too early, is said to have changed', async () => {
	const broken = new File([bytes], 'film.mov');
	broken.stream = () =>
		new ReadableStream({
			type: 'bytes',
			pull: () => Promise.reject(new DOMException('changed', 'NotReadableError'))
		});
	const short = new File([bytes], 'film.mov');
	short.stream = () => new Blob([bytes.subarray(0, 2 * MIB + 5)]).stream();
	for (const file of [broken, short])
		await expect(async () => {
			for await (const piece of readFile(file, 'film.mov')) void piece;
		}).rejects.toThrow('“film.mov” could not be read to its end.');
});

test('memory that is let go is gone at once', async () => {
	const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
	const iv = new Uint8Array(12);
	const sealed = new Uint8Array(
		await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new Uint8Array(MIB))
	);
	expect(sealed).toHaveLength(MIB + 16);
	letGo(sealed);
	expect(sealed).toHaveLength(0);
	letGo(new Uint8Array());
});
