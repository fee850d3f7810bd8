/** Where the gates of one account stand: along the rail above its lanes, or as a list in the lane. */
import type { Beat, Gate, LaneId } from '$lib/flows/beat';
import { GATE_ROW } from './story';
import type { Lane, Layout, Rect } from './grid';
import { laneOf } from './layout';
import { lettersIn } from './name';
import { borderOf, framesAt, offLines } from './route';
import { markSide } from './stop';

export interface GatePlace {
	readonly gate: Gate;
	/** The walk came this far. */
	readonly reached: boolean;
	readonly x: number;
	readonly y: number;
	readonly label: string;
	readonly labelX: number;
	readonly labelY: number;
	readonly anchor: 'start' | 'middle';
}
export interface GateRow {
	readonly places: readonly GatePlace[];
	/** The way through them; none in a list. */
	readonly line?: string;
	/** How it ended, behind the last gate. */
	readonly note?: { readonly x: number; readonly y: number; readonly text: string };
	/** All the way. */
	readonly passed: boolean;
	readonly icon: number;
	readonly size: number;
}

/**
 * The lanes whose gates are shown. Where two decisions of one account fell in a beat (the service's, then KMS's), there
 * is one rail for them: it shows the one that ended the call, or else the last.
 */
export function walksOf(gates: readonly Gate[], layout: Layout): readonly LaneId[] {
	const all = [...new Set(gates.map((gate) => gate.lane))];
	if (layout.vertical) return all;
	const ends = (id: LaneId): boolean =>
		gates.some((gate) => gate.lane === id && gate.decides && gate.outcome !== 'open');
	const byRail = new Map<number, LaneId>();
	for (const id of all) {
		const { rail } = laneOf(layout, id);
		const other = byRail.get(rail);
		if (other === undefined || ends(id) || !ends(other)) byRail.set(rail, id);
	}
	return [...byRail.values()];
}

/** Of several decisions of one lane in a beat the last: where a gate comes up again, another walk begins. */
export function lastWalk(gates: readonly Gate[]): readonly Gate[] {
	let start = 0;
	for (const [i, { label }] of gates.entries())
		if (gates.slice(start, i).some((gate) => gate.label === label)) start = i;
	return gates.slice(start);
}

/** The part of a beat in which its gates are walked; an explicit Deny slams them where it ends. */
export const WALK = 0.45;

/** How many of the gates that stand in a row one after another have been asked at t. */
export const askedAt = (t: number, count: number): number =>
	t >= WALK ? count : Math.ceil((t / WALK) * count);

const behind = (strip: Rect, x: number): Rect =>
	x <= strip.x ? strip : { ...strip, x, w: strip.x + strip.w - x };

/** @param after where the call comes from: the gates stand behind that. */
export function gateRow(gates: readonly Gate[], lane: Lane, layout: Layout, after?: number): GateRow {
	const size = layout.big ? 24 : 13;
	const stop = gates.findIndex((gate) => gate.decides && gate.outcome !== 'open');
	const passed = stop < 0;
	const reached = (i: number): boolean => passed || i <= stop;
	if (layout.vertical) {
		const { strip } = lane;
		const w = strip.w / 2;
		const icon = 20;
		const places = gates.map((gate, i): GatePlace => {
			const x = strip.x + (i % 2) * w + icon / 2 + 2;
			// As far from the key's words above as from one another: beneath them comes the way of what lies there.
			const y = strip.y + 2 + Math.floor(i / 2) * GATE_ROW + icon / 2;
			return {
				...{ gate, x, y, reached: reached(i), label: gate.label, anchor: 'start' },
				labelX: x + icon / 2 + 6,
				labelY: y + size * 0.35
			};
		});
		return { places, passed, icon, size };
	}
	const icon = layout.big ? 38 : 26;
	const halves = gates.map(({ label }) => Math.max(icon, lettersIn(label) * size * 0.56) / 2);
	const strip = after === undefined ? lane.strip : behind(lane.strip, after);
	const [left, right] = [strip.x + 9 + halves[0]!, strip.x + strip.w - 9 - halves.at(-1)!];
	const end = lane.x + lane.w / 2;
	const steps = Math.max(1, gates.length - 1);
	/** So that no word touches that of its neighbour. */
	const least = Math.max(icon, ...halves.slice(1).map((half, i) => half + halves[i]!)) + 16;
	const step = Math.min(least * 1.4, (right - left) / steps, Math.max(least, (end - left) / steps));
	const whole = step * (gates.length - 1);
	const y = lane.rail;
	const at = Math.max(left, Math.min(end, right) - whole);
	const last = Math.min(right, lane.x + lane.w - halves.at(-1)! - 4) - whole;
	const from = offLines(at, [left, Math.max(at, last)], framesAt(layout, y), (start, line) =>
		halves.every((half, i) => Math.abs(start + i * step - line) > half + 4)
	);
	const places = gates.map((gate, i): GatePlace => {
		const x = Math.round(from + i * step);
		return {
			...{ gate, x, y, reached: reached(i), label: gate.label, anchor: 'middle' },
			labelX: x,
			labelY: y - icon / 2 - 4
		};
	});
	const ended = passed ? undefined : gates[stop]!.outcome;
	const slams = gates.some((gate) => gate.slammed);
	const text =
		ended === 'empty'
			? 'nobody said yes'
			: slams
				? 'one Deny shuts all'
				: ended === 'shut'
					? 'this ends it'
					: '';
	const x = Math.round(places.at(-1)!.x + icon * 0.5 + 12);
	const mark = lane.x + lane.w - markSide(layout) * 1.1;
	const fits = text !== '' && x + text.length * size * 0.56 < (x > lane.x ? mark : strip.x + strip.w);
	const final = passed ? places.at(-1)! : places[stop]!;
	return {
		...(fits && { note: { x, y: y + size * 0.35, text } }),
		places,
		passed,
		icon,
		size,
		line: `M${Math.round(Math.max(strip.x - 10, from - step * 0.6))} ${y}H${final.x}`
	};
}

/**
 * Where the gates of a lane may begin: behind the gate on the border where the call comes into another account, else
 * above whoever calls.
 */
export function gatesFrom(
	{ crossing, gates }: Pick<Beat, 'crossing' | 'gates'>,
	id: LaneId,
	layout: Layout
): number | undefined {
	if (layout.vertical) return undefined;
	const border = crossing?.to === id && borderOf(layout, crossing.from, crossing.to);
	if (border) return border.x + (layout.big ? 36 : 24);
	const asker = gates.findLast((gate) => gate.lane === id && gate.asker)?.asker;
	const [from, to] = [asker && laneOf(layout, asker), laneOf(layout, id)];
	return from && from.rail === to.rail && from.x < to.x ? from.x + 10 : undefined;
}
