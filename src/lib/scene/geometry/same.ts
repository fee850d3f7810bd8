/** What is equal in two beats of a scene is one object, so that whoever draws it sees at once that nothing changed. */
import type { Scene } from '$lib/flows/beat';

interface Objects {
	/** By what they say. */
	readonly first: Map<string, object>;
	/** Asked for already. */
	readonly asked: WeakMap<object, object>;
}
const known = new WeakMap<Scene, Objects>();

/** The first object of this scene that is equal to `value`; for what JSON can hold. */
export function sameIn<T extends object>(scene: Scene, value: T): T {
	let objects = known.get(scene);
	if (!objects) known.set(scene, (objects = { first: new Map(), asked: new WeakMap() }));
	const { first, asked } = objects;
	let same = asked.get(value);
	if (!same) {
		const text = JSON.stringify(value);
		same = first.get(text);
		if (!same) first.set(text, (same = value));
		asked.set(value, same);
	}
	return same as T;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
/** Without a list of either's members: it is asked of every thing in a frame. */
function hasSame(a: object, b: object, equal: (a: unknown, b: unknown) => boolean): boolean {
	let more = 0;
	for (const name in a) {
		if (!equal(a[name as keyof object], b[name as keyof object])) return false;
		more -= 1;
	}
	for (const _ in b) more += 1;
	return more === 0;
}
/** One and the same, or objects whose members are. */
const alike = (a: unknown, b: unknown): boolean =>
	a === b || (isObject(a) && isObject(b) && hasSame(a, b, Object.is));

/**
 * @returns what gives back, of a list, those that it gave before where they hold the same, so that
 * whoever draws them sees at once that nothing changed.
 */
export function sameAsBefore<T extends { readonly key: string }>(): (now: readonly T[]) => readonly T[] {
	let before = new Map<string, T>();
	return (now) => {
		const kept = now.map((one) => {
			const old = before.get(one.key);
			return old && hasSame(old, one, alike) ? old : one;
		});
		before = new Map(kept.map((one) => [one.key, one]));
		return kept;
	};
}
