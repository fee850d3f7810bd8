/** The permanent shapes, on a grid of 24 with a stroke of 1.75. `body` is filled softly, `lines` are strokes only,
 * `solid` is filled with the full colour, `inner` has the colour of key material (gold inside slate). */
import type { Tone } from '$lib/flows/beat';
import type { ServiceName } from '$lib/domain/service';
import type { Actor, Kept } from '$lib/domain/trace';

export interface Shape {
	readonly body?: string;
	readonly lines?: string;
	readonly solid?: string;
	readonly inner?: string;
}

const disk = (cx: number, cy: number, r: number): string =>
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

/** A gate: two posts, and between them what it says. */
const POSTS = 'M4.5 21V4M19.5 21V4M2.5 21h4M17.5 21h4';
const GATES = {
	'gate-open': { lines: `${POSTS}M4.5 15.5L9 5.5M8.5 14l2.6 2.6 5-5.6` },
	'gate-shut': { lines: `${POSTS}M4.5 8h15M4.5 12.5h15M4.5 17h15` },
	'gate-empty': { lines: `${POSTS}M8 12.5h1.4M11.3 12.5h1.4M14.6 12.5H16` },
	'gate-hands-on': { lines: `${POSTS}M7.5 12.5h8.5M13 9.5l3 3-3 3` }
} satisfies Readonly<Record<string, Shape>>;

const BOX = 'M3.5 7.5L12 3l8.5 4.5v9L12 21l-8.5-4.5z';

/** What a service keeps, and with it the service: one drawing a kind. */
const KEPT: Readonly<Record<Kept | 'bucket', Shape>> = {
	bucket: {
		body: 'M4 6h16l-2.2 14c-.1.8-2.7 1.4-5.8 1.4s-5.7-.6-5.8-1.4z',
		lines: 'M4 6c0-1.5 3.6-2.7 8-2.7S20 4.5 20 6s-3.6 2.7-8 2.7S4 7.5 4 6'
	},
	object: { body: BOX, lines: 'M3.5 7.5L12 12l8.5-4.5M12 12v9' },
	disk: { body: 'M3 5.5h18v13H3z', lines: `${disk(10, 12, 4)}M17.5 9v6`, solid: disk(10, 12, 1.2) },
	snapshot: { body: 'M3 7h4l1.5-2.5h7L17 7h4v12.5H3z', lines: disk(12, 13, 3.7) },
	image: { body: 'M3.5 3.5h17v17h-17z', lines: 'M3.5 8h17M6 5.8h.1M8.5 5.8h.1M8 12l3 2.5L8 17M12.5 17H16' },
	database: {
		body: 'M4 6c0-1.9 3.6-3.3 8-3.3s8 1.4 8 3.3v12c0 1.9-3.6 3.3-8 3.3S4 19.9 4 18z',
		lines: 'M4 6c0 1.9 3.6 3.3 8 3.3S20 7.9 20 6M4 12c0 1.9 3.6 3.3 8 3.3s8-1.4 8-3.3'
	},
	queue: { body: 'M2.5 7h19v10h-19z', lines: 'M7 7v10M12 7v10M17 7v10' },
	topic: { body: 'M4 10v4h4l7 5V5l-7 5z', lines: 'M18 9c1.3 1.8 1.3 4.2 0 6M20.3 6.5c2.5 3.3 2.5 7.7 0 11' },
	function: { body: 'M3.5 3.5h17v17h-17z', lines: 'M8 7h2l5.5 10H17.5M12 11.5L8.2 17' },
	table: { body: 'M3 4.5h18v15H3z', lines: 'M3 9.5h18M3 14.5h18M9 4.5v15' },
	secret: {
		body: 'M3.5 4h17v16h-17z',
		lines: 'M7.5 9.5v5M5.5 10.7l4 2.6M9.5 10.7l-4 2.6M14 9.5v5M12 10.7l4 2.6M16 10.7l-4 2.6'
	},
	trail: { body: 'M5 3h14v18H5z', lines: 'M8 7.5h.1M10.5 7.5H16M8 12h.1M10.5 12H16M8 16.5h.1M10.5 16.5H16' }
};

const OF_SERVICE: Readonly<Record<ServiceName, Kept | 'bucket'>> = {
	s3: 'bucket',
	ec2: 'disk',
	rds: 'database',
	secretsmanager: 'secret',
	dynamodb: 'table',
	sqs: 'queue',
	sns: 'topic',
	lambda: 'function',
	cloudtrail: 'trail'
};

export type GateName = keyof typeof GATES;
export type GlyphName = Tone | Actor | GateName | `kept-${Kept | 'bucket'}`;

export const serviceGlyph = (service: ServiceName): GlyphName => `kept-${OF_SERVICE[service]}`;

const ALL: Readonly<Record<string, Shape>> = {
	...MATERIALS,
	...ACTORS,
	...GATES,
	...Object.fromEntries(Object.entries(KEPT).map(([name, shape]) => [`kept-${name}`, shape]))
};
export const shapeOf = (name: GlyphName): Shape => ALL[name] ?? {};
