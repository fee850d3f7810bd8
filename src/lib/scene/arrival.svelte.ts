/**
 * How a beat comes on: part by part, a frame each, so that no frame has much to draw; then things begin to move. Where
 * nothing moves, all of it is there at once.
 */
import { untrack } from 'svelte';
import type { Scene } from '$lib/flows/beat';
import { nextFrame } from './next-frame';

/** In this order; `ground`: all that stands but keys, `words`: the sentence of the beat, `text`: the picture in words. */
const PARTS = ['things', 'ground', 'keys', 'words', 'ways', 'gates', 'controls', 'text'] as const;
export type ArrivingPart = (typeof PARTS)[number];

/** What is to be shown; asked member by member. */
export interface Shown {
	readonly scene: Scene;
	/** Of the beat. */
	readonly index: number;
	/** Nothing of it moves, or no more. */
	readonly still: boolean;
}

/** A part that comes on by itself: what shows the others is not asked again. */
class Part {
	index = $state(0);
}

export class Arrival {
	readonly #parts = Object.fromEntries(PARTS.map((part) => [part, new Part()])) as Record<ArrivingPart, Part>;
	/** Since the beat began to come on. */
	#frame = $state(Infinity);

	/** To be made while a component is: it follows `now` as long as that is there. */
	constructor(now: Shown) {
		let before: Scene | undefined;
		const begin = (index: number): void => {
			for (const part of PARTS) this.#parts[part].index = index;
			this.#frame = Infinity;
		};
		begin(untrack(() => now.index));
		$effect.pre(() => {
			const { scene, index } = now;
			const still = untrack(() => now.still) || scene !== before;
			before = scene;
			if (still) return begin(index);
			const beat = scene.beats[index];
			/** By then whatever comes one by one has come, too. */
			const whole = PARTS.length + Math.max(beat?.gates.length ?? 0, beat?.places.length ?? 0) + 2;
			let frame = 0;
			const step = (): void => {
				const part = PARTS[frame];
				if (part) this.#parts[part].index = index;
				this.#frame = ++frame < whole ? frame : Infinity;
				if (frame < whole) stop = nextFrame(step);
			};
			this.#frame = 0;
			let stop = nextFrame(step);
			return () => stop();
		});
	}

	/** Index of the beat that this part shows: until its turn comes that of the one before. */
	at(part: ArrivingPart): number {
		return this.#parts[part].index;
	}
	/** How many frames this part has been there: one in that with which it came. */
	since(part: ArrivingPart): number {
		return Math.max(0, this.#frame - PARTS.indexOf(part));
	}
}
