import type { GateOutcome } from '$lib/flows/beat';
import type { Shape } from './shapes';

/** A gate: two posts, and between them what it says. */
const POSTS = 'M4.5 21V4M19.5 21V4M2.5 21h4M17.5 21h4';
export const GATES: Readonly<Record<GateOutcome, Shape>> = {
	open: { lines: `${POSTS}M4.5 15.5L9 5.5M8.5 14l2.6 2.6 5-5.6` },
	shut: { lines: `${POSTS}M4.5 8h15M4.5 12.5h15M4.5 17h15` },
	empty: { lines: `${POSTS}M8 12.5h1.4M11.3 12.5h1.4M14.6 12.5H16` },
	'hands-on': { lines: `${POSTS}M7.5 12.5h8.5M13 9.5l3 3-3 3` }
};
