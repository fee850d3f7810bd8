/** The badge of a key on what it sealed. */
export interface SealBox {
	readonly h: number;
	readonly wide: number;
	/** The key's own pattern has room beside the number of the generation. */
	readonly patterned: boolean;
}

/** The number is part of the height: at this, 13 px on a page and 24 px on the big screen. */
const NUMBER = 0.76;
const LEAST = { page: 13 / NUMBER, big: 24 / NUMBER };

export function sealBox(size: number, generation: number, big: boolean): SealBox {
	// On a small thing the badge would hide what it is.
	const h = Math.max(15, size * 0.36, Math.min(LEAST[big ? 'big' : 'page'], size * 0.75));
	const digits = String(generation).length;
	const wide = h * (digits > 1 ? 2 : 1.75);
	const patterned = wide <= size * 1.2;
	return { h, patterned, wide: patterned ? wide : h * (0.55 + 0.45 * digits) };
}

export const numberSize = ({ h }: SealBox): number => h * NUMBER;
