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
