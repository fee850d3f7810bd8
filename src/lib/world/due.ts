/**
 * What falls due in a world, and when. Planning walks the agenda without making anything: what one thing due brings
 * about (the last replica is gone, so its primary's waiting period begins) joins the agenda on the way.
 */
import type { WorldEvent, WorldState } from '$lib/domain/entry';
import type { KeyArn, KeyId } from '$lib/domain/ids';
import { DAY, originOf, type KeyRecord, type KeyState, type MultiRegionSet } from '$lib/domain/key';
import {
	backingOf,
	isConnectionError,
	type ConnectionErrorCode,
	type KeyStoreRecord
} from '$lib/domain/key-store';
import type { TraceStep } from '$lib/domain/trace';
import { rotationStateOf } from '$lib/machines/rotation-life';
import { Agenda } from './agenda';
import { settledDues, settledEvents, settledSteps, type Settled } from './settled';
import { afterWatched, watchedDues, watchedEvents, watchedSteps, watchersOf, type Watched } from './watched';

export interface Rotation {
	readonly what: 'rotate';
	readonly at: number;
	readonly key: KeyRecord;
	/** Of a multi-Region key: its set at that time. */
	readonly set?: MultiRegionSet;
}

/** Imported material ends. */
export interface Expiry {
	readonly what: 'expire';
	readonly at: number;
	readonly key: KeyRecord;
}

/** What runs the machines; pages that only ask what is next do without it. */
export interface Machines {
	readonly nextKeyState: typeof import('$lib/machines/key.machine').nextKeyState;
	readonly takeRotationEvent: typeof import('$lib/machines/rotation.machine').takeRotationEvent;
}

export type Due =
	| Rotation
	| Expiry
	/** A service finds what has become of a thing's key. */
	| Watched
	/** What a service accepted has failed. */
	| Settled
	| { readonly what: 'delete'; readonly at: number; readonly key: KeyRecord }
	/** A replica is ready. */
	| { readonly what: 'ready'; readonly at: number; readonly key: KeyRecord }
	/** The primary has moved. */
	| {
			readonly what: 'moved';
			readonly at: number;
			readonly set: MultiRegionSet;
			readonly keys: readonly KeyRecord[];
	  }
	/** The last replica is gone: the primary's own waiting period begins. */
	| {
			readonly what: 'alone';
			readonly at: number;
			readonly key: KeyRecord;
			readonly deletionAt: number;
			readonly days: number;
	  }
	/** A custom key store ends its connecting or disconnecting. */
	| {
			readonly what: 'store';
			readonly at: number;
			readonly store: KeyStoreRecord;
			/** Its keys that come back with the connection. */
			readonly keys: readonly KeyRecord[];
			readonly error?: ConnectionErrorCode;
	  };

/** What a key has ahead; a key that cannot be used keeps its rotation date but does not rotate. */
function duesOf(state: WorldState, key: KeyRecord): readonly Due[] {
	const from = state.time;
	const dues: Due[] = [];
	// Material that ends together with its key ends first.
	for (const at of expiriesOf(key)) dues.push({ what: 'expire', at: Math.max(at, from), key });
	if (key.state === 'PendingDeletion' && key.deletionAt !== undefined)
		dues.push({ what: 'delete', at: Math.max(key.deletionAt, from), key });
	if (key.state === 'Creating' && key.readyAt !== undefined)
		dues.push({ what: 'ready', at: Math.max(key.readyAt, from), key });
	const { nextAt } = key.rotation;
	if (rotationStateOf(key) !== 'waiting' || nextAt === undefined) return dues;
	if (key.multiRegion && state.sets.get(key.keyId)?.primary !== key.arn) return dues;
	return [...dues, { what: 'rotate', at: Math.max(nextAt, from), key }];
}

/** When imported material of the key ends, each moment once. */
function expiriesOf({ generations, pendingMaterial }: KeyRecord): ReadonlySet<number> {
	const all = pendingMaterial ? [...generations, pendingMaterial] : generations;
	return new Set(all.flatMap((one) => (one.token === '' ? [] : (one.imported?.validTo ?? []))));
}

function agendaOf(state: WorldState): Agenda<Due> {
	const agenda = new Agenda<Due>();
	const add = (due: Due): void => agenda.add(due.at, due);
	for (const key of state.keys.values()) for (const due of duesOf(state, key)) add(due);
	for (const set of state.sets.values())
		if (set.moving) {
			const keys = set.members
				.map((arn) => state.keys.get(arn)!)
				.filter((member) => member.state === 'Updating');
			add({ what: 'moved', at: Math.max(set.moving.at, state.time), set, keys });
		}
	for (const store of state.keyStores.values()) if (store.passesAt !== undefined) add(passing(state, store));
	for (const due of watchedDues(state)) add(due);
	for (const due of settledDues(state)) add(due);
	return agenda;
}

function passing(state: WorldState, store: KeyStoreRecord): Due {
	const due = { what: 'store', at: Math.max(store.passesAt!, state.time), store } as const;
	if (store.connection === 'DISCONNECTING') return { ...due, keys: [] };
	const condition = state.backings.get(backingOf(store));
	if (isConnectionError(condition)) return { ...due, keys: [], error: condition };
	const keys = [...state.keys.values()].filter(
		(key) => key.customKeyStoreId === store.id && key.state === 'Unavailable'
	);
	return { ...due, keys };
}

/** The store once its connecting or disconnecting is over. */
function passed({ store, error }: Extract<Due, { what: 'store' }>): KeyStoreRecord {
	const { passesAt: _at, connectionError: _error, ...rest } = store;
	if (store.connection === 'DISCONNECTING') return { ...rest, connection: 'DISCONNECTED' };
	return error
		? { ...rest, connection: 'FAILED', connectionError: error }
		: { ...rest, connection: 'CONNECTED' };
}

/** The next thing that falls due; undefined when nothing does. */
export const nextDue = (state: WorldState): Due | undefined => agendaOf(state).peek()?.item;
export const nextDueAt = (state: WorldState): number | undefined => agendaOf(state).peek()?.at;

/** Everything due up to then, in order. The machine of each key takes what falls due, and says what is to be done. */
export function plan(state: WorldState, to: number, machines: Machines): readonly Due[] {
	const { nextKeyState, takeRotationEvent } = machines;
	const reached = { type: 'deadline.reached' } as const;
	const gone = new Set<KeyArn>();
	const agenda = agendaOf(state);
	const planned: Due[] = [];
	/** Sets as they are at the time reached. */
	const sets = new Map(state.sets);
	for (let next = agenda.peek(); next && next.at <= to; next = agenda.peek()) {
		const due = agenda.take()!.item;
		if ('key' in due && gone.has(due.key.arn)) continue;
		if (due.what === 'rotate') {
			const step = takeRotationEvent(rotationStateOf(due.key), reached);
			const rotation = atThatTime(due, state, sets);
			if (step?.rotates) planned.push(rotation);
			if (step?.state !== 'waiting') continue;
			const at = due.at + due.key.rotation.periodInDays * DAY;
			agenda.add(at, { ...due, at });
			if (rotation.set)
				sets.set(due.key.keyId, {
					...rotation.set,
					rotation: { ...rotation.set.rotation, nextAt: at }
				});
			continue;
		}
		if (due.what === 'moved') {
			const set = sets.get(due.set.keyId)!;
			planned.push({ ...due, set });
			sets.set(set.keyId, movedSet(set));
			continue;
		}
		if (due.what === 'watched') {
			planned.push(due);
			const next = afterWatched(due);
			if (next) agenda.add(next.at, next);
			continue;
		}
		if (due.what === 'expire' && losesUse(due))
			for (const watched of watchersOf(state, due.key.arn, due.at)) agenda.add(watched.at, watched);
		if (due.what === 'delete' && nextKeyState('PendingDeletion', reached.type) !== 'deleted') continue;
		planned.push(due);
		if (due.what === 'delete') {
			gone.add(due.key.arn);
			const alone = leave(due, state, sets);
			if (!alone) continue;
			planned.push(alone);
			agenda.add(alone.deletionAt, { what: 'delete', at: alone.deletionAt, key: alone.key });
		}
	}
	return planned;
}

/** Material that the key uses ends, not only what waits to be used. */
const losesUse = ({ key, at }: Expiry): boolean =>
	key.state === 'Enabled' &&
	key.generations.some((one) => one.token !== '' && (one.imported?.validTo ?? Infinity) <= at);

/** A set rotates by whoever is its primary then. */
function atThatTime(due: Rotation, state: WorldState, sets: ReadonlyMap<KeyId, MultiRegionSet>): Rotation {
	const set = due.key.multiRegion && sets.get(due.key.keyId);
	return set ? { ...due, set, key: state.keys.get(set.primary)! } : due;
}

const movedSet = ({ moving, ...set }: MultiRegionSet): MultiRegionSet =>
	moving ? { ...set, primary: moving.to } : set;

/** What the end of a replica means for a primary that waits for it. */
function leave(
	{ key, at }: { readonly key: KeyRecord; readonly at: number },
	state: WorldState,
	sets: Map<KeyId, MultiRegionSet>
): Extract<Due, { what: 'alone' }> | undefined {
	const set = key.multiRegion && sets.get(key.keyId);
	if (!set) return undefined;
	const members: readonly KeyArn[] = set.members.filter((arn) => arn !== key.arn);
	sets.set(key.keyId, { ...set, members });
	const primary = state.keys.get(set.primary);
	if (members.length !== 1 || primary?.state !== 'PendingReplicaDeletion') return undefined;
	const days = primary.pendingWindowInDays!;
	return { what: 'alone', at, key: primary, days, deletionAt: at + days * DAY };
}

/** A replica whose material is imported waits for it. */
const readyState = (key: KeyRecord): 'Enabled' | 'PendingImport' =>
	originOf(key) === 'EXTERNAL' ? 'PendingImport' : 'Enabled';

/** What a thing due does to the world, but for rotations and imported material: those depend on what came before. */
export function dueEvents(due: Exclude<Due, Rotation | Expiry>): readonly WorldEvent[] {
	const changed = (key: KeyRecord, state: KeyState): WorldEvent => ({
		type: 'key.stateChanged',
		arn: key.arn,
		state
	});
	switch (due.what) {
		case 'delete':
			return [{ type: 'key.deleted', arn: due.key.arn }];
		case 'ready':
			return [changed(due.key, readyState(due.key))];
		case 'moved':
			return [...due.keys.map((key) => changed(key, 'Enabled')), { type: 'set.put', set: movedSet(due.set) }];
		case 'alone':
			return [
				{
					type: 'key.stateChanged',
					arn: due.key.arn,
					state: 'PendingDeletion',
					deletionAt: due.deletionAt,
					pendingWindowInDays: due.days
				}
			];
		case 'watched':
			return watchedEvents(due);
		case 'settled':
			return settledEvents(due);
		case 'store':
			return [
				{ type: 'store.put', store: passed(due) },
				...due.keys.map((key) => changed(key, key.returnsTo ?? 'Enabled'))
			];
	}
}

/** How it is told. Rotations and imported material are told key by key, elsewhere. */
export function dueSteps(due: Due): readonly TraceStep[] {
	const step = (
		{ arn, state }: KeyRecord,
		event: string,
		to: Extract<TraceStep, { kind: 'key-transition' }>['to']
	): TraceStep => ({ kind: 'key-transition', keyArn: arn, event, from: state, to });
	switch (due.what) {
		case 'rotate':
		case 'expire':
			return [];
		case 'delete':
			return [
				{
					kind: 'key-transition',
					keyArn: due.key.arn,
					event: 'window ended',
					from: 'PendingDeletion',
					to: 'deleted'
				}
			];
		case 'ready':
			return [
				step(
					due.key,
					readyState(due.key) === 'Enabled' ? 'replica.ready' : 'replica.readyForImport',
					readyState(due.key)
				)
			];
		case 'moved':
			return due.keys.map((key) => step(key, 'primary.moved', 'Enabled'));
		case 'alone':
			return [step(due.key, 'replicas.deleted', 'PendingDeletion')];
		case 'watched':
			return watchedSteps(due);
		case 'settled':
			return settledSteps(due);
		case 'store':
			return [
				{
					kind: 'record',
					what: 'key store',
					ref: due.store.name,
					change: passed(due).connection + (due.error ? `, ${due.error}` : '')
				},
				...due.keys.map((key) => step(key, 'store.connected', key.returnsTo ?? 'Enabled'))
			];
	}
}
