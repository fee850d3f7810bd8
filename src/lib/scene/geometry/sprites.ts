/**
 * What is drawn at (beat, t): every token with place, opacity and size. A function of scene, layout, index and t only.
 * The invariant of the whole product is here: key material is never anywhere but inside the HSM, or nothing is drawn.
 */
import type { Beat, Placed, Scene } from '$lib/flows/beat';
import type { Actor, Thing } from '$lib/domain/trace';
import { slotPoint, type Layout, type Point } from './layout';
import { arrive, between, clamp, linkPath, pointOn, travel, travelTime, type Way } from './motion';
import { placeKey } from './slots';

export interface Sprite extends Point {
	readonly key: string;
	readonly thing: Thing;
	readonly lane: Actor;
	readonly opacity: number;
	readonly scale: number;
	readonly moving: boolean;
	/** Being wiped: 0 whole, 1 gone. */
	readonly burnt: number;
}
export interface Trail {
	readonly key: string;
	readonly thing: Thing;
	readonly path: string;
	/** How much of it is drawn, 0…1. */
	readonly drawn: number;
}

/** @throws Error if key material would lie in or travel to any lane but the HSM's. */
export function assertContained(beat: Beat): void {
	for (const { thing, lane } of beat.places)
		if (thing.material === 'key-material' && lane !== 'hsm')
			throw new Error(`key material ${thing.id.slice(0, 8)} would lie in lane ${lane}`);
	for (const { thing, from, to } of beat.moves)
		if (thing.material === 'key-material' && (from !== 'hsm' || to !== 'hsm'))
			throw new Error(`key material ${thing.id.slice(0, 8)} would cross from ${from} to ${to}`);
}

function pointAt(layout: Layout, index: number, lane: Actor, id: string): Point | undefined {
	for (const i of [index, index - 1]) {
		const slot = layout.slots.at[i]?.get(placeKey(lane, id));
		if (slot !== undefined) return slotPoint(layout, lane, slot);
	}
	return undefined;
}

/** Where things come out in a lane that does not hold them. */
const middle = (layout: Layout, lane: Actor): Point => slotPoint(layout, lane, 0);

/** A way over lanes side by side is a curve across, else a curve down. */
const wayOf = (layout: Layout, from: Point, to: Point): Way => ({ from, to, vertical: layout.vertical });

interface Context {
	readonly layout: Layout;
	readonly index: number;
	readonly t: number;
	readonly beat: Beat;
}

function outputPoint({ layout, index, beat }: Context): Point | undefined {
	const { making } = beat;
	return making?.output === undefined ? undefined : pointAt(layout, index, making.lane, making.output);
}

function moveWay(context: Context, id: string, to: Actor): Way | undefined {
	const { layout, index, beat } = context;
	const move = beat.moves.findLast((m) => m.thing.id === id && m.to === to);
	if (!move) return undefined;
	const origin = beat.moves.find((m) => m.thing.id === id)!.from;
	const start = pointAt(layout, index, origin, id) ?? middle(layout, origin);
	const end = pointAt(layout, index, to, id) ?? outputPoint(context) ?? middle(layout, to);
	return wayOf(layout, start, end);
}

function entering(context: Context, { thing, lane }: Placed): Sprite {
	const { layout, index, t, beat } = context;
	const end = pointAt(layout, index, lane, thing.id) ?? middle(layout, lane);
	const base = { key: placeKey(lane, thing.id), thing, lane, burnt: 0 };
	const way = moveWay(context, thing.id, lane);
	if (way) {
		const order = beat.moves.findIndex((m) => m.thing.id === thing.id && m.to === lane);
		const delay = Math.min(0.3, order * 0.1);
		const u = between(t, delay, 0.7 + delay);
		return { ...base, ...pointOn(way, travel(u)), opacity: clamp(u * 8), scale: 1, moving: u > 0 && u < 1 };
	}
	const u = arrive(beat.making ? between(t, 0.45, 1) : between(t, 0, 0.6));
	return { ...base, ...end, opacity: u, scale: 0.7 + 0.3 * u, moving: false };
}

function leaving(context: Context, { thing, lane }: Placed): Sprite {
	const { layout, index, t, beat } = context;
	const start = pointAt(layout, index - 1, lane, thing.id) ?? middle(layout, lane);
	const base = { key: placeKey(lane, thing.id), thing, lane };
	const output = beat.making?.inputs.includes(thing.id) ? outputPoint(context) : undefined;
	if (output && beat.making?.lane === lane) {
		const u = travel(between(t, 0.1, 0.6));
		const at = pointOn({ from: start, to: output, vertical: !layout.vertical }, u);
		return { ...base, ...at, opacity: 1 - between(t, 0.4, 0.65), scale: 1 - 0.3 * u, moving: true, burnt: 0 };
	}
	const u = between(t, 0, 0.7);
	const burnt = beat.wiped.includes(thing.id) ? u : 0;
	return { ...base, ...start, opacity: 1 - u, scale: 1, moving: false, burnt };
}

/** A thing that came in and was used up within the same beat. */
function passing(context: Context): Sprite[] {
	const { beat, index, layout, t } = context;
	return beat.moves.flatMap((move): Sprite[] => {
		const { thing, to: lane } = move;
		const key = placeKey(lane, thing.id);
		if (layout.slots.at[index]?.has(key) || layout.slots.at[index - 1]?.has(key)) return [];
		const way = moveWay(context, thing.id, lane);
		if (!way) return [];
		const u = between(t, 0, 0.6);
		const opacity = clamp(u * 8) * (1 - between(t, 0.5, 0.7));
		return [{ key, thing, lane, ...pointOn(way, travel(u)), opacity, scale: 1, moving: u < 1, burnt: 0 }];
	});
}

export function spritesAt(scene: Scene, layout: Layout, index: number, t: number): Sprite[] {
	const beat = scene.beats[index];
	if (!beat) return [];
	assertContained(beat);
	const before = scene.beats[index - 1]?.places ?? [];
	const context = { layout, index, t, beat };
	const had = new Set(before.map((p) => placeKey(p.lane, p.thing.id)));
	const has = new Set(beat.places.map((p) => placeKey(p.lane, p.thing.id)));
	const sprites = beat.places.map((placed): Sprite => {
		const key = placeKey(placed.lane, placed.thing.id);
		if (!had.has(key)) return entering(context, placed);
		const at = pointAt(layout, index, placed.lane, placed.thing.id) ?? middle(layout, placed.lane);
		return {
			key,
			thing: placed.thing,
			lane: placed.lane,
			...at,
			opacity: 1,
			scale: 1,
			moving: false,
			burnt: 0
		};
	});
	const gone = before.filter((p) => !has.has(placeKey(p.lane, p.thing.id))).map((p) => leaving(context, p));
	return [...gone, ...sprites, ...passing(context)].filter((sprite) => sprite.opacity > 0.001);
}

/** The ways of this beat: they stay when the beat has ended, so that a paused picture tells what went where. */
export function trailsAt(scene: Scene, layout: Layout, index: number, t: number): Trail[] {
	const beat = scene.beats[index];
	if (!beat) return [];
	const seen = new Map<string, Trail>();
	for (const move of beat.moves) {
		const way = moveWay({ layout, index, t, beat }, move.thing.id, move.to);
		if (way)
			seen.set(move.thing.id, {
				key: move.thing.id,
				thing: move.thing,
				path: linkPath(way),
				drawn: travel(between(t, 0, 0.75))
			});
	}
	return [...seen.values()];
}

/** Milliseconds the motion of a beat takes at speed 1. */
export function beatTime(scene: Scene, layout: Layout, index: number): number {
	const beat = scene.beats[index];
	if (!beat) return 0;
	const lengths = beat.moves.map((move) => {
		const way = moveWay({ layout, index, t: 1, beat }, move.thing.id, move.to);
		return way ? Math.hypot(way.to.x - way.from.x, way.to.y - way.from.y) : 0;
	});
	const longest = travelTime(Math.max(0, ...lengths));
	return beat.making ? longest + 350 : beat.keys.length && !beat.moves.length ? 600 : longest + 150;
}
