/**
 * Moves the world's clock and runs what falls due on the way, in order of time: automatic rotations, the end of imported
 * material, and deletions at the end of their waiting period. First all is planned, then key material is made in batches; between batches the
 * work can be dropped, and then nothing has happened.
 * Source: KMS Developer Guide, "Rotating AWS KMS keys", "Deleting AWS KMS keys".
 * Differs from AWS: both happen to the millisecond; a rotation missed while a key could not be used runs with the
 * first advance after it can be.
 */
import { toBase64 } from '$lib/domain/bytes';
import type { ClockCommand, WorldEvent, WorldState } from '$lib/domain/entry';
import type { KeyToken } from '$lib/domain/hsm';
import type { KeyArn } from '$lib/domain/ids';
import { DAY, hasAllMaterial, type Generation, type KeyRecord, type KeyState } from '$lib/domain/key';
import { rotationStateOf } from '$lib/machines/rotation-life';
import type { TraceStep } from '$lib/domain/trace';
import { emptied } from '$lib/kms/imported';
import { Agenda } from './agenda';
import { CommandError, type Done, type Job } from './work';

const BATCH = 1000;
/** The last moment a Date can hold. */
const END = 8.64e15;

interface Due {
	readonly at: number;
	readonly key: KeyRecord;
	readonly what: 'rotate' | 'delete' | 'expire';
}

/** Fetched with the first calendar move: a page starts without what runs the machines. */
const fetchMachines = async () => ({
	...(await import('$lib/machines/key.machine')),
	...(await import('$lib/machines/rotation.machine'))
});
type Machines = Awaited<ReturnType<typeof fetchMachines>>;

/** What a key has ahead; a key that cannot be used keeps its rotation date but does not rotate. */
function duesOf(key: KeyRecord, from: number): Omit<Due, 'key'>[] {
	const dues: Omit<Due, 'key'>[] = [];
	// Material that ends together with its key ends first.
	for (const at of expiriesOf(key)) dues.push({ at: Math.max(at, from), what: 'expire' });
	if (key.state === 'PendingDeletion' && key.deletionAt !== undefined)
		dues.push({ at: Math.max(key.deletionAt, from), what: 'delete' });
	if (rotationStateOf(key) === 'waiting' && key.rotation.nextAt !== undefined)
		dues.push({ at: Math.max(key.rotation.nextAt, from), what: 'rotate' });
	return dues;
}

/** When imported material of the key ends, each moment once. */
function expiriesOf({ generations, pendingMaterial }: KeyRecord): ReadonlySet<number> {
	const all = pendingMaterial ? [...generations, pendingMaterial] : generations;
	return new Set(all.flatMap((one) => (one.token === '' ? [] : (one.imported?.validTo ?? []))));
}

function agendaOf(state: WorldState): Agenda<Due> {
	const agenda = new Agenda<Due>();
	for (const key of state.keys.values())
		for (const due of duesOf(key, state.time)) agenda.add(due.at, { ...due, key });
	return agenda;
}

/** When the next thing falls due; undefined when nothing does. */
export const nextDueAt = (state: WorldState): number | undefined => agendaOf(state).peek()?.at;

/** The machine of each key takes what falls due, and says what is to be done. */
function plan(state: WorldState, to: number, { nextKeyState, takeRotationEvent }: Machines): Due[] {
	const agenda = agendaOf(state);
	const planned: Due[] = [];
	const reached = { type: 'deadline.reached' } as const;
	const gone = new Set<KeyArn>();
	for (let next = agenda.peek(); next && next.at <= to; next = agenda.peek()) {
		const due = agenda.take()!.item;
		if (gone.has(due.key.arn)) continue;
		if (due.what === 'expire') {
			planned.push(due);
			continue;
		}
		if (due.what === 'delete') {
			if (nextKeyState(due.key.state, reached.type) !== 'deleted') continue;
			planned.push(due);
			gone.add(due.key.arn);
			continue;
		}
		const step = takeRotationEvent(rotationStateOf(due.key), reached);
		if (step?.rotates) planned.push(due);
		if (step?.state !== 'waiting') continue;
		const at = due.at + due.key.rotation.periodInDays * DAY;
		agenda.add(at, { ...due, at });
	}
	return planned;
}

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
	const tokens = await makeMaterial(
		job,
		planned.filter((due) => due.what === 'rotate')
	);
	const numbers = new Map<KeyArn, number>();
	const expired = await expiries(planned);
	const events: WorldEvent[] = [];
	for (const due of planned) {
		const { key, at } = due;
		if (due.what === 'delete') {
			events.push({ type: 'key.deleted', arn: key.arn });
			continue;
		}
		if (due.what === 'expire') {
			events.push(expired.get(due)!);
			continue;
		}
		const token = tokens.get(due)!;
		const number = (numbers.get(key.arn) ?? key.generations.at(-1)!.number) + 1;
		numbers.set(key.arn, number);
		events.push({
			type: 'key.rotated',
			arn: key.arn,
			nextAt: at + key.rotation.periodInDays * DAY,
			generation: {
				number,
				materialId: token.materialId,
				token: toBase64(token.bytes),
				createdAt: at,
				rotation: { at, type: 'AUTOMATIC' }
			}
		});
	}
	events.push({ type: 'clock.moved', to });
	const count = (what: Due['what']): number => planned.filter((due) => due.what === what).length;
	const expirations = count('expire');
	return {
		outcome: {
			ok: true,
			result: {
				from: state.time,
				to,
				rotations: count('rotate'),
				deletions: count('delete'),
				...(expirations > 0 && { expirations })
			}
		},
		events,
		trace: traceOf(state.time, to, planned, expired)
	};
}

type Expired = Extract<WorldEvent, { type: 'key.materialChanged' }>;

/** What becomes of a key each time material of it ends: one key may lose several, one after another. */
async function expiries(planned: readonly Due[]): Promise<ReadonlyMap<Due, Expired>> {
	const events = new Map<Due, Expired>();
	const dues = planned.filter((due) => due.what === 'expire');
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
	rotations: readonly Due[]
): Promise<Map<Due, KeyToken>> {
	const tokens = new Map<Due, KeyToken>();
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

/** One step a key: a century of rotations is told as one. */
function traceOf(
	from: number,
	to: number,
	planned: readonly Due[],
	expired: ReadonlyMap<Due, Expired>
): TraceStep[] {
	const steps: TraceStep[] = [{ kind: 'clock', from, to }];
	for (const [keyArn, dues] of groupBy(planned, (due) => due.key.arn)) {
		let state = dues[0]!.key.state;
		for (const due of dues) {
			const event = expired.get(due);
			if (event && event.state !== state)
				steps.push({
					kind: 'key-transition',
					keyArn,
					event: 'imported material expired',
					from: state,
					to: event.state
				});
			state = event?.state ?? state;
		}
		const rotations = dues.filter((due) => due.what === 'rotate');
		const { key, at, what } = dues.at(-1)!;
		const number = key.generations.at(-1)?.number ?? 0;
		if (what === 'delete')
			steps.push({ kind: 'key-transition', keyArn, event: 'window ended', from: state, to: 'deleted' });
		else if (rotations.length > 0)
			steps.push({
				kind: 'rotation',
				keyArn,
				from: number,
				to: number + rotations.length,
				type: 'AUTOMATIC',
				at,
				count: rotations.length
			});
	}
	return steps;
}
