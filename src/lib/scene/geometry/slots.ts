/** Gives every thing in a lane a place it keeps as long as it lies there. */
import type { LaneId, Scene } from '$lib/flows/beat';

/** A lane's id has no space in it. */
export const placeKey = (lane: LaneId, id: string): string => `${lane} ${id}`;

export interface Slots {
	/** For each beat: lane and id → number of the slot. */
	readonly at: readonly ReadonlyMap<string, number>[];
	/** The most slots a lane ever has. */
	readonly most: ReadonlyMap<LaneId, number>;
}

export function slotsOf(scene: Scene): Slots {
	const most = new Map<LaneId, number>();
	let before = new Map<string, number>();
	const at = scene.beats.map((beat) => {
		const now = new Map<string, number>();
		for (const { lane, thing } of beat.places) {
			const key = placeKey(lane, thing.id);
			const kept = before.get(key);
			if (kept !== undefined) now.set(key, kept);
		}
		for (const { lane, thing } of beat.places) {
			const key = placeKey(lane, thing.id);
			if (now.has(key)) continue;
			const taken = new Set<number>();
			for (const map of [before, now])
				for (const [other, slot] of map) if (other.startsWith(`${lane} `)) taken.add(slot);
			let slot = 0;
			while (taken.has(slot)) slot++;
			now.set(key, slot);
		}
		for (const [key, slot] of now) {
			// The key was made of a lane's id.
			const lane = key.slice(0, key.indexOf(' ')) as LaneId;
			most.set(lane, Math.max(most.get(lane) ?? 0, slot + 1));
		}
		before = now;
		return now;
	});
	return { at, most };
}
