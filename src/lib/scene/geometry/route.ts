/**
 * Ways on the stage. They leave a thing level, run in the gutters between lanes and along the rails above them, where
 * no words stand, and turn in round corners.
 */
import { path } from 'd3';
import type { LaneId } from '$lib/flows/beat';
import { besideHeight } from './fit';
import { laneOf, type Lane, type Layout, type Point, type Rect } from './layout';
import { REGION_HEAD } from './story';

export interface Route {
	readonly points: readonly Point[];
	readonly radius: number;
}

interface Piece {
	readonly length: number;
	at(u: number): Point;
}

const mix = (a: Point, b: Point, u: number): Point => ({
	x: a.x + (b.x - a.x) * u,
	y: a.y + (b.y - a.y) * u
});
const far = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

/** A corner's two ends: where the straight parts stop. */
function corners({ points, radius }: Route): { readonly a: Point; readonly p: Point; readonly b: Point }[] {
	return points.slice(1, -1).map((p, i) => {
		const [before, after] = [points[i]!, points[i + 2]!];
		const r = Math.min(radius, far(before, p) / 2, far(p, after) / 2);
		const toward = (to: Point): Point => (far(p, to) === 0 ? p : mix(p, to, r / far(p, to)));
		return { a: toward(before), p, b: toward(after) };
	});
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

/** The path string of a route. */
export function routePath(route: Route): string {
	const whole = { ...route, points: route.points.map(rounded) };
	const line = path();
	const [start, end] = [whole.points[0]!, whole.points.at(-1)!];
	line.moveTo(start.x, start.y);
	for (const { a, p, b } of corners(whole)) {
		line.lineTo(a.x, a.y);
		line.quadraticCurveTo(p.x, p.y, b.x, b.y);
	}
	line.lineTo(end.x, end.y);
	return line.toString();
}

/** The point at u (0…1) of the way, by length: on the very line that `routePath` draws, but for rounding to pixels. */
export function alongRoute(route: Route): (u: number) => Point {
	const pieces: Piece[] = [];
	let from = route.points[0]!;
	const straight = (a: Point, b: Point): void => {
		if (far(a, b) > 0) pieces.push({ length: far(a, b), at: (u) => mix(a, b, u) });
	};
	for (const { a, p, b } of corners(route)) {
		straight(from, a);
		pieces.push({ length: (far(a, p) + far(p, b)) * 0.8, at: (u) => mix(mix(a, p, u), mix(p, b, u), u) });
		from = b;
	}
	const end = route.points.at(-1)!;
	straight(from, end);
	const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
	return (u) => {
		let left = Math.min(1, Math.max(0, u)) * total;
		for (const piece of pieces) {
			if (left <= piece.length && piece.length > 0) return piece.at(left / piece.length);
			left -= piece.length;
		}
		return end;
	};
}

export const lengthOfRoute = ({ points }: Route): number =>
	points.slice(1).reduce((sum, point, i) => sum + far(points[i]!, point), 0);

const HALF_GUTTER = 7;
/** No lane is as narrow as a gutter with the frame of a Region in it is wide. */
const MOST_GUTTER = 36;

/** The way of a thing from a place in one lane to a place in another. */
export function wayBetween(
	layout: Layout,
	from: { readonly lane: LaneId; readonly at: Point },
	to: { readonly lane: LaneId; readonly at: Point },
	order = 0
): Route {
	const [a, b] = [laneOf(layout, from.lane), laneOf(layout, to.lane)];
	const radius = 10;
	if (a.id === b.id) return { points: [from.at, to.at], radius };
	const [liftA, liftB] = [liftOf(layout, a), liftOf(layout, b)];
	if (layout.vertical) {
		const x = a.rail - 12 - (order % 3) * 4;
		const [up, down] = [from.at.y - liftA, to.at.y - liftB];
		return {
			points: [
				from.at,
				{ x: from.at.x, y: up },
				{ x, y: up },
				{ x, y: down },
				{ x: to.at.x, y: down },
				to.at
			],
			radius
		};
	}
	const right = b.x > a.x || (b.x === a.x && a.x + a.w < layout.width * 0.9);
	const shift = ((order % 3) - 1) * 3;
	const leave = (right ? a.x + a.w + HALF_GUTTER : a.x - HALF_GUTTER) + shift;
	// Not across the keys that stand before what lies there: round them, and in from behind.
	const behind = b.x < a.x || keysBeside(b);
	const arrive = (b.x === a.x ? leave - shift : behind ? b.x + b.w + HALF_GUTTER : b.x - HALF_GUTTER) + shift;
	// Between neighbours there is one way down, and it is straight: left of the frame of a Region.
	const sameGutter = Math.abs(leave - arrive) < MOST_GUTTER - 2 * HALF_GUTTER;
	const [out, into] = sameGutter ? [Math.min(leave, arrive), Math.min(leave, arrive)] : [leave, arrive];
	const leaves = exit(a, from.at, right, liftA, out);
	const enters = exit(b, to.at, b.x === a.x ? right : behind, liftB, into).toReversed();
	// Between two rows it goes up or down where the call does: beside the one on the left.
	const rail = (right ? b : a).rail + (layout.big ? 13 : 11) + (order % 2) * 3;
	const over = sameGutter
		? []
		: [
				{ x: out, y: rail },
				{ x: into, y: rail }
			];
	return { points: [...leaves, ...over, ...enters], radius };
}

/** How far above its middle a way leaves a thing: clear of it, and of words beside it that stand higher. */
const liftOf = (layout: Layout, lane: Lane): number =>
	Math.max(lane.glyph / 2 + 9, lane.beside ? besideHeight(layout, lane) / 2 : 0);

/** Its keys stand left of what lies in it, not above. */
const keysBeside = ({ keys, w }: Lane): boolean => keys.h > 0 && keys.w < w - 60;

/** From a thing to its gutter: level where nothing stands beside it, else over its own row. */
function exit(lane: Lane, at: Point, right: boolean, lift: number, x: number): Point[] {
	const w = lane.body.w / lane.columns;
	const column = Math.floor((at.x - lane.body.x) / w);
	const outermost = right ? column === lane.columns - 1 && !lane.beside : column === 0;
	const clear = outermost && (right || !keysBeside(lane));
	return clear ? [at, { x, y: at.y }] : [at, { x: at.x, y: at.y - lift }, { x, y: at.y - lift }];
}

/** Where gates end that stand on a rail: the arrow begins or ends behind them. */
export interface Clear {
	readonly from?: number | undefined;
	readonly to?: number | undefined;
}

/** The arrow of a call: along the rails, and over the borders between them. */
export function callRoute(layout: Layout, from: LaneId, to: LaneId, clear: Clear = {}): Route {
	const [a, b] = [laneOf(layout, from), laneOf(layout, to)];
	const radius = 8;
	if (layout.vertical) {
		const down = b.y > a.y;
		const [start, end] = down ? [a.y + a.h - 20, b.y + 20] : [a.y + 20, b.y + b.h - 20];
		const [ax, bx] = [a.x + a.w, b.x + b.w];
		return {
			points: [
				{ x: ax, y: start },
				{ x: a.rail, y: start },
				{ x: a.rail, y: end },
				{ x: bx, y: end }
			],
			radius
		};
	}
	const start = { x: a.x + a.w / 2, y: a.rail };
	const end = { x: b.x + b.w / 2, y: b.rail };
	if (Math.abs(start.y - end.y) < 1) return { points: [start, end], radius };
	const x = b.x > a.x ? b.x - HALF_GUTTER : b.x + b.w + HALF_GUTTER;
	if (clear.from !== undefined && clear.from < x) start.x = Math.max(start.x, clear.from);
	if (clear.to !== undefined && clear.to < x) end.x = Math.max(end.x, clear.to);
	return { points: [start, { x, y: start.y }, { x, y: end.y }, end], radius };
}

/** Where a route goes over the border of an account: there the gate is. */
export function borderOf(layout: Layout, from: LaneId, to: LaneId): Point | undefined {
	const [a, b] = [laneOf(layout, from), laneOf(layout, to)];
	if (a.info.account === b.info.account) return undefined;
	const own = layout.accounts.find((one) => one.account === b.info.account);
	if (!own) return undefined;
	const { points } = callRoute(layout, from, to);
	const { x } = points[1]!;
	return { x, y: b.y > a.y ? own.y : own.y + own.h };
}

/** Where the frames of Regions begin that a rail at this height goes into. */
export const framesAt = ({ regions }: Pick<Layout, 'regions'>, rail: number): readonly number[] =>
	regions.filter(({ y, h }) => y < rail && rail < y + h).map(({ x }) => x);

/** The place nearest to `at` where nothing lies on a line; there itself where there is none. */
export function offLines(
	at: number,
	[least, most]: readonly [number, number],
	lines: readonly number[],
	clear: (at: number, line: number) => boolean
): number {
	for (let by = 0; by <= Math.max(at - least, most - at); by += 2)
		for (const x of [at - by, at + by])
			if (x >= least && x <= most && lines.every((line) => clear(x, line))) return x;
	return at;
}

export interface Label extends Point {
	readonly anchor: 'start' | 'middle' | 'end';
}

/** Where a call's name stands: above the longest level part of its arrow, or left of the rail. */
export function callLabel(layout: Layout, { points }: Route, letters: number): Label {
	if (layout.vertical) {
		const down = points[2]!.y > points[1]!.y;
		const rail = points[1]!.x;
		const y = points[0]!.y + (down ? 37 : -28);
		// Left of all the ways; a long one comes nearer, rather than over the name of the Region.
		const named = layout.regions.find((one) => y > one.y && y < one.y + REGION_HEAD);
		const least = named ? named.x + 18 + (named.region.length * 0.5 + letters * 0.54) * layout.type : 0;
		return { x: Math.min(rail - 6, Math.max(rail - 26, least)), y, anchor: 'end' };
	}
	const parts = points.slice(1).map((p, i) => ({ a: points[i]!, b: p }));
	const level = parts.filter(({ a, b }) => a.y === b.y);
	const longest = level.reduce((best, part) =>
		Math.abs(part.b.x - part.a.x) > Math.abs(best.b.x - best.a.x) + 1 ? part : best
	);
	const half = (letters * layout.type * 0.56) / 2 + 6;
	const middle = Math.min(layout.width - half, Math.max(half, (longest.a.x + longest.b.x) / 2));
	const slack = Math.max(0, Math.abs(longest.b.x - longest.a.x) / 2 - half);
	const around = [middle - slack, middle + slack] as const;
	const x = offLines(middle, around, framesAt(layout, longest.a.y), (at, line) => Math.abs(at - line) > half);
	return { x, y: longest.a.y - (layout.big ? 12 : 9), anchor: 'middle' };
}

/** The tip of an arrow that stops short of the thing it points to, and a point before it. */
export function arrowEnd({ points }: Route, short: number): { readonly before: Point; readonly tip: Point } {
	const [before, end] = [points.at(-2)!, points.at(-1)!];
	const whole = far(before, end);
	return { before, tip: whole <= short ? mix(before, end, 0.5) : mix(end, before, short / whole) };
}

/** From the middle of a way outwards, then anywhere but at its ends. */
const NUMBER_AT = [0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75, 0.18, 0.82];
/**
 * Where the number of each way stands: near its middle, beside the numbers of the others, and off what must stay
 * readable where it can be. `r` is that of its disc.
 */
export function numberPoints(routes: readonly Route[], r: number, clear: readonly Rect[] = []): Point[] {
	const placed: Point[] = [];
	const covers = ({ x, y }: Point, box: Rect): boolean =>
		x + r > box.x && x - r < box.x + box.w && y + r > box.y && y - r < box.y + box.h;
	for (const route of routes) {
		const free = NUMBER_AT.map(alongRoute(route)).filter((at) =>
			placed.every((other) => far(at, other) > 2 * r + 2)
		);
		const best = free.find((at) => !clear.some((box) => covers(at, box)));
		placed.push(best ?? free[0] ?? alongRoute(route)(0.5));
	}
	return placed;
}
