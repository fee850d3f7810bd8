/** Files that pass by in a stream: sealed, opened, moved, refused, cancelled; the log has their hashes only. */
import { sha256 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { passingHash } from '$lib/crypto/passing-hash';
import { concat, toHex, utf8 } from '$lib/domain/bytes';
import { parseHeader } from '$lib/crypto/message';
import type { FileStreams } from '$lib/world/work';
import { testWorld } from './world';

const text = Uint8Array.from({ length: 300_000 }, (_, i) => i * 31);
const draw = (n: number): string => n.toString(16).padStart(64, '0');
const hash = (bytes: Uint8Array): string => toHex(sha256(bytes));

function streams(bytes: Uint8Array, onPiece?: () => void): FileStreams & { all(): Uint8Array } {
	const written: Uint8Array[] = [];
	/** All in the same memory, which is spoilt whenever more is asked for. */
	async function* pieces() {
		const memory = new Uint8Array(10_000);
		for (let at = 0; at < bytes.length; at += memory.length) {
			const piece = bytes.subarray(at, at + memory.length);
			memory.set(piece);
			yield memory.subarray(0, piece.length);
			memory.fill(0xee);
		}
	}
	return {
		source: pieces(),
		length: bytes.length,
		write: async (piece) => {
			written.push(piece.slice());
			onPiece?.();
		},
		letGo: (piece) => void piece.fill(0),
		all: () => concat(...written)
	};
}

async function worldWithKeys() {
	const world = testWorld();
	const { KeyMetadata: one } = await world.kms('CreateKey', {});
	const { KeyMetadata: two } = await world.kms('CreateKey', {});
	const seal = async (bytes: Uint8Array, n = 1, signal?: AbortSignal, onPiece?: () => void) => {
		const through = streams(bytes, onPiece);
		const { entry } = await world.run(
			{
				type: 'client.sealFile',
				name: 'film.mov',
				length: bytes.length,
				draw: draw(n),
				keyIds: [one.KeyId],
				context: { purpose: 'test' },
				...world.acting
			},
			signal,
			through
		);
		return { entry, message: through.all() };
	};
	const open = async (bytes: Uint8Array) => {
		const through = streams(bytes);
		const { entry } = await world.run(
			{ type: 'client.openFile', name: 'film.mov', length: bytes.length, draw: draw(9), ...world.acting },
			undefined,
			through
		);
		return { entry, plaintext: through.all() };
	};
	return { world, one, two, seal, open };
}

test('a file that passed by opens again, in a stream and whole; its entries name it by its hash', async () => {
	const { world, seal, open } = await worldWithKeys();
	const { message, entry } = await seal(text);
	const [item] = [...world.state().items.values()];
	expect(item).toMatchObject({
		name: 'film.mov',
		payload: { length: message.length, sha256: hash(message) },
		plaintext: { length: text.length, sha256: hash(text) }
	});
	expect(item!.wrapped[0]!.materialId).not.toBe('');
	expect(entry.trace.find((step) => step.kind === 'client-seal')).toMatchObject({
		input: { id: hash(text) }
	});
	const opened = await open(message);
	expect(opened.plaintext).toEqual(text);
	expect(opened.entry.outcome).toMatchObject({
		ok: true,
		result: { Plaintext: { $secret: { length: text.length, sha256: hash(text) } } }
	});
	expect(opened.entry.trace.find((step) => step.kind === 'client-open')).toMatchObject({
		output: { id: hash(text) }
	});
	const whole = await world.run({ type: 'client.open', name: 'film.mov', message, ...world.acting });
	expect(whole.bytes).toEqual(text);
});

test('the hashes of its entry are those that were taken beside it', async () => {
	const { world, one } = await worldWithKeys();
	const taken: string[] = [];
	const through: FileStreams = {
		...streams(text),
		hash: () => {
			const hash = passingHash();
			return {
				...hash,
				digest: async () => taken[taken.push(await hash.digest()) - 1]!
			};
		}
	};
	await world.run(
		{
			type: 'client.sealFile',
			name: 'film.mov',
			length: text.length,
			draw: draw(1),
			keyIds: [one.KeyId],
			context: {},
			...world.acting
		},
		undefined,
		through
	);
	const [item] = [...world.state().items.values()];
	expect(taken.toSorted()).toEqual([item!.payload.sha256, item!.plaintext.sha256].toSorted());
	expect(taken).toContain(hash(text));
});

test('two files are never sealed with the same data key or message id; the same act again gives the same bytes', async () => {
	const { world, seal } = await worldWithKeys();
	const before = world.timeline.head;
	const first = await seal(text, 1);
	world.timeline.seek(before);
	const other = await seal(
		text.map((byte) => byte ^ 1),
		2
	);
	world.timeline.seek(before);
	const again = await seal(text, 1);
	const idOf = (message: Uint8Array): string => toHex(parseHeader(message).messageId);
	const keyOf = (message: Uint8Array): string => toHex(parseHeader(message).commitment);
	expect(idOf(other.message)).not.toBe(idOf(first.message));
	expect(keyOf(other.message)).not.toBe(keyOf(first.message));
	expect(again.message).toEqual(first.message);
	await expect(
		world.run(
			{ type: 'client.openFile', name: 'x', length: 3, draw: 'none', ...world.acting },
			undefined,
			streams(utf8('abc'))
		)
	).rejects.toThrow('expected 64 hex digits');
});

test('a damaged message is refused by the client, not by KMS, and the refusal names the check', async () => {
	const { world, seal, open } = await worldWithKeys();
	const { message } = await seal(text);
	const damaged = message.slice();
	damaged[message.length - 200]! ^= 1;
	const error = {
		code: 'MessageRefused',
		status: 0,
		why: { check: 'message', messageCheck: 'frame-tag' }
	};
	const streamed = await open(damaged);
	expect(streamed.entry).toMatchObject({ outcome: { ok: false, error }, events: [] });
	expect(streamed.entry.trace.find((step) => step.kind === 'client-open')).toMatchObject({
		failed: 'frame-tag'
	});
	const whole = await world.run({ type: 'client.open', name: 'x', message: damaged, ...world.acting });
	expect(whole.entry.outcome).toMatchObject({ ok: false, error });
	expect(whole.bytes).toBeUndefined();
	const foreign = await open(utf8('A holiday film, not a message.'));
	expect(foreign.entry.outcome).toMatchObject({
		error: { code: 'MessageRefused', why: { messageCheck: 'version' } }
	});
	expect(foreign.entry.trace.find((step) => step.kind === 'client-parse')).toMatchObject({
		failed: 'version'
	});
});

test('what KMS refuses stays an answer of KMS', async () => {
	const { world, one, seal, open } = await worldWithKeys();
	const { message } = await seal(text);
	await world.kms('DisableKey', { KeyId: one.KeyId });
	const opened = await open(message);
	expect(opened.entry.outcome).toMatchObject({
		ok: false,
		error: { code: 'DisabledException', status: 400 }
	});
	expect(opened.plaintext).toHaveLength(0);
});

test('a long thing moves to another key without a new body', async () => {
	const { world, one, two, seal, open } = await worldWithKeys();
	const { message } = await seal(text);
	const [item] = [...world.state().items.values()];
	const through = streams(message);
	await world.run(
		{ type: 'client.move', itemId: item!.id, toKeyId: two.KeyId, ...world.acting },
		undefined,
		through
	);
	const moved = through.all();
	expect(moved.subarray(parseHeader(moved).length)).toEqual(message.subarray(parseHeader(message).length));
	expect(world.state().items.get(item!.id)!.payload.sha256).toBe(hash(moved));
	await world.kms('DisableKey', { KeyId: one.KeyId });
	expect((await open(moved)).plaintext).toEqual(text);
});

test('cancelled in the middle, nothing was done', async () => {
	const { world, seal } = await worldWithKeys();
	const before = world.timeline.head;
	const abort = new AbortController();
	let pieces = 0;
	await expect(seal(text, 1, abort.signal, () => ++pieces === 2 && abort.abort())).rejects.toThrow(/abort/i);
	expect(pieces).toBeLessThan(10);
	expect(world.timeline.head).toBe(before);
	expect(world.state().items.size).toBe(0);
});
