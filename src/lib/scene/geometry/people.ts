/** Who is in each lane of people at a beat, and whose the lane of services is. */
import { SERVICES, type ServiceName } from '$lib/domain/service';
import { actorOf, type LaneId, type Scene } from '$lib/flows/beat';

/** The last seen there, or the first who will be. */
function peopleAt(scene: Scene, at: number): Readonly<Record<string, string>> {
	const seen: Record<string, string> = {};
	for (const { people } of scene.beats.toReversed()) Object.assign(seen, people);
	for (const { people } of scene.beats.slice(0, at + 1)) Object.assign(seen, people);
	return seen;
}

/** Whose the lane of services is at a beat: who acted last, or the first who will. */
export const serviceAt = (scene: Scene, at: number): ServiceName | undefined =>
	scene.beats.slice(0, at + 1).findLast(({ service }) => service)?.service ??
	scene.beats.find(({ service }) => service)?.service;

type Calling = (id: LaneId) => string | undefined;
const known = new WeakMap<Scene, Map<number, Calling>>();

/** What each lane is called at a beat, where that is not its actor's name; worked out once. */
export function callingAt(scene: Scene, at: number): Calling {
	let callings = known.get(scene);
	if (!callings) known.set(scene, (callings = new Map<number, Calling>()));
	let calling = callings.get(at);
	if (!calling) callings.set(at, (calling = makeCalling(scene, at)));
	return calling;
}

function makeCalling(scene: Scene, at: number): Calling {
	const people = peopleAt(scene, at);
	const service = serviceAt(scene, at);
	return (id) => {
		const actor = actorOf(id);
		if (actor === 'caller') return people[id];
		if (actor === 'service') return service ? SERVICES[service].name : scene.service;
		return undefined;
	};
}
