/** Playback as a pure machine: resting at a beat's end, moving through one beat, or playing on through all of them. */
export type PlaybackState = 'resting' | 'moving' | 'playing';
export interface Playback {
	readonly state: PlaybackState;
	readonly index: number;
	readonly count: number;
}
export type PlaybackEvent =
	| { readonly type: 'playback.next' }
	| { readonly type: 'playback.previous' }
	| { readonly type: 'playback.seek'; readonly index: number }
	| { readonly type: 'playback.toggle' }
	/** The motion (and, when playing, the time to read) of this beat is over. */
	| { readonly type: 'playback.beatEnded' };

const within = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index));

/** Going back and seeking are instant: only `next` and playing move. */
export function nextPlayback(now: Playback, event: PlaybackEvent): Playback {
	const last = now.index >= now.count - 1;
	switch (event.type) {
		case 'playback.next':
			return last
				? { ...now, state: 'resting' }
				: { ...now, index: now.index + 1, state: now.state === 'playing' ? 'playing' : 'moving' };
		case 'playback.previous':
			return { ...now, index: within(now.index - 1, now.count), state: 'resting' };
		case 'playback.seek':
			return { ...now, index: within(event.index, now.count), state: 'resting' };
		case 'playback.toggle':
			if (now.state === 'playing') return { ...now, state: 'resting' };
			return now.count < 2 ? now : { ...now, index: last ? 0 : now.index + 1, state: 'playing' };
		case 'playback.beatEnded':
			if (now.state !== 'playing' || last) return { ...now, state: 'resting' };
			return { ...now, index: now.index + 1 };
	}
}
