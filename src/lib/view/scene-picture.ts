/** A scene in one small picture: who has what at its key beat. Read from the same frames as the stage. */
import type { LaneId, Scene } from '$lib/flows/beat';
import type { Actor, Material } from '$lib/domain/trace';
import type { PlayedScene } from './play';

export interface ScenePicture {
	/** Accounts and Regions fold into one lane an actor. */
	readonly lanes: readonly Actor[];
	/** What lies where; at most six in a lane. */
	readonly places: readonly (readonly [lane: Actor, material: Material])[];
	readonly signal?: { readonly from: Actor; readonly to: Actor; readonly failed: boolean };
	/** Where it stops, when it does. */
	readonly stop?: Actor;
	/** Generations of the key. */
	readonly rings: number;
	readonly usable: boolean;
}

/** The key beat is the one that a prediction is about; without one, the last. */
export function pictureOf({ scene, ask }: Pick<PlayedScene, 'scene' | 'ask'>): ScenePicture {
	const last = scene.beats.length - 1;
	const beat = keyBeat(scene, ask?.told ?? last);
	const key = beat?.keys[0];
	return {
		lanes: [...new Set(scene.lanes.map((lane) => lane.actor))],
		places: (beat?.places ?? []).map(({ lane, thing }) => [actorOf(lane), thing.material] as const),
		...(beat?.signal && {
			signal: {
				from: actorOf(beat.signal.from),
				to: actorOf(beat.signal.to),
				failed: beat.signal.kind === 'error'
			}
		}),
		...(beat?.stop && { stop: actorOf(beat.stop.lane) }),
		rings: Math.min(4, key?.rings ?? 0),
		usable: key?.state === 'Enabled'
	};
}

const actorOf = (lane: LaneId): Actor => lane.split('@')[0] as Actor;
const keyBeat = ({ beats }: Scene, at: number) => beats[at];
