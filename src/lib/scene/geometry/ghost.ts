/** Where the way of a wrong prediction runs: just beneath the rail on which the real calls are; on a phone left of it. */
import type { Ghost } from '$lib/flows/ghost';
import type { LaneId } from '$lib/flows/beat';
import { laneOf, type Layout, type Point } from './layout';
import { routePath } from './route';

export interface GhostWay {
	readonly path: string;
	/** The last two points: where the head of the arrow is. */
	readonly before: Point;
	readonly end: Point;
	/** Its words. */
	readonly label: Point;
	readonly stopped: boolean;
}

/** The way back lies beside the way there. */
const APART = 5;

function pointIn(layout: Layout, id: LaneId, shift: number): Point {
	const lane = laneOf(layout, id);
	return layout.vertical
		? { x: lane.x + lane.w - 34 + shift, y: lane.y + lane.h / 2 + shift }
		: { x: lane.x + lane.w / 2 + shift, y: lane.rail + 9 + shift };
}

export function ghostWay({ hops, stop }: Ghost, layout: Layout): GhostWay | undefined {
	const [first] = hops;
	if (!first) return undefined;
	const points: Point[] = [pointIn(layout, first.from, 0)];
	const seen = new Set<LaneId>([first.from]);
	for (const { to } of hops) {
		const returns = seen.has(to);
		seen.add(to);
		const from = points.at(-1)!;
		const target = pointIn(layout, to, returns ? APART : 0);
		if (from.x !== target.x && from.y !== target.y)
			points.push(layout.vertical ? { x: target.x, y: from.y } : { x: from.x, y: target.y });
		points.push(target);
	}
	const start = points[0]!;
	// Over the part that goes furthest, where no real call is.
	const last = hops.findLast(({ to }, at) => !hops.slice(0, at).some((one) => one.from === to)) ?? first;
	const [from, to] = [pointIn(layout, last.from, 0), pointIn(layout, last.to, 0)];
	return {
		path: routePath({ points, radius: 6 }),
		before: points.at(-2)!,
		end: points.at(-1)!,
		label: layout.vertical
			? { x: start.x - 8, y: start.y - 4 }
			: { x: (from.x + to.x) / 2, y: to.y - (layout.big ? 34 : 22) },
		stopped: stop !== undefined
	};
}
