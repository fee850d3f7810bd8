/** The keys of a scene at each step of an entry: as they were, and from the step that changes them on as they are. */
import type { Entry, WorldState } from '$lib/domain/entry';
import type { TraceStep } from '$lib/domain/trace';
import type { KeyPicture } from './beat';
import { keyOfAlias, keysOf, pictureOf } from './keys';

export const CHANGES = new Set<TraceStep['kind']>([
	'key-transition',
	'rotation',
	'rotation-settings',
	'alias',
	'record',
	'clock',
	'hsm-generate-material'
]);

/** Part of a change, but the key has nothing of it yet. */
const COMES_BEFORE = new Set<TraceStep['kind']>(['clock', 'hsm-generate-material']);

export interface KeyChanges {
	/** As the world is after a step, by its index. */
	readonly world: (step: number) => WorldState;
	/** @param lit the generation in use of each key. */
	readonly keys: (step: number, lit: ReadonlyMap<string, number>) => readonly KeyPicture[];
}

/**
 * The picture of a key changes with the first step that changed it, or anything where none names it: what falls due,
 * after the clock moved.
 * @param all every key of the scene.
 */
export function keyChanges(
	entry: Entry,
	before: WorldState,
	after: WorldState,
	all: readonly string[]
): KeyChanges {
	const arns = keysInScene([...keysOf(entry), ...keyOfAlias(entry, before)], all);
	const ticks = entry.trace.findIndex(({ kind }) => kind === 'clock');
	const changes = entry.trace.map(({ kind }) => CHANGES.has(kind) && !COMES_BEFORE.has(kind));
	const due = changes.indexOf(true);
	const firstChange = due < 0 ? ticks : due;
	const firstOf = new Map<string, number>();
	for (const [index, step] of entry.trace.entries())
		if (changes[index] && 'keyArn' in step && step.keyArn && !firstOf.has(step.keyArn))
			firstOf.set(step.keyArn, index);
	const at = (step: number, first: number): WorldState => {
		if (first >= 0 && step >= first) return after;
		return ticks >= 0 && step >= ticks ? { ...before, time: after.time } : before;
	};
	return {
		world: (step) => at(step, firstChange),
		keys: (step, lit) =>
			arns.flatMap((arn) => pictureOf(arn, at(step, firstOf.get(arn) ?? firstChange), lit.get(arn)) ?? [])
	};
}

/** Two stay where they are; of more, those that the entry is about come first. */
function keysInScene(own: readonly string[], all: readonly string[]): readonly string[] {
	return [...new Set(all.length > 2 ? [...own, ...all] : [...all, ...own])];
}
