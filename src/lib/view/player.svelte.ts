/**
 * Plays a scene: which beat, how far into it. One d3-timer runs while something moves and none when nothing does.
 * Reading time follows a beat only while playing; by default the learner sets the pace.
 */
import { timer, type Timer } from 'd3';
import { captionText, type Scene } from '$lib/flows/beat';
import type { Ghost } from '$lib/flows/ghost';
import { nextPlayback, type Playback, type PlaybackEvent } from '$lib/machines/playback.machine';

export interface PlayerOptions {
	/** Milliseconds the motion of a beat takes at speed 1. */
	readonly beatTime: (index: number) => number;
	readonly start?: number;
	readonly reduced?: boolean;
}

/** Milliseconds before things move: by then the rest of the beat has come on, a part a frame. */
const LEAD = 150;
export const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;
const readingTime = (words: number): number => 900 + words * 180;

export class Player {
	readonly #scene: () => Scene;
	readonly #beatTime: (index: number) => number;
	#now: Playback = $state.raw({ state: 'resting', index: 0, count: 0 });
	#t = $state(1);
	#timer: Timer | undefined;
	speed = $state(1);
	reduced = $state(false);
	/** A beat that is not gone into by itself: the first step towards it stops, and the next goes on. */
	hold: number | undefined = $state();
	/** What was predicted wrongly, to be drawn beside what happened. */
	ghost: Ghost | undefined = $state.raw();
	#held = $state(false);

	constructor(scene: () => Scene, options: PlayerOptions) {
		this.#scene = scene;
		this.#beatTime = options.beatTime;
		this.reduced = options.reduced ?? false;
		const count = scene().beats.length;
		this.#now = { state: 'resting', count, index: Math.max(0, Math.min(options.start ?? 0, count - 1)) };
	}

	get index(): number {
		return this.#now.index;
	}
	/** 0…1 within the beat. */
	get t(): number {
		return this.#t;
	}
	get playing(): boolean {
		return this.#now.state === 'playing';
	}
	get moving(): boolean {
		return this.#now.state !== 'resting';
	}
	/** It stands before the beat that it was told to hold at, and somebody wanted to go on. */
	get held(): boolean {
		return this.#held;
	}

	next(): void {
		this.#send({ type: 'playback.next' });
	}
	prev(): void {
		this.#send({ type: 'playback.previous' });
	}
	seek(index: number): void {
		this.#send({ type: 'playback.seek', index });
	}
	toggle(): void {
		this.#send({ type: 'playback.toggle' });
	}
	/** Plays the motion of the beat that is shown. */
	replay(): void {
		this.#now = { ...this.#now, state: 'moving' };
		this.#run();
	}
	destroy(): void {
		this.#stop();
	}

	#send(event: PlaybackEvent): void {
		const before = this.#now;
		let after = nextPlayback({ ...before, count: this.#scene().beats.length }, event);
		const { hold } = this;
		const crosses = hold !== undefined && before.index < hold && after.index >= hold;
		if (crosses && event.type !== 'playback.seek') {
			if (this.#held) this.hold = undefined;
			else after = { ...before, state: 'resting' };
			this.#held = !this.#held;
		} else if (after.index !== before.index) this.#held = false;
		this.#now = after;
		if (after.state === 'resting') {
			this.#stop();
			this.#t = 1;
		} else if (after.index !== before.index || before.state === 'resting') this.#run();
	}

	#stop(): void {
		this.#timer?.stop();
		this.#timer = undefined;
	}

	#run(): void {
		this.#stop();
		const beat = this.#scene().beats[this.#now.index];
		const motion = this.reduced ? 150 : this.#beatTime(this.#now.index);
		const words = beat ? captionText(beat).split(' ').length : 0;
		this.#t = 0;
		let done = 0;
		let last = 0;
		this.#timer = timer((elapsed) => {
			done += (elapsed - last) * this.speed;
			last = elapsed;
			const t = Math.min(1, done / motion);
			if (t !== this.#t) this.#t = t;
			const whole = motion + (this.playing ? readingTime(words) : 0);
			if (done >= whole) this.#send({ type: 'playback.beatEnded' });
		}, LEAD);
	}
}
