/** Where a stage is taller than the window (a phone), the page moves so that what happens in a beat is in view. */
import type { Beat } from '$lib/flows/beat';
import { laneOf, type Layout } from './geometry/layout';

const MARGIN = 12;

/**
 * From the topmost to the lowest lane that has a part in the beat, in the picture's own pixels. Of a lane that only
 * asks or is answered, from where its things lie: the keys above them would push what happens out of the window.
 */
export function spanOf(beat: Beat, layout: Layout): { readonly top: number; readonly bottom: number } {
	const ids = [beat.focus, ...(beat.signal ? [beat.signal.from, beat.signal.to] : [])];
	const lanes = ids.map((id) => laneOf(layout, id));
	return {
		top: Math.min(...lanes.map((lane) => (lane.id === beat.focus ? lane.y : lane.body.y - MARGIN))),
		bottom: Math.max(...lanes.map((lane) => lane.y + lane.h))
	};
}

/**
 * How far to scroll, in CSS pixels, so that `span` lies between `above` and `below` of the window; where it is taller
 * than that, its focus does. 0: it does already.
 */
export function scrollFor(
	span: { readonly top: number; readonly bottom: number },
	window: { readonly top: number; readonly bottom: number }
): number {
	const top = window.top + MARGIN;
	const bottom = window.bottom - MARGIN;
	if (span.top >= top && span.bottom <= bottom) return 0;
	if (span.bottom - span.top > bottom - top) return span.top - top;
	return span.top < top ? span.top - top : span.bottom - bottom;
}
