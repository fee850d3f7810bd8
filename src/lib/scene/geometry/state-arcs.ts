/** A machine's arrows as arcs beside a column of its states: the further apart two states, the wider the arc. */
export interface StateArc {
	readonly from: string;
	readonly to: string;
	readonly path: string;
	/** The arrow's head, a triangle. */
	readonly head: string;
}

export interface StateColumn {
	/** In the order of the column, with the middle of each one's name. */
	readonly states: readonly { readonly name: string; readonly y: number }[];
	/** Several events between the same two states are one arrow. */
	readonly arrows: readonly { readonly from: string; readonly to: string }[];
	/** Room for the arcs; the column begins at its right edge. */
	readonly gutter: number;
}

const HEAD = 5;
/** What goes down and what comes up leave a name at different heights, so that both are seen. */
const APART = 5;

export function stateArcs({ states, arrows, gutter }: StateColumn): readonly StateArc[] {
	const place = new Map(states.map(({ name, y }, i) => [name, { y, i }]));
	const furthest = Math.max(1, states.length - 1);
	const seen = new Set<string>();
	return arrows.flatMap(({ from, to }) => {
		const [start, end] = [place.get(from), place.get(to)];
		const pair = `${from} ${to}`;
		if (!start || !end || from === to || seen.has(pair)) return [];
		seen.add(pair);
		const down = end.i > start.i;
		const steps = Math.abs(end.i - start.i);
		const wide = (gutter - HEAD - 2) * (0.3 + (0.7 * (steps - (down ? 0 : 0.4))) / furthest);
		const y1 = start.y + (down ? APART : -APART);
		const y2 = end.y + (down ? -APART : APART);
		// The middle of a cubic curve lies at three quarters of its handles.
		const handle = gutter - HEAD - Math.min(wide / 0.75, gutter * 1.25);
		const x = gutter - HEAD;
		return [
			{
				from,
				to,
				path: `M${gutter} ${y1}C${round(handle)} ${y1} ${round(handle)} ${y2} ${x} ${y2}`,
				head: `M${gutter} ${y2}L${x - 2} ${y2 - 4}L${x - 2} ${y2 + 4}Z`
			}
		];
	});
}

const round = (n: number): number => Math.round(n * 10) / 10;
