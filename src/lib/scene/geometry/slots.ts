/** Gives every thing in a lane a place it keeps as long as it lies there. */
import type { Scene } from '$lib/flows/beat';
import type { Actor } from '$lib/domain/trace';

export const placeKey = (lane: Actor, id: string): string => `${lane}:${id}`;

export interface Slots {
	/** For each beat: `lane:id` → number of the slot. */
	readonly at: readonly ReadonlyMap<string, number>[];
	/** The most slots a lane ever has. */
	readonly most: Readonly<Record<Actor, number>>;
}

export function slotsOf(scene: Scene): Slots {
	const most: Record<Actor, number> = { caller: 0, sdk: 0, kms: 0, hsm: 0, store: 0 };
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
				for (const [other, slot] of map) if (other.startsWith(`${lane}:`)) taken.add(slot);
			let slot = 0;
			while (taken.has(slot)) slot++;
			now.set(key, slot);
		}
		for (const [key, slot] of now) {
			const lane = key.slice(0, key.indexOf(':')) as Actor;
			most[lane] = Math.max(most[lane], slot + 1);
		}
		before = now;
		return now;
	});
	return { at, most };
}
