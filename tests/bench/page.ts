/**
 * The figures that need no page: each function is called by scripts/bench.mjs in a real browser, and each gives
 * numbers taken in one run, so that ratios mean something. Deterministic input; only time differs.
 */
import type { Command, Entry, WorldState } from '$lib/domain/entry';
import { blastRadius } from '$lib/blast/radius';
import { billOf } from '$lib/bill/bill';
import { readLedger } from '$lib/bill/ledger';
import { monthAfter, monthOf } from '$lib/bill/month';
import { filterTrail } from '$lib/trail/filter';
import { recordsOf } from '$lib/trail/records';
import { keyId, region } from '$lib/domain/ids';
import { DAY } from '$lib/domain/key';
import { createWorkerHsm } from '$lib/hsm/client';
import { frameAad, frameIv, frameLengthFor, framesAtOnce } from '$lib/crypto/message/frames';
import { databaseShelf } from '$lib/view/storage/database-shelf';
import { sealMessage } from '$lib/crypto/message/seal';
import { execute } from '$lib/world/execute';
import { newOrigin } from '$lib/world/origins';
import { RunningWorld } from '$lib/world/running-world';
import { emptyState, fold } from '$lib/world/state';
import { Timeline } from '$lib/world/timeline';
import { decisionRate } from './decisions';

const MIB = 1024 * 1024;
const seed = new Uint8Array(32).fill(7);
const origin = newOrigin({ seed, name: 'bench', id: 'bench', startsAt: Date.UTC(2026, 0, 1) });
const acting = { caller: origin.caller, account: origin.account, region: origin.region };

const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

async function timed(work: () => unknown): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

/** The least a browser must do for the same frames: one AES-GCM call a frame, as many at once. */
async function bare(text: Uint8Array): Promise<void> {
	const frameLength = frameLengthFor(text.length);
	const key = await crypto.subtle.importKey('raw', seed, 'AES-GCM', false, ['encrypt']);
	const pending: Promise<ArrayBuffer>[] = [];
	const messageId = new Uint8Array(32);
	for (let at = 0, sequence = 1; at < text.length; at += frameLength, sequence++) {
		if (pending.length === framesAtOnce(frameLength)) await pending.shift();
		const frame = text.subarray(at, at + frameLength);
		const additionalData = frameAad(messageId, sequence, frame.length, false) as BufferSource;
		const iv = frameIv(sequence) as BufferSource;
		pending.push(crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, frame as BufferSource));
	}
	await Promise.all(pending);
}

async function sealed(text: Uint8Array): Promise<void> {
	const { stream } = await sealMessage({
		dataKey: seed.slice(),
		wrappedKeys: [{ providerInfo: 'bench', blob: new Uint8Array(184) }],
		context: {},
		messageId: new Uint8Array(32),
		source: text,
		length: text.length
	});
	for await (const part of stream) void part.length;
}

/** MiB a second of both, in turns, so that neither gets the warmer machine. */
async function sealing(mib: number, rounds: number) {
	const text = new Uint8Array(mib * MIB).fill(65);
	await bare(text.subarray(0, 8 * MIB));
	await sealed(text.subarray(0, 8 * MIB));
	const times = { bare: [] as number[], sealed: [] as number[] };
	for (let round = 0; round < rounds; round++)
		for (const [name, work] of round % 2
			? ([
					['bare', bare],
					['sealed', sealed]
				] as const)
			: ([
					['sealed', sealed],
					['bare', bare]
				] as const))
			times[name].push(await timed(() => work(text)));
	return { bare: (mib * 1000) / median(times.bare), sealed: (mib * 1000) / median(times.sealed) };
}

const callSeed = (label: number) => ({ parent: seed, command: seed, label: String(label) });

async function hsmCalls(calls: number) {
	const hsm = createWorkerHsm({ seed });
	const of = region('eu-west-1');
	const id = keyId('11111111-2222-3333-4444-555555555555');
	const [token] = await hsm.generateKeys({ region: of, seed: callSeed(0), keyIds: [id] });
	if (!token) throw new Error('expected a key token');
	const plaintext = new Uint8Array(1024).fill(1);
	const aad = new Uint8Array();
	const encrypt = (label: number) =>
		hsm.encrypt({ region: of, seed: callSeed(label), token, plaintext, aad });
	for (let i = 0; i < 500; i++) await encrypt(i);
	const encrypting = await timed(async () => {
		for (let i = 0; i < calls; i++) await encrypt(i);
	});
	const pinging = await timed(async () => {
		for (let i = 0; i < calls; i++) await hsm.ping();
	});
	hsm.close();
	return { encrypts: (calls * 1000) / encrypting, pings: (calls * 1000) / pinging };
}

/** A world of its own, run without a page around it. */
function world() {
	const hsm = createWorkerHsm({ seed });
	const entries: Entry[] = [];
	let state: WorldState = emptyState(origin);
	return {
		hsm,
		entries,
		state: () => state,
		async run(command: Command): Promise<Entry> {
			const parent = entries.at(-1) ?? null;
			const { entry } = await execute({
				origin,
				state,
				parent,
				command,
				hsm
			});
			if (!entry.outcome.ok) throw new Error(`${entry.outcome.error.code}: ${entry.outcome.error.message}`);
			entries.push(entry);
			state = fold(state, [entry]);
			return entry;
		}
	};
}
type World = ReturnType<typeof world>;

async function createKeys(w: World, count: number, rotate: boolean): Promise<string> {
	for (let i = 0; i < count; i++) await w.run({ type: 'kms', operation: 'CreateKey', input: {}, ...acting });
	const keys = [...w.state().keys.values()];
	if (rotate)
		for (const { keyId: KeyId } of keys)
			await w.run({ type: 'kms', operation: 'EnableKeyRotation', input: { KeyId }, ...acting });
	return keys[0]!.keyId;
}

/** KMS Encrypt in a running world whose log the lab's own keeper saves in this browser's database. */
async function kmsEncrypts(calls: number): Promise<number> {
	const shelf = await databaseShelf({
		onTrouble(sentence) {
			if (sentence) throw new Error(sentence);
		}
	});
	await shelf.put({ origin, entries: [], head: null });
	const keeper = shelf.keeper(origin.id);
	const hsm = createWorkerHsm({ seed });
	const w = new RunningWorld({ origin, hsm, keep: ({ entry }) => keeper.appended(entry) });
	await w.run({ type: 'kms', operation: 'CreateKey', input: {}, ...acting });
	const [key] = w.state.keys.values();
	if (!key) throw new Error('expected a key');
	const Plaintext = new Uint8Array(1024).fill(1);
	const encrypt = () =>
		w.run({ type: 'kms', operation: 'Encrypt', input: { KeyId: key.keyId, Plaintext }, ...acting });
	for (let i = 0; i < 500; i++) await encrypt();
	await keeper.flush();
	const took = await timed(async () => {
		for (let i = 0; i < calls; i++) await encrypt();
		await keeper.flush();
	});
	const saved = (await shelf.get(origin.id))?.entries.length;
	if (saved !== w.entries.length) throw new Error(`${saved} of ${w.entries.length} entries are saved`);
	await keeper.close();
	await w.close();
	await shelf.clear();
	return (calls * 1000) / took;
}

async function rotations(keys: number, years: number) {
	const w = world();
	await createKeys(w, keys, true);
	// 365 days a year: what a rotation period of 365 days makes of a century.
	const took = await timed(() => w.run({ type: 'clock.advance', by: years * 365 * DAY, ...acting }));
	const made = [...w.state().keys.values()].reduce((sum, key) => sum + key.generations.length - 1, 0);
	w.hsm.close();
	return { seconds: took / 1000, made };
}

/** What a log is made of: calls that only read, and changes of each kind of record. */
function deed(i: number, [KeyId, other]: readonly string[]): Command {
	const calls = [
		['UpdateKeyDescription', { KeyId, Description: `No. ${i}` }],
		['Encrypt', { KeyId, Plaintext: new Uint8Array(16) }],
		['UpdateAlias', { AliasName: 'alias/bench', TargetKeyId: i % 16 < 8 ? KeyId : other }],
		['TagResource', { KeyId, Tags: [{ TagKey: `tag ${i % 40}`, TagValue: `${i}` }] }],
		['EnableKeyRotation', { KeyId: other, RotationPeriodInDays: 90 }],
		['DisableKey', { KeyId: other }],
		['EnableKey', { KeyId: other }]
	] as const;
	const call = calls[i % (calls.length + 1)];
	if (call) return { type: 'kms', operation: call[0], input: call[1], ...acting } as Command;
	if (i % 16 < 8) return { type: 'clock.advance', by: 30 * DAY, ...acting };
	const plaintext = new Uint8Array(16);
	return { type: 'client.seal', name: `No. ${i}`, plaintext, keyIds: [KeyId!], context: {}, ...acting };
}

async function folding(count: number) {
	const w = world();
	await createKeys(w, 20, true);
	const ids = [...w.state().keys.values()].map((key) => key.keyId);
	const alias = { AliasName: 'alias/bench', TargetKeyId: ids[0]! };
	await w.run({ type: 'kms', operation: 'CreateAlias', input: alias, ...acting });
	while (w.entries.length < count) await w.run(deed(w.entries.length, ids));
	w.hsm.close();
	const folds: number[] = [];
	for (let i = 0; i < 5; i++) folds.push(await timed(() => fold(emptyState(origin), w.entries)));
	const timeline = new Timeline(origin);
	for (const entry of w.entries) timeline.append(entry);
	timeline.stateAt(timeline.head);
	// Each place three times, with all others between; the best of them, since other programs of the machine take turns.
	const seeks = Array.from({ length: 200 }, () => Infinity);
	for (let i = 0; i < 3 * seeks.length; i++) {
		const place = i % seeks.length;
		const { id } = w.entries[(place * 7919) % w.entries.length]!;
		const took = await timed(() => {
			timeline.seek(id);
			return timeline.stateAt(id);
		});
		seeks[place] = Math.min(seeks[place]!, took);
	}
	return { fold: median(folds), seek: median(seeks), worstSeek: Math.max(...seeks) };
}

/** Decisions a second without and with explanation, and the cost of twice the statements. */
function policyDecisions(milliseconds: number) {
	const rate = (statements: number, explained: boolean): number =>
		decisionRate({ statements, identityPolicies: 20, explained, milliseconds, now: () => performance.now() });
	return { bare: rate(50, false), explained: rate(50, true), growth: rate(100, false) / rate(200, false) };
}

/** Readings of a world with many S3 objects under many keys, put over a year: milliseconds each. */
async function cloudReadings(objects: number, keys: number) {
	const w = world();
	await createKeys(w, keys, true);
	const arns = [...w.state().keys.keys()];
	const s3 = (operation: string, input: Readonly<Record<string, unknown>>) =>
		w.run({ type: 'service', service: 's3', operation, input, ...acting });
	await s3('CreateBucket', { Bucket: 'bench' });
	const before = new Map<Entry, WorldState>();
	const Body = new Uint8Array(64).fill(65);
	for (let i = 0; i < objects; i++) {
		await s3('PutObject', {
			...{ Bucket: 'bench', Key: `object ${i}`, Body },
			...{ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: arns[i % keys]! }
		});
		if ((i + 1) % Math.ceil(objects / 12) !== 0) continue;
		const state = w.state();
		before.set(await w.run({ type: 'clock.advance', by: 30 * DAY, ...acting }), state);
	}
	w.hsm.close();
	const state = w.state();
	const blasts: number[] = [];
	for (let i = 0; i < 20; i++)
		blasts.push(await timed(() => blastRadius(state, { keyArn: arns[(i * 7) % keys]!, deed: 'disable' })));
	const trail = w.entries.flatMap((entry) => recordsOf(entry, () => before.get(entry) ?? state));
	const filters: number[] = [];
	for (const text of ['object 4711', 'rotatekey', 'alice', 'accessdenied', ''])
		filters.push(
			await timed(() =>
				filterTrail(trail, { account: acting.account, text, key: arns[1]!, outcome: 'answered' })
			)
		);
	// The first search makes the text of each record; that is part of what a person waits for.
	const bills: number[] = [];
	for (let i = 0; i < 5; i++)
		bills.push(
			await timed(() => {
				const ledger = readLedger(w.entries);
				let month = monthOf(origin.startsAt);
				for (let at = 0; at < 12; at++, month = monthAfter(month))
					billOf(ledger, { account: acting.account, month, year: 'today', until: state.time });
			})
		);
	return {
		things: state.resources.size,
		records: trail.length,
		blast: Math.max(...blasts),
		filter: Math.max(...filters),
		bill: Math.max(...bills)
	};
}

const bench = { cloudReadings, sealing, hsmCalls, kmsEncrypts, rotations, folding, policyDecisions };
export type Bench = typeof bench;
Object.assign(globalThis, { bench });
