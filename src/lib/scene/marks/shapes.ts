/** The permanent shapes, on a grid of 24 with a stroke of 1.75. `body` is filled softly, `lines` are strokes only,
 * `solid` is filled with the full colour, `inner` has the colour of key material (gold inside slate). */
import type { Tone } from '$lib/flows/beat';
import type { Actor } from '$lib/domain/trace';

export interface Shape {
	readonly body?: string;
	readonly lines?: string;
	readonly solid?: string;
	readonly inner?: string;
}

export const disk = (cx: number, cy: number, r: number): string =>
	`M${cx - r} ${cy}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const SHEET = 'M5.5 2.5h9L19 7v14.5H5.5z';
const FOLD = 'M14.5 2.5V7H19';

/** Basket weave: two lines along, two lines across, in turn. */
function weave(): string {
	let path = '';
	for (let row = 0; row < 3; row++)
		for (let column = 0; column < 3; column++) {
			const x = 7.4 + column * 3.5;
			const y = 9.2 + row * 3.7;
			path +=
				(row + column) % 2
					? `M${x.toFixed(1)} ${(y + 0.7).toFixed(1)}h2.6m-2.6 1.7h2.6`
					: `M${(x + 0.5).toFixed(1)} ${y.toFixed(1)}v3m1.7 -3v3`;
		}
	return path;
}

const DATA_KEY: Shape = {
	body: disk(7.2, 12, 4.4),
	lines: 'M11.6 12H21.8M17.6 12v3.6M21 12v2.8',
	solid: disk(7.2, 12, 1.2)
};

const MATERIALS: Readonly<Record<Tone, Shape>> = {
	plaintext: { body: SHEET, lines: `${FOLD}M8.5 11h7.5M8.5 14.2h7.5M8.5 17.4h4.5` },
	ciphertext: { body: SHEET, lines: FOLD + weave() },
	'data-key': DATA_KEY,
	'wrapped-data-key': {
		body: 'M8.5 4.5h7a7.5 7.5 0 0 1 0 15h-7a7.5 7.5 0 0 1 0-15z',
		inner: `${disk(7.6, 12, 2.4)}M10 12h6.8M14.6 12v2.2M16.8 12v1.8`,
		lines: 'M19.2 5.6v12.8'
	},
	'key-material': { body: disk(12, 12, 9.3), lines: disk(12, 12, 5.7), solid: disk(12, 12, 2.2) },
	'public-key': {
		body: disk(7.2, 12, 4.4),
		lines: `${disk(7.2, 12, 1.6)}M11.6 12H21.8M17.6 12v3.6M21 12v2.8`
	},
	signature: { body: SHEET, lines: `${FOLD}M8 17c1.5-5 3-5 3.2-1.2s1.6 2 2.4.2 1.8-.6 2.6.6` },
	'kms-key': { body: disk(7.2, 12, 5.2), lines: `${disk(7.2, 12, 2.3)}M12.4 12H22M18 12v4M21.6 12v3` },
	context: { body: 'M3 12l6-6.5h12v13H9z', lines: `${disk(8.4, 12, 1.3)}M12.5 10h5.5M12.5 14h3.5` },
	error: { body: 'M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z', lines: 'M7.5 12h9' },
	random: {
		body: 'M4 4h16v16H4z',
		solid:
			disk(8.5, 8.5, 1.3) +
			disk(15.5, 8.5, 1.3) +
			disk(12, 12, 1.3) +
			disk(8.5, 15.5, 1.3) +
			disk(15.5, 15.5, 1.3)
	},
	allowed: { lines: 'M4 12.5l5.5 5.5L20.5 6.5' },
	denied: { body: disk(12, 12, 9.3), lines: 'M6.5 12h11' }
};

const ACTORS: Readonly<Record<Actor, Shape>> = {
	caller: { body: `${disk(12, 7.2, 4.2)}M3.8 21.2c.5-5.2 3.7-7.4 8.2-7.4s7.7 2.2 8.2 7.4z` },
	service: { body: 'M3 4h18v7H3zM3 13h18v7H3z', lines: 'M6 7.5h3M6 16.5h3M15 7.5h3M15 16.5h3' },
	sdk: { body: 'M2.8 4.5h18.4v15H2.8z', lines: 'M9 9l-3 3 3 3M15 9l3 3-3 3' },
	kms: {
		body: 'M3.5 21V9c0-3.6 3.4-6 8.5-6s8.5 2.4 8.5 6v12z',
		lines: 'M8 21V10M12 21V8.5M16 21V10M5.5 14.5h13'
	},
	hsm: { body: 'M2.5 2.5h19v19h-19z', lines: 'M5.8 5.8h12.4v12.4H5.8z', solid: disk(12, 12, 2.2) },
	store: {
		body: 'M4 6c0-1.9 3.6-3.3 8-3.3s8 1.4 8 3.3v12c0 1.9-3.6 3.3-8 3.3S4 19.9 4 18z',
		lines: 'M4 6c0 1.9 3.6 3.3 8 3.3S20 7.9 20 6M4 12c0 1.9 3.6 3.3 8 3.3s8-1.4 8-3.3'
	}
};

export type GlyphName = Tone | Actor;

const ALL: Readonly<Record<GlyphName, Shape>> = { ...MATERIALS, ...ACTORS };
export const shapeOf = (name: GlyphName): Shape => ALL[name];
