/** How things go from place to place: curves, easing, durations. */
import { easeCubicInOut, easeCubicOut, path } from 'd3';
import type { Point } from './layout';

export interface Way {
	readonly from: Point;
	readonly to: Point;
	readonly vertical: boolean;
}

/** The four control points of a way: it leaves and arrives level (or upright), as d3-shape's links do. */
function controls({ from, to, vertical }: Way): readonly [Point, Point, Point, Point] {
	const mid = vertical ? (from.y + to.y) / 2 : (from.x + to.x) / 2;
	return vertical
		? [from, { x: from.x, y: mid }, { x: to.x, y: mid }, to]
		: [from, { x: mid, y: from.y }, { x: mid, y: to.y }, to];
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

/** The path string of a way. */
export function linkPath(way: Way): string {
	const [a, b, c, d] = controls({ ...way, from: rounded(way.from), to: rounded(way.to) });
	const line = path();
	line.moveTo(a.x, a.y);
	line.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
	return line.toString();
}

/** The point at u (0…1) of the same cubic curve that `linkPath` draws. */
export function pointOn(way: Way, u: number): Point {
	const [a, b, c, d] = controls(way);
	const v = 1 - u;
	const along = (p: number, q: number, r: number, s: number): number =>
		v * v * v * p + 3 * v * v * u * q + 3 * v * u * u * r + u * u * u * s;
	return { x: along(a.x, b.x, c.x, d.x), y: along(a.y, b.y, c.y, d.y) };
}

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
