/**
 * A key's rings at the left, a list at the right, and a thread from each ring to every row that its generation sealed.
 * The list is laid out by whoever draws it; its rows have the heights given here.
 */
import { linkHorizontal } from 'd3';

export interface BlastRow {
	readonly height: number;
	/** Index of the ring, outermost (newest) 0; absent: no thread leads here. */
	readonly ring?: number;
}

export interface BlastPicture {
	readonly height: number;
	readonly centre: { readonly x: number; readonly y: number };
	/** Newest first, outermost first. */
	readonly rings: readonly number[];
	/** One for each row that has a ring. */
	readonly threads: readonly { readonly row: number; readonly path: string }[];
}

const INNER = 0.34;
const link = linkHorizontal<unknown, [number, number]>();

export function blastPicture(
	rows: readonly BlastRow[],
	{ width, rings }: { readonly width: number; readonly rings: number }
): BlastPicture {
	const height = rows.reduce((sum, row) => sum + row.height, 0);
	const radius = Math.min(width * 0.33, Math.max(28, height / 2 - 4));
	// Beside the first rows, so that it is seen with them however long the list is.
	const centre = { x: radius + 3, y: Math.min(height / 2, radius + 44) };
	const radii = Array.from({ length: rings }, (_, index) =>
		rings === 1 ? radius : radius * (1 - (index * (1 - INNER)) / rings)
	);
	let top = 0;
	const threads = rows.flatMap(({ height: tall, ring }, row) => {
		const y = top + tall / 2;
		top += tall;
		const r = ring === undefined ? undefined : radii[ring];
		if (r === undefined) return [];
		// Leaves its ring on the side of the row.
		const angle = Math.max(-1.1, Math.min(1.1, Math.atan2(y - centre.y, width - centre.x)));
		const from: [number, number] = [centre.x + r * Math.cos(angle), centre.y + r * Math.sin(angle)];
		const path = link({ source: from, target: [width, y] });
		return path === null ? [] : [{ row, path: path.replace(/(\.\d\d)\d+/g, '$1') }];
	});
	return { height, centre, rings: radii, threads };
}
