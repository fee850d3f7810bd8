/** How things go from place to place: easing, durations, arrow heads. */
import { easeCubicInOut, easeCubicOut } from 'd3';
import type { Point } from './layout';

export const travel = (t: number): number => easeCubicInOut(clamp(t));
export const arrive = (t: number): number => easeCubicOut(clamp(t));
export const clamp = (t: number): number => Math.min(1, Math.max(0, t));
/** The part of t between two moments, as 0…1. */
export const between = (t: number, start: number, end: number): number => clamp((t - start) / (end - start));

/** Milliseconds for a token to travel this many pixels. */
export const travelTime = (pixels: number): number => Math.min(900, Math.max(400, 350 + 0.35 * pixels));

/** An arrow head at the end of a straight line, as a path. */
export function arrowHead(from: Point, to: Point, size: number): string {
	const angle = Math.atan2(to.y - from.y, to.x - from.x);
	const wing = (turn: number): string =>
		`${(to.x - size * Math.cos(angle + turn)).toFixed(1)} ${(to.y - size * Math.sin(angle + turn)).toFixed(1)}`;
	return `M${wing(0.5)}L${to.x.toFixed(1)} ${to.y.toFixed(1)}L${wing(-0.5)}`;
}
