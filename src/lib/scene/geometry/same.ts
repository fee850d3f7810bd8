/** What is equal in two beats of a scene is one object, so that whoever draws it sees at once that nothing changed. */
import type { Scene } from '$lib/flows/beat';

const known = new WeakMap<Scene, Map<string, object>>();

/** The first object of this scene that is equal to `value`; for what JSON can hold. */
export function sameIn<T extends object>(scene: Scene, value: T): T {
	let objects = known.get(scene);
	if (!objects) known.set(scene, (objects = new Map<string, object>()));
	const text = JSON.stringify(value);
	const first = objects.get(text);
	if (first) return first as T;
	objects.set(text, value);
	return value;
}
