/**
 * Moves the world's clock and runs what falls due on the way, in order of time: automatic rotations, the end of imported
 * material, deletions at the end of their waiting period, and states that last seconds. First all is planned, then key
 * material is made in batches; between batches the work can be dropped, and then nothing has happened.
 * Source: KMS Developer Guide, "Rotating AWS KMS keys", "Deleting AWS KMS keys", "Multi-Region keys".
 * Differs from AWS: all happens to the millisecond; a rotation missed while a key could not be used runs with the
 * first advance after it can be.
 */
import { toBase64 } from '$lib/domain/bytes';
import type { ClockCommand, WorldEvent } from '$lib/domain/entry';
import type { KeyToken } from '$lib/domain/hsm';
import type { KeyArn } from '$lib/domain/ids';
import { DAY, hasAllMaterial, type Generation, type KeyRecord, type KeyState } from '$lib/domain/key';
import type { TraceStep } from '$lib/domain/trace';
import { emptied } from '$lib/kms/imported';
import { dueEvents, dueSteps, nextDueAt, plan, type Due, type Expiry, type Rotation } from './due';
import { regionOf, rewrapped } from './related-keys';
import { CommandError, type Done, type Job } from './work';

export { nextDueAt } from './due';

const BATCH = 1000;
/** The last moment a Date can hold. */
const END = 8.64e15;

/** Fetched with the first calendar move: a page starts without what runs the machines. */
const fetchMachines = async () => ({
	...(await import('$lib/machines/key.machine')),
	...(await import('$lib/machines/rotation.machine'))
});

function targetTime({ command, state }: Job<ClockCommand>): number {
	const { by } = command;
	if (by === 'next-event') {
		const at = nextDueAt(state);
		if (at === undefined) throw new CommandError('expected something to fall due, but nothing does');
		return at;
	}
	if (!Number.isSafeInteger(by) || by <= 0 || state.time + by > END)
		throw new CommandError(`expected a whole number of milliseconds above 0 to advance by, got ${by}`);
	return state.time + by;
}

export async function advanceClock(job: Job<ClockCommand>): Promise<Done> {
	const { state } = job;
	const to = targetTime(job);
	const planned = plan(state, to, await fetchMachines());
	const rotations = planned.filter((due): due is Rotation => due.what === 'rotate');
	const tokens = await makeMaterial(job, rotations);
	const shared = await shareMaterial(job, rotations, tokens);
	const numbers = new Map<KeyArn, number>();
	const expired = await expiries(planned);
	const events: WorldEvent[] = [];
	for (const due of planned) {
		if (due.what === 'expire') {
			events.push(expired.get(due)!);
			continue;
		}
		if (due.what !== 'rotate') {
			events.push(...dueEvents(due));
			continue;
		}
		const { key, at, set } = due;
		const number = (numbers.get(key.arn) ?? key.generations.at(-1)!.number) + 1;
		const nextAt = at + key.rotation.periodInDays * DAY;
		const rotate = (arn: KeyArn, { materialId, bytes }: KeyToken): void => {
			numbers.set(arn, number);
			const rotation = { at, type: 'AUTOMATIC' as const };
			const generation = { number, materialId, token: toBase64(bytes), createdAt: at, rotation };
			events.push({ type: 'key.rotated', arn, nextAt, generation });
		};
		rotate(key.arn, tokens.get(due)!);
		for (const arn of othersOf(due)) rotate(arn, shared.get(due)!.get(arn)!);
		if (set) events.push({ type: 'set.put', set: { ...set, rotation: { ...set.rotation, nextAt } } });
	}
	events.push({ type: 'clock.moved', to });
	const expirations = expired.size;
	return {
		outcome: {
			ok: true,
			result: {
				from: state.time,
				to,
				rotations: rotations.length,
				deletions: planned.filter((due) => due.what === 'delete').length,
				...(expirations > 0 && { expirations })
			}
		},
		events,
		trace: traceOf(state.time, to, planned, expired, tokens)
	};
}

/** The related keys that get the new material too. */
const othersOf = ({ key, set }: Rotation): readonly KeyArn[] =>
	set?.members.filter((arn) => arn !== key.arn) ?? [];

type Expired = Extract<WorldEvent, { type: 'key.materialChanged' }>;

/** What becomes of a key each time material of it ends: one key may lose several, one after another. */
async function expiries(planned: readonly Due[]): Promise<ReadonlyMap<Due, Expired>> {
	const events = new Map<Due, Expired>();
	const dues = planned.filter((due): due is Expiry => due.what === 'expire');
	if (dues.length === 0) return events;
	const { nextKeyState } = await import('$lib/machines/key.machine');
	const keys = new Map<KeyArn, KeyRecord>();
	for (const due of dues) {
		const key = keys.get(due.key.arn) ?? due.key;
		const over = (one: Generation): boolean => (one.imported?.validTo ?? Infinity) <= due.at;
		const generations = key.generations.map((one) => (over(one) ? emptied(one) : one));
		const lost = hasAllMaterial(key.generations) && !hasAllMaterial(generations);
		const state = lost ? (nextKeyState(key.state, 'material.deleted') as KeyState) : key.state;
		const { pendingMaterial: waiting, ...rest } = key;
		const kept = waiting && !over(waiting) ? { pendingMaterial: waiting } : {};
		keys.set(key.arn, { ...rest, ...kept, generations, state });
		events.set(due, { type: 'key.materialChanged', arn: key.arn, state, generations, ...kept });
	}
	return events;
}

async function makeMaterial(
	{ hsm, seed, signal }: Job,
	rotations: readonly Rotation[]
): Promise<Map<Rotation, KeyToken>> {
	const tokens = new Map<Rotation, KeyToken>();
	const regions = groupBy(rotations, (due) => due.key.region);
	let label = 0;
	for (const [region, all] of regions)
		for (let i = 0; i < all.length; i += BATCH) {
			signal?.throwIfAborted();
			const batch = all.slice(i, i + BATCH);
			const made = await hsm.generateKeys(
				{ region, seed: { ...seed, label: `clock-${label++}` }, keyIds: batch.map((due) => due.key.keyId) },
				signal ? { signal } : {}
			);
			batch.forEach((due, at) => tokens.set(due, made[at]!));
		}
	return tokens;
}

/** New material of multi-Region keys, wrapped for the Region of each related key. */
async function shareMaterial(
	{ hsm, seed, signal }: Job,
	rotations: readonly Rotation[],
	tokens: ReadonlyMap<Rotation, KeyToken>
): Promise<Map<Rotation, Map<KeyArn, KeyToken>>> {
	const shared = new Map<Rotation, Map<KeyArn, KeyToken>>(rotations.map((due) => [due, new Map()]));
	const wanted = rotations.flatMap((due) => othersOf(due).map((arn) => ({ due, arn })));
	let label = 0;
	for (const all of groupBy(wanted, ({ due, arn }) => `${due.key.region} ${regionOf(arn)}`).values())
		for (let i = 0; i < all.length; i += BATCH) {
			signal?.throwIfAborted();
			const batch = all.slice(i, i + BATCH);
			const [first] = batch;
			const made = await hsm.rewrap(
				{
					region: first!.due.key.region,
					toRegion: regionOf(first!.arn),
					tokens: batch.map(({ due }) => tokens.get(due)!),
					seed: { ...seed, label: `clock-rewrap-${label++}` }
				},
				signal ? { signal } : {}
			);
			batch.forEach(({ due, arn }, at) => shared.get(due)!.set(arn, made[at]!));
		}
	return shared;
}

/** Map.groupBy, which Node 20 has not. */
function groupBy<T, K>(items: readonly T[], by: (item: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const item of items) {
		const group = groups.get(by(item));
		if (group) group.push(item);
		else groups.set(by(item), [item]);
	}
	return groups;
}

/**
 * A century of rotations is told as one: however often a key rotates, the HSM is asked once, the newest material is
 * named, and all rings grow together.
 */
function traceOf(
	from: number,
	to: number,
	planned: readonly Due[],
	expired: ReadonlyMap<Due, Expired>,
	tokens: ReadonlyMap<Rotation, KeyToken>
): TraceStep[] {
	const steps: TraceStep[] = [{ kind: 'clock', from, to }];
	const states = new Map<KeyArn, KeyState>();
	for (const due of planned) {
		const event = expired.get(due);
		if (!event) continue;
		const { arn, state } = event;
		const from = states.get(arn) ?? (due as Expiry).key.state;
		states.set(arn, state);
		if (state !== from)
			steps.push({
				kind: 'key-transition',
				keyArn: arn,
				event: 'imported material expired',
				from,
				to: state
			});
	}
	const rotations = planned.filter((due): due is Rotation => due.what === 'rotate');
	for (const [keyArn, dues] of groupBy(rotations, (due) => due.key.arn)) {
		const last = dues.at(-1)!;
		const number = last.key.generations.at(-1)?.number ?? 0;
		const [to, count] = [number + dues.length, dues.length];
		const { materialId } = tokens.get(last)!;
		steps.push(
			{ kind: 'request', from: 'kms', to: 'hsm', operation: 'RotateKey', carries: [], keyRef: keyArn },
			{ kind: 'hsm-generate-material', keyArn, materialId, generation: to, count },
			...othersOf(last).map((arn) => rewrapped(last.key, regionOf(arn), count)),
			{ kind: 'rotation', keyArn, from: number, to, type: 'AUTOMATIC', at: last.at, count }
		);
	}
	for (const due of planned) steps.push(...dueSteps(due));
	return steps;
}
