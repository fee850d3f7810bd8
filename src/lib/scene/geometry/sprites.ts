/**
 * What is drawn at (beat, t). `castOf` does the work once a beat: who stands still, who moves and how; a pose at t is
 * then a few sums. A function of scene, layout, index and t only.
 * The invariant of the whole product is here: key material is never anywhere but inside the HSM, or nothing is drawn.
 */
import { actorOf, type Beat, type LaneId, type Placed, type Scene } from '$lib/flows/beat';
import type { Thing } from '$lib/domain/trace';
import { laneOf, slotPoint, type Layout, type Point } from './layout';
import { arrive, between, clamp, travel, travelTime } from './motion';
import { alongRoute, lengthOfRoute, routePath, wayBetween, type Route } from './route';
import { sameIn } from './same';
import { placeKey } from './slots';

export interface Pose extends Point {
	readonly opacity: number;
	readonly scale: number;
	/** Being wiped: 0 whole, 1 gone. */
	readonly burnt: number;
}
export interface Part {
	readonly key: string;
	readonly thing: Thing;
	readonly lane: LaneId;
	/** It travels, so its words stay behind. */
	readonly travels: boolean;
	/** It is still there when the beat has ended. */
	readonly stays: boolean;
	/** It was not there before this beat. */
	readonly enters: boolean;
	/** Where it stands, for what does not move in this beat. */
	readonly at?: Pose;
	/** Where it is at t. */
	readonly pose: (t: number) => Pose;
}
export interface Trail {
	readonly key: string;
	readonly thing: Thing;
	readonly route: Route;
	readonly path: string;
	/** How far from its end the thing begins. */
	readonly short: number;
	/** Where it began, if nothing stands there when the beat has ended. */
	readonly left?: Point;
	/** When in the beat it is drawn. */
	readonly span: readonly [number, number];
	/** In the order in which things go in this beat, from 1. */
	readonly number: number;
}
/** Written where a thing was. */
export const WIPED = 'wiped';
/** What a wiped thing leaves: its place. */
export interface Ash extends Point {
	readonly key: string;
	readonly r: number;
	/** Where its word begins, or its middle; as seen from its own. None in a lane without words. */
	readonly word: Point | undefined;
	/** The word stands beside it. */
	readonly beside: boolean;
}
export interface Cast {
	/** Who stands still first, then who moves: above. */
	readonly parts: readonly Part[];
	readonly trails: readonly Trail[];
	readonly ashes: readonly Ash[];
}
export interface Sprite extends Pose {
	readonly key: string;
	readonly thing: Thing;
	readonly lane: LaneId;
	readonly moving: boolean;
}

/** @throws Error if key material would lie in or travel to any lane but the HSM's. */
export function assertContained(beat: Beat): void {
	const outside = (lane: LaneId): boolean => actorOf(lane) !== 'hsm';
	for (const { thing, lane } of beat.places)
		if (thing.material === 'key-material' && outside(lane))
			throw new Error(`key material ${thing.id.slice(0, 8)} would lie in lane ${lane}`);
	for (const { thing, from, to } of beat.moves)
		if (thing.material === 'key-material' && (outside(from) || outside(to)))
			throw new Error(`key material ${thing.id.slice(0, 8)} would cross from ${from} to ${to}`);
}

interface Context {
	readonly layout: Layout;
	readonly index: number;
	readonly beat: Beat;
	readonly reduced: boolean;
}

function pointAt({ layout, index }: Context, lane: LaneId, id: string, first = index): Point | undefined {
	for (const i of [first, first - 1]) {
		const slot = layout.slots.at[i]?.get(placeKey(lane, id));
		if (slot !== undefined) return slotPoint(layout, lane, slot);
	}
	return undefined;
}

/** Where things come out in a lane that does not hold them. */
function middle({ layout }: Context, id: LaneId): Point {
	const lane = laneOf(layout, id);
	// A lane in which nothing ever rests has no room for it: beside its keys.
	if (lane.body.h < lane.glyph) return { x: lane.x + lane.w * 0.75, y: lane.y + lane.h * 0.6 };
	return slotPoint(layout, id, 0);
}

function outputPoint(context: Context): Point | undefined {
	const { making } = context.beat;
	return making?.output === undefined ? undefined : pointAt(context, making.lane, making.output);
}

interface Way {
	readonly route: Route;
	/** Size where it comes from, as a part of that where it goes. */
	readonly grow: number;
	/** Which of the beat's moves, from 0. */
	readonly order: number;
}

function wayOf(context: Context, id: string, to: LaneId): Way | undefined {
	const { layout, beat } = context;
	const last = beat.moves.findLast((m) => m.thing.id === id && m.to === to);
	if (!last) return undefined;
	const order = beat.moves.findIndex((m) => m.thing.id === id);
	const { from } = beat.moves[order]!;
	const start = pointAt(context, from, id) ?? middle(context, from);
	const end = pointAt(context, to, id) ?? outputPoint(context) ?? middle(context, to);
	const grow = laneOf(layout, from).glyph / laneOf(layout, to).glyph;
	return { order, grow, route: wayBetween(layout, { lane: from, at: start }, { lane: to, at: end }, order) };
}

const WHOLE = { opacity: 1, scale: 1, burnt: 0 };

/** A beat in two acts: what something is made of comes first, then goes what was made of it. */
const [FIRST_ACT, SECOND_ACT] = [
	[0, 0.5],
	[0.5, 1]
] as const;

/** It was made in this beat of what came to where it begins. */
function isMade({ beat, layout, index }: Context, id: string): boolean {
	const at = beat.moves.findIndex(({ thing }) => thing.id === id);
	const from = beat.moves[at]?.from;
	return (
		from !== undefined &&
		!layout.slots.at[index - 1]?.has(placeKey(from, id)) &&
		beat.moves.slice(0, at).some(({ to, thing }) => to === from && thing.id !== id)
	);
}
const inActs = (context: Context): boolean =>
	context.beat.moves.some(({ thing }) => isMade(context, thing.id));

/** When in the beat a thing is on its way. */
function actOf(
	context: Context,
	id: string,
	otherwise: readonly [number, number]
): readonly [number, number] {
	if (isMade(context, id)) return SECOND_ACT;
	return inActs(context) ? FIRST_ACT : otherwise;
}

/** Travels a way between two moments of t. Without motion it fades out where it was and in where it comes. */
function travelling({ route, grow }: Way, start: number, end: number, reduced: boolean): Part['pose'] {
	if (reduced) {
		const [first, last] = [route.points[0]!, route.points.at(-1)!];
		return (t) =>
			t < 0.5
				? { ...WHOLE, ...first, scale: grow, opacity: 1 - 2 * t }
				: { ...WHOLE, ...last, opacity: 2 * t - 1 };
	}
	const along = alongRoute(route);
	return (t) => {
		const u = between(t, start, end);
		const v = travel(u);
		return { ...along(v), scale: grow + (1 - grow) * v, opacity: clamp(u * 8), burnt: 0 };
	};
}

function entering(context: Context, { thing, lane }: Placed): Part {
	const { beat, reduced } = context;
	const end = pointAt(context, lane, thing.id) ?? middle(context, lane);
	const base = { key: placeKey(lane, thing.id), thing, lane, stays: true, enters: true };
	const way = wayOf(context, thing.id, lane);
	if (way) {
		const delay = Math.min(0.3, way.order * 0.1);
		const [start, arrives] = actOf(context, thing.id, [delay, 0.7 + delay]);
		return { ...base, travels: true, pose: travelling(way, start, arrives, reduced) };
	}
	const [from, to] = beat.making ? [0.45, 1] : [0, 0.6];
	return {
		...base,
		travels: false,
		pose: (t) => {
			const u = arrive(between(t, from, to));
			return { ...end, opacity: u, scale: reduced ? 1 : 0.7 + 0.3 * u, burnt: 0 };
		}
	};
}

function leaving(context: Context, { thing, lane }: Placed): Part {
	const { index, beat, reduced } = context;
	const start = pointAt(context, lane, thing.id, index - 1) ?? middle(context, lane);
	const base = { key: placeKey(lane, thing.id), thing, lane, stays: false, enters: false };
	const output = beat.making?.inputs.includes(thing.id) ? outputPoint(context) : undefined;
	if (output && beat.making?.lane === lane && !reduced)
		return {
			...base,
			travels: true,
			pose: (t) => {
				const u = travel(between(t, 0.1, 0.6));
				const at = { x: start.x + (output.x - start.x) * u, y: start.y + (output.y - start.y) * u };
				return { ...at, opacity: 1 - between(t, 0.4, 0.65), scale: 1 - 0.3 * u, burnt: 0 };
			}
		};
	const wiped = beat.wiped.includes(thing.id);
	return {
		...base,
		travels: false,
		pose: (t) => {
			const u = between(t, 0, wiped ? 1 : 0.7);
			return { ...start, opacity: wiped ? 1 - between(t, 0.75, 1) : 1 - u, scale: 1, burnt: wiped ? u : 0 };
		}
	};
}

const stood = new WeakMap<Layout, Map<string, Part>>();

/** Who stands where it stood in the beat before is the same object, so that whoever draws it sees that nothing changed. */
function standing(layout: Layout, key: string, { thing, lane }: Placed, { x, y }: Point): Part {
	let parts = stood.get(layout);
	if (!parts) stood.set(layout, (parts = new Map<string, Part>()));
	const before = parts.get(key);
	if (before?.thing === thing && before.at?.x === x && before.at.y === y) return before;
	const at = { ...WHOLE, x, y };
	const part = { key, thing, lane, travels: false, stays: true, enters: false, at, pose: () => at };
	parts.set(key, part);
	return part;
}

/**
 * A thing that came in and was used up within the same beat, or that came to one who has it already: there it becomes
 * one with what lies there.
 */
function passing(context: Context): Part[] {
	const { beat, index, layout, reduced } = context;
	return beat.moves.flatMap((move): Part[] => {
		const { thing, to: lane } = move;
		const key = placeKey(lane, thing.id);
		const [had, has] = [index - 1, index].map((at) => layout.slots.at[at]?.has(key) ?? false);
		// What goes on from here in the same beat is drawn on its whole way.
		const goesOn = beat.moves.some((one) => one.thing.id === thing.id && one.from === lane);
		if (had !== has || goesOn) return [];
		const way = wayOf(context, thing.id, lane);
		if (!way) return [];
		const [start, arrives] = actOf(context, thing.id, has ? [0, 0.8] : [0, 0.6]);
		const pose = travelling(way, start, arrives, reduced);
		return [
			{
				...{ key: has ? `${key} again` : key, thing, lane },
				travels: true,
				stays: false,
				enters: true,
				pose: (t) => {
					const at = pose(t);
					return { ...at, opacity: at.opacity * (1 - between(t, arrives - 0.1, Math.min(1, arrives + 0.1))) };
				}
			}
		];
	});
}

/** The last leg of such a way is short: what room there is, its head takes. */
const fromAbove = ({ points }: Route): boolean => points.at(-2)!.y < points.at(-1)!.y;

/** The ways of this beat: they stay when the beat has ended, so that a paused picture tells what went where. */
function trailsOf(context: Context): Trail[] {
	const seen = new Map<string, Trail>();
	const stands = context.beat.places.flatMap(({ lane, thing }) => pointAt(context, lane, thing.id) ?? []);
	for (const { thing, to } of context.beat.moves) {
		const way = wayOf(context, thing.id, to);
		if (!way) continue;
		const { route, order } = way;
		const [start] = route.points;
		const left = start && !stands.some(({ x, y }) => x === start.x && y === start.y) && { left: start };
		seen.set(thing.id, {
			key: thing.id,
			thing,
			route,
			path: routePath(route),
			short: laneOf(context.layout, to).glyph / 2 + (fromAbove(route) ? 2 : 5),
			...left,
			span: actOf(context, thing.id, [0, 0.75]),
			number: order + 1
		});
	}
	return [...seen.values()].map((trail, i) => ({ ...trail, number: i + 1 }));
}

/** Inside the ring where there is room, else beneath it. */
function ashWord(r: number, small: number, beside: boolean): Point {
	if (beside) return { x: r + 8, y: small * 0.35 };
	const half = (WIPED.length * small * 0.56) / 2 + 3;
	return { x: 0, y: r > half ? small * 0.35 : r + small };
}

const known = new WeakMap<Scene, WeakMap<Layout, Map<string, Cast>>>();

/**
 * Everybody in a beat; worked out once, so that it can be asked for ahead of time.
 * @throws Error where key material would leave the HSM.
 */
export function castOf(scene: Scene, layout: Layout, index: number, reduced = false): Cast {
	let layouts = known.get(scene);
	if (!layouts) known.set(scene, (layouts = new WeakMap<Layout, Map<string, Cast>>()));
	let casts = layouts.get(layout);
	if (!casts) layouts.set(layout, (casts = new Map<string, Cast>()));
	const name = `${index}${reduced ? ' reduced' : ''}`;
	let cast = casts.get(name);
	if (!cast) casts.set(name, (cast = makeCast(scene, layout, index, reduced)));
	return cast;
}

function makeCast(scene: Scene, layout: Layout, index: number, reduced: boolean): Cast {
	const beat = scene.beats[index];
	if (!beat) return { parts: [], trails: [], ashes: [] };
	assertContained(beat);
	const placesIn = (of: Beat | undefined): readonly Placed[] =>
		of?.places.map((placed) => ({ ...placed, thing: sameIn(scene, placed.thing) })) ?? [];
	const before = placesIn(scene.beats[index - 1]);
	const places = placesIn(beat);
	const context: Context = { layout, index, beat, reduced };
	const had = new Set(before.map((p) => placeKey(p.lane, p.thing.id)));
	const has = new Set(places.map((p) => placeKey(p.lane, p.thing.id)));
	const still: Part[] = [];
	const moving: Part[] = [];
	for (const placed of before)
		if (!has.has(placeKey(placed.lane, placed.thing.id))) moving.push(leaving(context, placed));
	for (const placed of places) {
		const { thing, lane } = placed;
		const key = placeKey(lane, thing.id);
		if (!had.has(key)) {
			moving.push(entering(context, placed));
			continue;
		}
		const at = pointAt(context, lane, thing.id) ?? middle(context, lane);
		still.push(standing(layout, key, placed, at));
	}
	moving.push(...passing(context));
	const ashes = before
		.filter((p) => beat.wiped.includes(p.thing.id) && !has.has(placeKey(p.lane, p.thing.id)))
		.flatMap(({ lane, thing }): Ash[] => {
			const at = pointAt(context, lane, thing.id, index - 1);
			const { glyph, beside, dense } = laneOf(layout, lane);
			const r = glyph * 0.36;
			return at
				? [
						{
							key: placeKey(lane, thing.id),
							...at,
							r,
							beside,
							word: dense ? undefined : ashWord(r, layout.small, beside)
						}
					]
				: [];
		});
	return { parts: [...still, ...moving], trails: trailsOf(context), ashes };
}

/** The picture at t as plain numbers. */
export function spritesAt(scene: Scene, layout: Layout, index: number, t: number, reduced = false): Sprite[] {
	return castOf(scene, layout, index, reduced)
		.parts.map(({ pose, key, thing, lane, travels }) => ({
			...{ key, thing, lane, moving: travels && t < 1 },
			...pose(t)
		}))
		.filter((sprite) => sprite.opacity > 0.001);
}

/** Milliseconds the motion of a beat takes at speed 1. */
export function beatTime(scene: Scene, layout: Layout, index: number): number {
	const beat = scene.beats[index];
	if (!beat) return 0;
	const { trails } = castOf(scene, layout, index);
	const longest = travelTime(Math.max(0, ...trails.map(({ route }) => lengthOfRoute(route))));
	if (inActs({ beat, layout, index, reduced: false })) return longest * 2;
	if (beat.making) return longest + 350;
	return beat.keys.length && !beat.moves.length ? 600 : longest + 150;
}
