/** Bars in groups, side by side on one floor. */
import { scaleBand, scaleLinear } from 'd3';

export interface Bar {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** `values` has one list for each group; the highest bar reaches the top. */
export function barsOf(
	values: readonly (readonly number[])[],
	{ width, height }: { readonly width: number; readonly height: number }
): { readonly groups: readonly (readonly Bar[])[]; readonly middles: readonly number[] } {
	const places = values.map((_, index) => index);
	const band = scaleBand<number>().domain(places).range([0, width]).padding(0.3);
	const up = scaleLinear()
		.domain([0, Math.max(...values.flat(), 1e-9)])
		.range([0, height]);
	const groups = values.map((group, index) => {
		const one = band.bandwidth() / Math.max(1, group.length);
		return group.map((value, i): Bar => {
			const tall = up(value);
			return { x: (band(index) ?? 0) + i * one, y: height - tall, width: one, height: tall };
		});
	});
	return { groups, middles: places.map((index) => (band(index) ?? 0) + band.bandwidth() / 2) };
}
