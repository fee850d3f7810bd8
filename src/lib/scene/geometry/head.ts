/** What stands on the head of a lane, and how far it reaches. */
import type { Actor } from '$lib/domain/trace';
import { ACTOR_NAMES } from '$lib/flows/names';
import type { Lane, Layout } from './grid';
import { clip, lettersIn } from './name';

export interface Head {
	readonly name: string;
	readonly x: number;
	readonly y: number;
	readonly glyph: number;
	/** Of the name, in px. */
	readonly size: number;
	/** Where the name ends. */
	readonly end: number;
}

/** By so much the head of the HSM stands lower than that of another lane, and what lies in it too. */
export const HSM_WALL = 5;
const SHORT: Partial<Record<Actor, string>> = { sdk: 'SDK', store: 'Store', kms: 'KMS' };
/** Mean width of a letter, in em. */
const LETTER = 0.56;

/** Without its maker's name or its article; where that is too long yet, its first word alone of "EC2 and EBS". */
function shorter(full: string, letters: number): string {
	const own = full.replace(/^(?:AWS|Amazon|The) /, '');
	const named = own.charAt(0).toUpperCase() + own.slice(1);
	return named.length <= letters ? named : named.replace(/ and .*$/, '');
}

/** @param called instead of what the lane is called. */
export function headOf(
	lane: Pick<Lane, 'actor' | 'x' | 'y' | 'w'>,
	layout: Pick<Layout, 'big'>,
	called?: string
): Head {
	const hsm = lane.actor === 'hsm';
	const glyph = layout.big ? 34 : 24;
	const size = layout.big ? 24 : 15;
	const x = lane.x + (hsm ? (layout.big ? 22 : 19) : 12);
	const letters = Math.max(4, Math.floor((lane.w - glyph - 36) / (size * LETTER)));
	const whole = called ?? ACTOR_NAMES[lane.actor];
	const name =
		whole.length <= letters
			? whole
			: clip(called ? shorter(whole, letters) : (SHORT[lane.actor] ?? whole), letters);
	const end = x + glyph + 8 + lettersIn(name) * size * LETTER;
	return { name, x, y: lane.y + 9 + (hsm ? HSM_WALL : 0), glyph, size, end };
}
