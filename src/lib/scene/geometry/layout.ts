/**
 * Where everything is. Columns are actors in order of trust, rows are places: a band for each account, in it a frame
 * for each Region. Where there is no room for columns the same lanes stand beneath each other, as a story.
 * Pure numbers in CSS pixels; the same scene and size give the same layout.
 */
import type { LaneId, Scene } from '$lib/flows/beat';
import { columnsLayout } from './columns';
import { besideHeight } from './fit';
import { columnsOf, type Lane, type Layout, type Point, type Size } from './grid';
import { slotsOf } from './slots';
import { storyLayout } from './story';

export type { Ground, Lane, Layout, Point, Rect, Size } from './grid';

export const isVertical = (scene: Scene, size: Size): boolean =>
	!size.big && size.width < Math.max(560, columnsOf(scene).length * 140);

export function layoutOf(scene: Scene, size: Size): Layout {
	const slots = slotsOf(scene);
	return isVertical(scene, size) ? storyLayout(scene, size, slots) : columnsLayout(scene, size, slots);
}

export const laneOf = (layout: Layout, id: LaneId): Lane =>
	layout.lanes.find((lane) => lane.id === id) ?? layout.lanes[0]!;

/** Centre of the glyph in a slot of a lane. */
export function slotPoint(layout: Layout, id: LaneId, slot: number): Point {
	const lane = laneOf(layout, id);
	const { columns, body, pitch, glyph, beside } = lane;
	const w = body.w / columns;
	// Words beside a thing may be higher than it: the first must not reach up to the head of the lane.
	const words = beside ? besideHeight(layout, lane) : 0;
	return {
		x: beside ? body.x + glyph / 2 + 2 : body.x + ((slot % columns) + 0.5) * w,
		y: body.y + Math.floor(slot / columns) * pitch + Math.max(glyph, words) / 2 + 4
	};
}
