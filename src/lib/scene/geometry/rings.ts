/** The growth rings of a key: circles, and beside them a row for each that has room, led to its ring by a line. */
import type { KeyPicture } from '$lib/flows/beat';

export interface Rings {
	/** Outermost first: so they are painted. The newest generation is outside. */
	readonly circles: readonly { readonly number: number; readonly r: number }[];
	readonly rows: readonly {
		readonly number: number;
		readonly x: number;
		readonly y: number;
		readonly leader: string;
	}[];
}

const MOST = 6;

export function ringsOf(
	key: Pick<KeyPicture, 'rings' | 'lit'>,
	{ radius, line, big }: { readonly radius: number; readonly line: number; readonly big: boolean }
): Rings {
	const drawn = Math.min(key.rings, MOST);
	const numbers = Array.from({ length: drawn }, (_, i) => key.rings - i);
	// One in use that is older than all that are drawn takes the innermost place.
	if (key.lit !== undefined && !numbers.includes(key.lit)) numbers[drawn - 1] = key.lit;
	const circles = numbers.map((number, i) => ({
		number,
		r: Math.round(radius * (1 - (0.56 * i) / drawn) * 10) / 10
	}));
	const room = Math.max(1, Math.floor((radius * 1.75) / line));
	const shown = circles.length <= room ? circles : keep(circles, key.lit, room);
	const x = radius + (big ? 30 : 22);
	const rows = shown.map(({ number, r }, i) => {
		const y = -radius + line * (i + 0.5);
		const angle = Math.max(-1, Math.min(1, y / r));
		const sx = r * Math.sqrt(1 - angle * angle);
		const at = Math.abs(angle) >= 1 ? { x: 0, y: -r } : { x: sx, y };
		return {
			number,
			x,
			y,
			leader: `M${at.x.toFixed(1)} ${at.y.toFixed(1)}L${(x - 5).toFixed(1)} ${y.toFixed(1)}`
		};
	});
	return { circles, rows };
}

/** The newest ones, and always the one in use. */
function keep(circles: Rings['circles'], lit: number | undefined, room: number): Rings['circles'] {
	const first = circles.slice(0, room);
	if (lit === undefined || first.some((one) => one.number === lit)) return first;
	const used = circles.find((one) => one.number === lit);
	return used ? [...first.slice(0, -1), used] : first;
}
