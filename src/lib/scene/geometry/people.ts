/** Who is in each lane of people at a beat: the last seen there, or the first who will be. */
import type { ServiceName } from '$lib/domain/service';
import type { Scene } from '$lib/flows/beat';

export function peopleAt(scene: Scene, at: number): Readonly<Record<string, string>> {
	const seen: Record<string, string> = {};
	for (const { people } of scene.beats.toReversed()) Object.assign(seen, people);
	for (const { people } of scene.beats.slice(0, at + 1)) Object.assign(seen, people);
	return seen;
}

/** Whose the lane of services is at a beat: who acted last, or the first who will. */
export const serviceAt = (scene: Scene, at: number): ServiceName | undefined =>
	scene.beats.slice(0, at + 1).findLast(({ service }) => service)?.service ??
	scene.beats.find(({ service }) => service)?.service;
