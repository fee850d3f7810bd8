/**
 * Under AES-GCM one key and one nonce must never meet two plaintexts (NIST SP 800-38D, section 8). Held here across
 * undo, redo and forks, in two ways: every AES-GCM encryption is recorded as it happens, inside the HSM and in the
 * caller's memory; and every blob and token in the logs of all branches is read for what it says of itself.
 */
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fromBase64, toHex } from '$lib/domain/bytes';
import { parseBlob } from '$lib/crypto/blob';
import { moves, randomWorld, runs, type Move, type RandomWorld } from './random-world';

interface Encryption {
	readonly key: string;
	readonly nonce: string;
	readonly aad: string;
	readonly plaintext: string;
}
const recorded = vi.hoisted((): Encryption[] => []);

vi.mock('@noble/ciphers/aes.js', async (importOriginal) => {
	const real = await importOriginal<typeof import('@noble/ciphers/aes.js')>();
	const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
	const gcm = (key: Uint8Array, nonce: Uint8Array, aad?: Uint8Array) => {
		const cipher = real.gcm(key, nonce, aad);
		// The key is wiped soon after: it is read now.
		const of = { key: hex(key), nonce: hex(nonce), aad: hex(aad) };
		return {
			...cipher,
			encrypt: (plaintext: Uint8Array) => {
				recorded.push({ ...of, plaintext: hex(plaintext) });
				return cipher.encrypt(plaintext);
			}
		};
	};
	return { ...real, gcm };
});

beforeEach(() => {
	const { subtle } = crypto;
	const raw = new WeakMap<CryptoKey, string>();
	const importKey = subtle.importKey.bind(subtle) as (...args: unknown[]) => Promise<CryptoKey>;
	const encrypt = subtle.encrypt.bind(subtle);
	const bytes = (source: BufferSource | undefined): string =>
		source === undefined
			? ''
			: Buffer.from(new Uint8Array(source as Uint8Array<ArrayBuffer>)).toString('hex');
	vi.spyOn(subtle, 'importKey').mockImplementation((async (...args: unknown[]) => {
		const read = bytes(args[1] as BufferSource);
		const key = await importKey(...args);
		raw.set(key, read);
		return key;
	}) as typeof subtle.importKey);
	vi.spyOn(subtle, 'encrypt').mockImplementation((algorithm, key, data) => {
		const { iv, additionalData } = algorithm as AesGcmParams;
		recorded.push({
			key: raw.get(key)!,
			nonce: bytes(iv),
			aad: bytes(additionalData),
			plaintext: bytes(data)
		});
		return encrypt(algorithm, key, data);
	});
});
afterEach(() => void vi.restoreAllMocks());

const met = { repeats: 0, blobs: 0, tokens: 0, dataKeys: 0, frames: 0, forks: 0 };

/** The tag over a message's header: no text, an IV of zeros. */
const isHeaderTag = ({ nonce, plaintext }: Encryption): boolean => plaintext === '' && /^0{24}$/.test(nonce);

/**
 * One key and one nonce: one plaintext, and one additional data. The one exception is known and told in
 * crypto/message/move.ts: a message moved to another key keeps its key and gets a second header tag.
 */
function noNonceTwice(all: readonly Encryption[]): void {
	const seen = new Map<string, Encryption>();
	for (const one of all) {
		const name = `${one.key} ${one.nonce}`;
		const first = seen.get(name);
		if (!first) seen.set(name, one);
		else {
			met.repeats++;
			expect(one.plaintext, `one nonce, two plaintexts: ${name}`).toBe(first.plaintext);
			if (!isHeaderTag(one)) expect(one.aad, `one nonce, two contexts: ${name}`).toBe(first.aad);
		}
	}
}

/** All strings of a log, wherever they stand. */
function* strings(value: unknown): Generator<string> {
	if (typeof value === 'string') yield value;
	else if (typeof value === 'object' && value !== null)
		for (const one of Object.values(value)) yield* strings(one);
}

const BLOB = /^AQI[CD]A[A-Za-z0-9+/]+=*$/;

/** What says the same of key material and nonces is the same blob. */
function everyBlobItsOwnKey({ timeline, sealed }: RandomWorld): void {
	const blobs = new Set(sealed.map((one) => toHex(one.blob)));
	for (const text of strings(timeline.entries)) if (BLOB.test(text)) blobs.add(toHex(fromBase64(text)));
	const seen = new Set<string>();
	for (const blob of blobs) {
		const { materialId, nonce } = parseBlob(Uint8Array.from(Buffer.from(blob, 'hex')));
		const derivation = `${materialId} ${toHex(nonce)}`;
		expect(seen, 'two blobs, one derived key').not.toContain(derivation);
		seen.add(derivation);
	}
	met.blobs += blobs.size;
}

/** What says the same IV under the domain key is the same token. */
function everyTokenItsOwnIv({ timeline }: RandomWorld): void {
	const tokens = new Set<string>();
	for (const { events } of timeline.entries)
		for (const event of events) {
			if (event.type === 'key.created') for (const one of event.key.generations) tokens.add(one.token);
			if (event.type === 'key.rotated') tokens.add(event.generation.token);
		}
	expect(new Set([...tokens].map((token) => toHex(fromBase64(token).subarray(1, 13)))).size).toBe(
		tokens.size
	);
	met.tokens += tokens.size;
}

/** A data key is drawn anew by every call that makes one; a repeated call is the same entry. */
function everyDataKeyNew({ outputs, commands }: RandomWorld): void {
	const keys: string[] = [];
	for (const [id, { output }] of outputs) {
		const command = commands.get(id)!;
		if (command.type === 'kms' && command.operation === 'GenerateDataKey' && output)
			keys.push(toHex((output as { Plaintext: Uint8Array }).Plaintext));
	}
	expect(new Set(keys).size).toBe(keys.length);
	met.dataKeys += keys.length;
}

const m = (kind: Move['kind'], a = 0, b = 0): Move => ({ kind, a, b });
/** The same key used after undo, with other plaintexts, and the same command again. */
const WALK: readonly Move[] = [
	m('Encrypt', 0, 1),
	m('undo'),
	m('Encrypt', 0, 2),
	m('step back'),
	m('Encrypt', 0, 2),
	m('Encrypt', 0, 2),
	m('seal', 0, 1),
	m('undo'),
	m('seal', 0, 2),
	m('seal', 0, 3),
	m('move', 1),
	m('GenerateDataKey', 0, 1),
	m('ReEncrypt', 0, 1),
	m('ReEncrypt', 0, 1),
	m('RotateKeyOnDemand'),
	m('undo'),
	m('EnableKeyRotation'),
	m('days', 1, 30),
	m('undo'),
	m('days', 1, 31),
	m('undo'),
	m('redo')
];

test('one key and one nonce never meet two plaintexts, on any branch', async () => {
	await fc.assert(
		fc.asyncProperty(moves(45), async (sequence) => {
			recorded.length = 0;
			const world = randomWorld();
			await world.begin();
			for (const move of sequence) await world.play(move);
			met.frames += recorded.filter((one) => /^0{16}/.test(one.nonce)).length;
			if (world.timeline.branches().length > 1) met.forks++;
			noNonceTwice(recorded);
			everyBlobItsOwnKey(world);
			everyTokenItsOwnIv(world);
			everyDataKeyNew(world);
		}),
		{ numRuns: runs(200), examples: [[WALK]] }
	);
}, 600_000);

afterAll(() => {
	for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThan(0);
});
