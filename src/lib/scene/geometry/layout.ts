/**
 * Where everything is: lanes in order of trust, in columns when there is room, in rows (a story) when there is not.
 * Pure numbers in CSS pixels; the same scene and size give the same layout.
 */
import type { Scene } from '$lib/flows/beat';
import type { Actor } from '$lib/domain/trace';
import { slotsOf, type Slots } from './slots';

export interface Rect {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
}
export interface Point {
	readonly x: number;
	readonly y: number;
}
export interface Lane extends Rect {
	readonly actor: Actor;
	readonly head: Point;
	/** Where its things lie. */
	readonly body: Rect;
	readonly columns: number;
}
export interface Layout {
	readonly vertical: boolean;
	readonly big: boolean;
	readonly width: number;
	readonly height: number;
	/** Label size in px. */
	readonly type: number;
	readonly glyph: number;
	/** A token's cell. */
	readonly cell: { readonly w: number; readonly h: number };
	/** Labels stand under their glyph, not beside it. */
	readonly stacked: boolean;
	/** Height that the fullest lane leaves to each of its things. */
	readonly row: number;
	readonly lanes: readonly Lane[];
	readonly account: Rect;
	readonly region: Rect;
	/** Height of the arrows between lanes (columns), or their x (rows). */
	readonly rail: number;
	/** The box in the KMS lane for keys and gates. */
	readonly keys: Rect;
	readonly slots: Slots;
}
export interface Size {
	readonly width: number;
	readonly height: number;
	readonly big?: boolean;
}

const WEIGHT: Readonly<Record<Actor, number>> = { caller: 1, sdk: 1.05, kms: 1.15, hsm: 1.2, store: 0.95 };
const PAD = 12;

export const isVertical = (lanes: number, size: Size): boolean =>
	!size.big && size.width < Math.max(560, lanes * 158);

function columnsLayout(scene: Scene, size: Size, slots: Slots): Layout {
	const big = size.big ?? false;
	const { width, height } = size;
	const type = big ? 24 : 14;
	const gap = big ? 14 : 12;
	const top = big ? 46 : 34;
	const headHeight = big ? 62 : 56;
	const railHeight = big ? 58 : 46;
	const total = scene.lanes.reduce((sum, actor) => sum + WEIGHT[actor], 0);
	const room = width - 2 * PAD - gap * (scene.lanes.length + 1);
	let x = PAD + gap;
	const bodyY = top + headHeight + railHeight;
	const mostKeys = Math.max(1, ...scene.beats.map((beat) => Math.min(2, beat.keys.length)));
	const keysHeight = Math.min(
		slots.most.kms === 0 ? Infinity : mostKeys * (big ? 128 : 104) + (big ? 48 : 40),
		(height - bodyY) * (slots.most.kms === 0 ? 0.85 : 0.6)
	);
	const lanes = scene.lanes.map((actor): Lane => {
		const w = (room * WEIGHT[actor]) / total;
		const inset = actor === 'hsm' ? 22 : 12;
		const y = actor === 'kms' ? bodyY + keysHeight : bodyY + (actor === 'hsm' ? 22 : 14);
		const body = { x: x + inset, y, w: w - 2 * inset, h: height - PAD - 14 - y };
		const lane = {
			actor,
			x,
			y: top,
			w,
			h: height - top - PAD - 2,
			head: { x: x + w / 2, y: top },
			body,
			columns: 1
		};
		x += w + gap;
		return lane;
	});
	const narrowest = Math.min(...lanes.map((lane) => lane.body.w));
	/** The fullest lane decides how big a thing may be, and whether its words fit beneath it. */
	const tightest = Math.min(...lanes.map((lane) => lane.body.h / Math.max(1, slots.most[lane.actor])));
	const beneath = type * (big ? 3.3 : 3.6);
	const stacked = narrowest < (big ? 250 : 166) && tightest >= (big ? 40 : 30) + beneath + 14;
	const labels = stacked ? beneath : 0;
	const glyph = Math.max(big ? 40 : 30, Math.min(big ? 72 : 54, tightest - labels - 8));
	const cell = { w: narrowest, h: glyph + labels + (stacked ? 14 : 24) };
	const first = lanes.find((lane) => lane.actor === 'kms') ?? lanes[0]!;
	const last = lanes.at(-1)!;
	return {
		vertical: false,
		big,
		width,
		height,
		type,
		glyph,
		cell,
		stacked,
		row: tightest,
		lanes,
		account: { x: 2, y: 2, w: width - 4, h: height - 4 },
		region: { x: first.x - gap / 2, y: top - 8, w: last.x + last.w - first.x + gap, h: height - top - 2 },
		rail: top + headHeight + railHeight * 0.62,
		keys: { x: first.x + 8, y: bodyY + 4, w: first.w - 16, h: keysHeight - 8 },
		slots
	};
}

function rowsLayout(scene: Scene, size: Size, slots: Slots): Layout {
	const { width } = size;
	const type = 14;
	const glyph = 36;
	const cell = { w: (width - 76) / 2, h: 64 };
	const gap = 30;
	let y = 36;
	let keys: Rect = { x: 0, y: 0, w: 0, h: 0 };
	const lanes = scene.lanes.map((actor): Lane => {
		const rows = Math.max(actor === 'kms' ? 0 : 1, Math.ceil(slots.most[actor] / 2));
		const keysHeight = actor === 'kms' ? 128 : 0;
		const h = 44 + keysHeight + rows * cell.h + (actor === 'hsm' ? 22 : 8);
		const inset = actor === 'hsm' ? 12 : 6;
		const body = { x: 16 + inset, y: y + 44 + keysHeight, w: width - 64 - 2 * inset, h: rows * cell.h };
		if (actor === 'kms') keys = { x: 24, y: y + 40, w: width - 84, h: keysHeight };
		const lane = { actor, x: 14, y, w: width - 60, h, head: { x: 26, y }, body, columns: 2 };
		y += h + gap;
		return lane;
	});
	const first = lanes.find((lane) => lane.actor === 'kms') ?? lanes[0]!;
	const height = y - gap + 14;
	return {
		vertical: true,
		big: false,
		width,
		height,
		type,
		glyph,
		cell,
		stacked: false,
		row: cell.h,
		lanes,
		account: { x: 2, y: 2, w: width - 4, h: height - 4 },
		region: { x: 8, y: first.y - 10, w: width - 48, h: height - first.y + 2 },
		rail: width - 24,
		keys,
		slots
	};
}

export function layoutOf(scene: Scene, size: Size): Layout {
	const slots = slotsOf(scene);
	return isVertical(scene.lanes.length, size)
		? rowsLayout(scene, size, slots)
		: columnsLayout(scene, size, slots);
}

export const laneOf = (layout: Layout, actor: Actor): Lane =>
	layout.lanes.find((lane) => lane.actor === actor) ?? layout.lanes[0]!;

/** Centre of the glyph in a slot of a lane. */
export function slotPoint(layout: Layout, actor: Actor, slot: number): Point {
	const lane = laneOf(layout, actor);
	const { columns, body } = lane;
	const w = body.w / columns;
	const column = slot % columns;
	const row = Math.floor(slot / columns);
	const rows = Math.ceil(layout.slots.most[actor] / columns);
	const h = Math.min(layout.cell.h, rows > 0 ? body.h / rows : layout.cell.h);
	return {
		x: body.x + column * w + (layout.stacked ? w / 2 : layout.glyph / 2),
		y: body.y + row * h + layout.glyph / 2 + 2
	};
}
