/** A world travels as a file and comes back whole, or is refused with a sentence and left as it was. */
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '$lib/crypto/hash';
import { utf8 } from '$lib/domain/bytes';
import {
	fromFile,
	fromStored,
	migrate,
	toFile,
	WORLD_FILE_VERSION,
	WorldFileError,
	type Migrations,
	type WorldFile
} from '$lib/world/world-file';
import { namedPayloads, packPayloads } from '$lib/world/world-payloads';
import { testWorld } from './world';

const LONG = 20_000;

/** A world with one long sealed thing and one short, and the bytes of the long one by their hash. */
async function lived() {
	const world = testWorld();
	const { KeyMetadata } = await world.kms('CreateKey', {});
	const seal = (name: string, length: number) =>
		world.run({
			type: 'client.seal',
			name,
			plaintext: utf8('x'.repeat(length)),
			keyIds: [KeyMetadata.Arn],
			context: {},
			...world.acting
		});
	const long = (await seal('long letter', LONG)).bytes!;
	await seal('short note', 10);
	const { entries, head } = world.timeline;
	const bytes = new Map([[sha256Hex(long), long]]);
	const file = async (carries?: number): Promise<WorldFile> => ({
		origin: world.origin,
		entries,
		head,
		...(await packPayloads(entries, async (sha256) => bytes.get(sha256), carries))
	});
	return { world, entries, head, long, bytes, file };
}

describe('what is too long for the log', () => {
	test('travels with the file, and comes back byte by byte', async () => {
		const { file, entries, head, bytes, world } = await lived();
		const read = fromFile(toFile(await file()));
		expect(read).toEqual({ origin: world.origin, entries, head, payloads: bytes });
		expect([...read.payloads.values()][0]!.length).toBeGreaterThan(LONG);
	});

	test('is named with its length when it does not fit, or is not at hand', async () => {
		const { file, entries, long } = await lived();
		const named = { sha256: sha256Hex(long), length: long.length, name: 'long letter' };
		expect(namedPayloads(entries)).toEqual([named]);
		expect(await file(100)).toMatchObject({ payloads: {}, leftOut: [{ ...named, why: 'too-long' }] });
		expect(await packPayloads(entries, async () => undefined)).toEqual({
			payloads: {},
			leftOut: [{ ...named, why: 'not-here' }]
		});
		expect(fromFile(toFile(await file(100))).payloads.size).toBe(0);
	});

	test('fits to the byte', async () => {
		const { file, long } = await lived();
		expect(Object.keys((await file(long.length)).payloads!)).toHaveLength(1);
		expect(Object.keys((await file(long.length - 1)).payloads!)).toHaveLength(0);
	});

	test('is refused when it is not what its name says', async () => {
		const { file } = await lived();
		const good = await file();
		const [sha256, text] = Object.entries(good.payloads!)[0]!;
		const swapped = text.startsWith('AA') ? `BB${text.slice(2)}` : `AA${text.slice(2)}`;
		const refused = (payloads: unknown) => () => fromFile(toFile({ ...good, payloads } as WorldFile));
		expect(refused({ [sha256]: swapped })).toThrow(
			/damaged in a long sealed thing: expected bytes with SHA-256/
		);
		expect(refused({ [sha256]: 'not base64!' })).toThrow(/damaged in a long sealed thing/);
		expect(refused({ [sha256]: 7 })).toThrow(/expected its long sealed things as base64/);
	});
});

describe('a file from elsewhere', () => {
	test.each([
		['no JSON', 'hello', /not a world file: expected JSON/],
		['other JSON', '{"a":1}', /expected an export of this playground/],
		['null', 'null', /not a world file/],
		[
			'a newer world',
			'{"origin":{"format":"glass-kms-world","version":99}}',
			/version 99; this page reads up to/
		],
		['no version', '{"origin":{"format":"glass-kms-world"}}', /has no version: expected a whole number/],
		[
			'a seed that is none',
			'{"origin":{"format":"glass-kms-world","version":1,"id":"","name":"","seed":"x","account":"","region":"","caller":""}}',
			/expected a seed of 64 hex digits/
		]
	])('is refused: %s', (_, text, sentence) => {
		expect(() => fromFile(text)).toThrow(sentence);
		expect(() => fromFile(text)).toThrow(WorldFileError);
	});

	test('is refused when its log is not what its ids say', async () => {
		const { file } = await lived();
		const good = await file();
		const changed =
			(entries: readonly unknown[], head = good.head) =>
			() =>
				fromFile(toFile({ ...good, entries, head } as WorldFile));
		const [first, ...others] = good.entries;
		expect(
			changed([{ ...first, command: { ...first!.command, operation: 'DeleteEverything' } }, ...others])
		).toThrow(/damaged at entry 1: its id does not fit its command/);
		expect(changed(others)).toThrow(/damaged at entry 1: its parent is not before it/);
		expect(changed([first, {}])).toThrow(/damaged at entry 2: expected an id/);
		expect(changed(good.entries, 'nowhere')).toThrow(/stands at an entry that is not in its log/);
		// Its ids fit, but its events lead nowhere: found before anything is kept.
		const broken = [
			{ ...first, events: [{ type: 'key.rotated', arn: 'arn:aws:kms:::key/none', generation: {} }] }
		];
		expect(changed([...broken, ...others])).toThrow(/its log does not lead to a world/);
	});
});

describe('a world of another version', () => {
	const steps: Migrations = {
		1: (file) => ({ ...file, origin: { ...(file.origin as object), version: 2 }, head: file.tip ?? null }),
		2: (file) => ({ ...file, origin: { ...(file.origin as object), version: 3, colour: 'glass' } })
	};
	const old = Object.freeze({ origin: Object.freeze({ version: 1, name: 'old' }), tip: 'abc' });

	test('older: every step from its version is taken, in order, on a copy', () => {
		expect(migrate(old, { to: 3, steps })).toMatchObject({
			origin: { version: 3, name: 'old', colour: 'glass' },
			head: 'abc'
		});
		expect(old.origin.version).toBe(1);
	});
	test('older than any step: refused with a sentence, and kept', () => {
		const before = structuredClone(old);
		expect(() => migrate(old, { to: 3, steps: { 2: steps[2]! } })).toThrow(
			/of version 1, which this page cannot bring up to date\. The world is untouched/
		);
		expect(old).toEqual(before);
	});
	test('newer: refused with a sentence', () => {
		const { origin } = testWorld();
		const newer = { origin: { ...origin, version: WORLD_FILE_VERSION + 1 } };
		expect(() => fromStored(newer as unknown as { origin: typeof origin })).toThrow(
			/Reload the page for a newer one; the world is untouched/
		);
	});
	test("today's comes back as it is", () => {
		const { origin } = testWorld();
		expect(fromStored({ origin, entries: [], head: null })).toEqual({ origin, entries: [], head: null });
	});
});
