/**
 * How a beat comes on. Its things begin to move at once; what else is new follows part by part, a frame each, so that
 * no frame has much to draw. Where nothing moves, all of it is there at once.
 */
import { untrack } from 'svelte';
import type { Scene } from '$lib/flows/beat';
import { nextFrame } from './next-frame';

/** The parts that follow, in this order; `words`: the sentence of the beat, `text`: the picture in words. */
const PARTS = ['ground', 'words', 'ways', 'gates', 'controls', 'text'] as const;
export type ArrivingPart = (typeof PARTS)[number];
type Indexes = Readonly<Record<ArrivingPart, number>>;
const all = (index: number): Indexes =>
	Object.fromEntries(PARTS.map((part) => [part, index])) as Record<ArrivingPart, number>;
/** Frames that are counted: by then whatever comes one by one has come, too. */
const COUNTED = 40;

/** What is to be shown; asked member by member. */
export interface Shown {
	readonly scene: Scene;
	/** Of the beat. */
	readonly index: number;
	/** Nothing of it moves, or no more. */
	readonly still: boolean;
}

export class Arrival {
	#indexes: Indexes = $state.raw(all(0));
	/** Since the beat began to move. */
	#frame = $state(Infinity);

	/** To be made while a component is: it follows `now` as long as that is there. */
	constructor(now: Shown) {
		let before: Scene | undefined;
		const begin = (index: number): void => {
			this.#indexes = all(index);
			this.#frame = Infinity;
		};
		begin(untrack(() => now.index));
		$effect.pre(() => {
			const { scene, index } = now;
			const still = untrack(() => now.still) || scene !== before;
			before = scene;
			if (still) return begin(index);
			let frame = 0;
			const step = (): void => {
				const part = PARTS[frame];
				if (part) this.#indexes = { ...this.#indexes, [part]: index };
				this.#frame = ++frame < COUNTED ? frame : Infinity;
				if (frame < COUNTED) stop = nextFrame(step);
			};
			this.#frame = 0;
			let stop = nextFrame(step);
			return () => stop();
		});
	}

	/** Index of the beat that this part shows: until its turn comes that of the one before. */
	at(part: ArrivingPart): number {
		return this.#indexes[part];
	}
	/** How many frames this part has been there: one in that with which it came. */
	since(part: ArrivingPart): number {
		return Math.max(0, this.#frame - PARTS.indexOf(part));
	}
}
