/** Where the mark of a stop stands, and its words: on the thing that failed, or on the corner of the lane, clear of its head. */
import type { Head } from './head';
import type { Lane, Layout, Point, Rect } from './grid';
import { lettersIn } from './name';

export interface StopPlace {
	/** Middle of the mark. */
	readonly at: Point;
	readonly side: number;
	/** The ground of the words; none where there is no room for them. */
	readonly words?: Rect;
}

type In = Pick<Layout, 'big' | 'vertical' | 'small'>;
const LETTER = 0.56;

/** Side of the mark on a lane's corner. */
export const markSide = ({ big, vertical }: In): number => (big ? 76 : vertical ? 40 : 56);

const wordsSize = (word: string, { small }: In): Pick<Rect, 'w' | 'h'> => ({
	w: lettersIn(word) * small * LETTER + 12,
	h: small * 1.55
});

export function stopOnThing({ x, y }: Point, word: string | undefined, layout: In): StopPlace {
	const side = markSide(layout);
	const at = { x: x + side * 0.3, y: y - side * 0.2 };
	if (word === undefined) return { at, side };
	const size = wordsSize(word, layout);
	return { at, side, words: { x: at.x - size.w / 2, y: at.y + side / 2 + 2, ...size } };
}

export function stopOnLane(lane: Lane, head: Head, word: string | undefined, layout: In): StopPlace {
	const whole = markSide(layout);
	if (layout.vertical)
		return { at: { x: lane.x + lane.w - whole / 2 - 10, y: lane.y + whole / 2 + 6 }, side: whole };
	const inside = lane.x + lane.w - whole * 0.58;
	const clear = head.end <= inside - whole / 2;
	// A narrow lane's name reaches beneath it: then it is smaller, and stands above the name.
	const side = clear ? whole : whole * 0.75;
	const over = lane.y + (layout.big ? 13 : 10);
	const at = clear
		? { x: inside, y: lane.y + side * 0.22 }
		: { x: lane.x + lane.w - side * 0.58, y: over - side / 2 };
	if (word === undefined) return { at, side };
	const size = wordsSize(word, layout);
	const x = at.x - side / 2 - size.w + 4;
	// Over the edge of the lane where the name is in its way.
	const y = clear && x >= head.end ? at.y - size.h / 2 : over - size.h;
	return { at, side, words: { x, y, ...size } };
}
