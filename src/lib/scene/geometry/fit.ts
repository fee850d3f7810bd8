/**
 * How large things may be: in each lane the largest size at which the most it ever holds has room, words included, but
 * not much larger than in the fullest lane.
 */
import type { Rect } from './grid';

export interface Room {
	readonly body: Rect;
	/** The most things that ever lie in it. */
	readonly most: number;
}
export interface Fit {
	readonly glyph: number;
	/** Width that a thing's words have. */
	readonly cell: number;
	readonly columns: number;
	/** Height from one row of things to the next. */
	readonly pitch: number;
	/** The line with the fingerprint has room. */
	readonly roomy: boolean;
	/** Words stand beside the thing, not beneath it. */
	readonly beside: boolean;
	/** Too much for words: shapes alone, and one line beneath them that names what this beat brought. */
	readonly dense: boolean;
	/** There is room for that line. */
	readonly worded: boolean;
}
export interface FitOptions {
	readonly type: number;
	readonly small: number;
	readonly least: number;
	readonly largest: number;
}

const GAP = 20;
const GAP_BESIDE = 16;
/** What a seal takes of the words beside its thing. */
const SEAL = 20;
/** The seal hangs out of its thing. */
const GAP_DENSE = 14;
/** Two lines of name; the fingerprint beneath where there is room. */
export const labelHeight = ({ type, small }: Pick<FitOptions, 'type' | 'small'>, roomy: boolean): number =>
	type * 2.3 + (roomy ? small * 1.4 : 0);
/** How high words beside a thing stand at most: on one line where rows are low. */
export const besideHeight = (
	options: Pick<FitOptions, 'type' | 'small'>,
	{ pitch, roomy }: Pick<Fit, 'pitch' | 'roomy'>
): number => Math.min(pitch, pitch < options.type * 2.3 ? options.type * 1.2 : labelHeight(options, roomy));
/** Room for "ciphertext" on one line, for "encryption / context" on two. */
const leastWords = ({ type }: FitOptions): number => type * 5.1;
/** The same, and what parts them from the words of a neighbour. */
const leastCell = ({ type }: FitOptions): number => type * 5.8;

function arranged({ body, most }: Room, options: FitOptions, roomy: boolean): Fit {
	const label = labelHeight(options, roomy);
	const widths = Math.max(1, Math.floor(body.w / leastCell(options)));
	const all = Array.from({ length: widths }, (_, i) => {
		const columns = i + 1;
		const rows = Math.ceil(Math.max(1, most) / columns);
		const cell = body.w / columns;
		const glyph = Math.min(options.largest, body.h / rows - label - GAP, cell * 0.72);
		return {
			glyph,
			columns,
			cell,
			pitch: glyph + label + GAP,
			roomy,
			beside: false,
			dense: false,
			worded: true
		};
	});
	return all.reduce((best, one) => (one.glyph > best.glyph + 1 ? one : best));
}

/** In one column, words at the right: for a narrow lane with much in it. */
function besides({ body, most }: Room, options: FitOptions): Fit {
	const pitch = body.h / Math.max(1, most);
	const glyph = Math.min(options.largest, pitch - GAP_BESIDE, body.w - leastWords(options) - SEAL - 10);
	return {
		glyph,
		columns: 1,
		cell: body.w - glyph - SEAL - 12,
		pitch,
		roomy: glyph > labelHeight(options, true),
		beside: true,
		dense: false,
		worded: true
	};
}

/** Shapes alone, as large as they can be above a line of words. */
function densely({ body, most }: Room, { type, largest, least }: FitOptions): Fit {
	const side = (columns: number, words: number): number =>
		Math.min(largest, body.w / columns - GAP_DENSE, (body.h - words) / Math.ceil(most / columns) - GAP_DENSE);
	const best = (words: number): { readonly columns: number; readonly glyph: number } => {
		const ways = Array.from({ length: Math.max(1, most) }, (_, i) => i + 1);
		const columns = ways.reduce((found, one) => (side(one, words) > side(found, words) ? one : found));
		return { columns, glyph: Math.floor(Math.max(12, side(columns, words))) };
	};
	const named = best(type * 1.5);
	// Rather no words than specks.
	const worded = named.glyph >= least * 0.7;
	const { columns, glyph } = worded ? named : best(0);
	return {
		...{ glyph, columns, cell: body.w / columns, pitch: glyph + GAP_DENSE },
		...{ roomy: false, beside: false, dense: true, worded }
	};
}

/** One fit a room. */
export function fit(rooms: readonly Room[], options: FitOptions): readonly Fit[] {
	const best = rooms.map((room) => {
		const whole = arranged(room, options, true);
		if (whole.glyph >= options.least * 1.3) return whole;
		const plain = arranged(room, options, false);
		const side = besides(room, options);
		const chosen = side.glyph > plain.glyph * 1.15 ? side : plain;
		const legible = chosen.beside
			? chosen.pitch >= options.type * 1.6 && chosen.glyph >= options.least * 0.6
			: chosen.glyph >= options.least * 0.6;
		return legible ? chosen : densely(room, options);
	});
	const fullest = Math.min(
		options.largest,
		...best.flatMap(({ glyph, dense }, i) => (rooms[i]!.most > 0 && !dense ? [glyph] : []))
	);
	const limit = Math.max(options.least, fullest * 1.6);
	return best.map((one, i) => {
		const { body, most } = rooms[i]!;
		if (one.dense) return one;
		if (one.beside) {
			// In a full lane things are small rather than on top of each other.
			const least = Math.min(options.least * 0.85, one.pitch - 4);
			const glyph = Math.round(Math.max(14, least, Math.min(one.glyph, limit)));
			return {
				...one,
				glyph,
				cell: body.w - glyph - SEAL - 12,
				pitch: Math.min(one.pitch, Math.max(glyph, labelHeight(options, one.roomy)) + GAP_BESIDE)
			};
		}
		const glyph = Math.round(Math.max(options.least * 0.85, Math.min(one.glyph, limit)));
		const pitch = glyph + labelHeight(options, one.roomy) + GAP;
		const rows = Math.max(1, Math.floor((body.h + GAP * 0.6) / pitch));
		const columns = Math.min(Math.max(one.columns, 1), Math.max(1, Math.ceil(Math.max(1, most) / rows)));
		return { ...one, glyph, pitch, columns, cell: body.w / columns };
	});
}
