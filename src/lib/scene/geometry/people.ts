/** Who is in each lane of people at a beat: the last seen there, or the first who will be. */
import type { Scene } from '$lib/flows/beat';

export function peopleAt(scene: Scene, at: number): Readonly<Record<string, string>> {
	const seen: Record<string, string> = {};
	for (const { people } of scene.beats.toReversed()) Object.assign(seen, people);
	for (const { people } of scene.beats.slice(0, at + 1)) Object.assign(seen, people);
	return seen;
}
