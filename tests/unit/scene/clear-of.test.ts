/** Words and marks keep clear of each other: a stop of the lane's head, gates of the border, a label of what it cannot hold. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { captionText, type Scene } from '$lib/flows/beat';
import { nameOf } from '$lib/flows/names';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById } from '$lib/scenarios';
import { gateRow, gatesFrom, lastWalk, walksOf } from '$lib/scene/geometry/gates';
import { shownKeys } from '$lib/scene/geometry/grid';
import { headOf } from '$lib/scene/geometry/head';
import { laneOf, layoutOf, type Lane, type Layout, type Rect } from '$lib/scene/geometry/layout';
import { clip, keyLabel, lettersIn, lettersOf, twoLines } from '$lib/scene/geometry/name';
import { arrowEnd, borderOf, callLabel, callRoute, wayBetween } from '$lib/scene/geometry/route';
import { numberSize, sealBox } from '$lib/scene/geometry/seal';
import { castOf } from '$lib/scene/geometry/sprites';
import { stopOnLane } from '$lib/scene/geometry/stop';
import { sceneOfScenario } from '$lib/view/play';

async function sceneFor(id: string): Promise<Scene> {
	const scenario = scenarioById(id)!;
	return (await sceneOfScenario(scenario, createInProcessHsm({ seed: fromHex(scenario.seed) }))).scene;
}
const overlap = (a: Rect, b: Rect): boolean =>
	a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

describe.each([
	['a page', { big: false, vertical: false, small: 13 }],
	['the big screen', { big: true, vertical: false, small: 24 }]
])('on %s', (_, layout) => {
	const lane = fc.record({ x: fc.constant(100), y: fc.constant(80), w: fc.integer({ min: 110, max: 420 }) });
	const called = fc.constantFrom(
		undefined,
		'Amazon EC2 and EBS',
		'AWS Secrets Manager',
		'The instance',
		'Bob'
	);

	test('neither the mark of a stop nor its words lie on the name of the lane', () => {
		fc.assert(
			fc.property(lane, called, fc.constantFrom('fails', 'Disabled', 'no such key'), (box, name, word) => {
				const own = { ...box, h: 300, actor: 'service' } as Lane;
				const head = headOf(own, layout, name);
				// From the height of a capital to the base line.
				const base = head.y + head.glyph / 2 + head.size * 0.35;
				const text = {
					x: head.x + head.glyph + 8,
					y: base - head.size * 0.72,
					w: head.end - head.x - head.glyph - 8,
					h: head.size * 0.72
				};
				const { words, at, side } = stopOnLane(own, head, word, layout);
				expect(overlap(words!, text)).toBe(false);
				const mark = { x: at.x - side / 2, y: at.y - side / 2, w: side, h: side };
				expect(overlap(mark, text)).toBe(false);
			})
		);
	});

	test('a seal has a number that can be read, unless it would hide what it seals', () => {
		fc.assert(
			fc.property(fc.integer({ min: 12, max: 104 }), fc.integer({ min: 1, max: 99 }), (size, generation) => {
				const box = sealBox(size, generation, layout.big);
				if (size >= (layout.big ? 43 : 23))
					expect(numberSize(box)).toBeGreaterThanOrEqual((layout.big ? 24 : 13) - 0.01);
				else expect(box.h).toBeLessThanOrEqual(Math.max(15, size * 0.75));
				if (box.patterned) expect(box.wide).toBeLessThanOrEqual(size * 1.2);
			})
		);
	});
});

const SIZES = [
	{ width: 1230, height: 480 },
	{ width: 1232, height: 600, big: true }
];

describe.each(['cross-account', 'rds-instance', 'snapshot-to-another-account'])('%s', (id) => {
	test('gates stand behind the gate on the border', async () => {
		const scene = await sceneFor(id);
		let seen = 0;
		for (const size of SIZES) {
			const layout = layoutOf(scene, size);
			for (const beat of scene.beats) {
				const { crossing } = beat;
				const gates = beat.gates.filter(({ lane }) => lane === crossing?.to);
				if (!crossing || !gates.length) continue;
				seen++;
				const { x } = borderOf(layout, crossing.from, crossing.to)!;
				const own = laneOf(layout, crossing.to);
				const row = gateRow(gates, own, layout, gatesFrom(beat, crossing.to, layout));
				for (const place of row.places) {
					const half = (place.label.length * row.size * 0.5) / 2;
					expect(place.labelX - half).toBeGreaterThanOrEqual(x + (layout.big ? 40 : 28) * 0.72);
				}
			}
		}
		expect(seen).toBeGreaterThan(0);
	});

	test('what comes back goes over the border beside whom it comes to', async () => {
		const scene = await sceneFor(id);
		const layout = layoutOf(scene, SIZES[0]!);
		let seen = 0;
		for (const { moves } of scene.beats)
			for (const { from, to } of moves) {
				const [a, b] = [laneOf(layout, from), laneOf(layout, to)];
				if (a.info.account === b.info.account || b.x >= a.x) continue;
				seen++;
				const gate = borderOf(layout, from, to)!;
				const at = (lane: Lane) => ({ x: lane.x + lane.w / 2, y: lane.y + lane.h / 2 });
				const { points } = wayBetween(layout, { lane: from, at: at(a) }, { lane: to, at: at(b) });
				const over = points.findIndex((point, i) => {
					const ys = [point.y, points[i - 1]?.y ?? point.y];
					return Math.min(...ys) < gate.y && gate.y < Math.max(...ys);
				});
				// A call enters the lane from one side of its gutter, a thing from the other.
				expect(Math.abs(points[over]!.x - (b.x + b.w + 7))).toBeLessThanOrEqual(3);
			}
		expect(seen).toBeGreaterThan(0);
	});
});

/** The letters of a lane's name, and what parts a line from them. */
function nameBox(lane: Lane, layout: Layout): Rect {
	const { x, y, glyph, size, end } = headOf(lane, layout);
	const capital = size * 0.72;
	return { x, y: y + glyph / 2 + size * 0.35 - capital, w: end - x, h: capital + 4 };
}
test.each(['direct-encrypt', 'envelope-seal', 'envelope-open', 're-encrypt'])(
	'%s: neither a way nor its arrow lies on the name of a lane',
	async (id) => {
		const scene = await sceneFor(id);
		for (const size of [...SIZES, { width: 784, height: 400 }, { width: 358, height: 480 }]) {
			const layout = layoutOf(scene, size);
			const arrow = layout.big ? 14 : 9;
			const names = layout.lanes.map((lane) => nameBox(lane, layout));
			for (const at of scene.beats.keys())
				for (const { route, key, short } of castOf(scene, layout, at).trails) {
					const { before, tip } = arrowEnd(route, short);
					const legs = route.points.slice(1).flatMap((b, i): Rect[] => {
						const a = route.points[i]!;
						return a.y === b.y ? [{ x: Math.min(a.x, b.x), y: a.y, w: Math.abs(b.x - a.x), h: 1 }] : [];
					});
					const head: Rect[] =
						before.y < tip.y
							? [{ x: tip.x - arrow / 2, y: tip.y - arrow * 0.9, w: arrow, h: arrow * 0.9 }]
							: [];
					for (const box of [...legs, ...head])
						expect(
							names.some((name) => overlap(box, name)),
							`${key} at beat ${at}, ${size.width} wide`
						).toBe(false);
				}
		}
	}
);

test.each(['envelope-seal', 'envelope-open', 'direct-encrypt', 's3-variants'])(
	'%s: gates stand between who calls and whom, their words apart',
	async (id) => {
		const scene = await sceneFor(id);
		let seen = 0;
		for (const size of SIZES) {
			const layout = layoutOf(scene, size);
			for (const beat of scene.beats)
				for (const to of walksOf(beat.gates, layout)) {
					const gates = lastWalk(beat.gates.filter(({ lane }) => lane === to));
					const own = laneOf(layout, to);
					const { places, size: type } = gateRow(gates, own, layout, gatesFrom(beat, to, layout));
					const spans = places.map(({ x, label }) => {
						const half = (lettersIn(label) * type * 0.56) / 2;
						return [x - half, x + half] as const;
					});
					const caller = laneOf(layout, gates.find(({ asker }) => asker)!.asker!);
					seen += Number(caller.actor !== 'caller');
					expect(spans[0]![0], `${id}, ${size.width} wide`).toBeGreaterThanOrEqual(caller.x);
					expect(spans.at(-1)![1], `${id}, ${size.width} wide`).toBeLessThanOrEqual(own.x + own.w);
					for (const [i, [start]] of spans.slice(1).entries())
						expect(start).toBeGreaterThan(spans[i]![1] + 8);
				}
		}
		if (id !== 'direct-encrypt') expect(seen).toBeGreaterThan(0);
	}
);

test.each([
	['a page', { width: 1230, height: 480 }],
	['an embed', { width: 830, height: 400 }],
	['the big screen', { width: 1232, height: 600, big: true }]
])('on %s ways to KMS keep off its keys', async (_, size) => {
	const scene = await sceneFor('alias-manual-rotation');
	const layout = layoutOf(scene, size);
	const { keys } = laneOf(layout, 'kms');
	let seen = 0;
	for (const at of scene.beats.keys())
		for (const { route, key } of castOf(scene, layout, at).trails)
			for (const [i, a] of route.points.slice(1).entries()) {
				const b = route.points[i]!;
				seen++;
				const leg = { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y) - 4, w: Math.abs(a.x - b.x), h: 8 };
				expect(a.y === b.y && overlap(leg, keys), `${key} at beat ${at}`).toBe(false);
			}
	expect(seen).toBeGreaterThan(10);
});

test('a way leaves a thing above the words beside it', async () => {
	const scene = await sceneFor('envelope-seal');
	const layout = layoutOf(scene, SIZES[1]!);
	let seen = 0;
	for (const at of scene.beats.keys())
		for (const { route, key, thing } of castOf(scene, layout, at).trails)
			for (const lane of layout.lanes.filter(({ beside }) => beside)) {
				const start = route.points[0]!;
				const level = route.points[2];
				if (!level || start.x < lane.x || start.x > lane.x + lane.w || route.points[1]!.x !== start.x)
					continue;
				seen++;
				const lines = twoLines(nameOf(thing), lettersOf(lane, layout)).length;
				const high = lines * layout.type * 1.12 + (lane.roomy ? layout.small * 1.3 : 0);
				expect(start.y - level.y, `${key} at beat ${at}`).toBeGreaterThan(high / 2 - layout.type * 0.1);
			}
	expect(seen).toBeGreaterThan(0);
});

test('the arrow of an answer ends behind the gates of its own account', async () => {
	const scene = await sceneFor('cross-account');
	const layout = layoutOf(scene, SIZES[0]!);
	const plain = callRoute(layout, 'kms', 'caller').points.at(-1)!;
	expect(callRoute(layout, 'kms', 'caller', { to: plain.x + 30 }).points.at(-1)).toEqual({
		...plain,
		x: plain.x + 30
	});
	expect(callRoute(layout, 'kms', 'caller', { to: plain.x - 30 }).points.at(-1)).toEqual(plain);
});

test('a key that stays in the picture stays in its place among the others', async () => {
	const scene = await sceneFor('manual-rotation');
	const lane = scene.lanes.find(({ actor }) => actor === 'kms')!;
	const rows = scene.beats.map((beat) => shownKeys(scene, beat, lane).map(({ arn }) => arn));
	for (const [i, now] of rows.entries()) {
		const both = now.filter((arn) => rows[i - 1]?.includes(arn));
		expect(both).toEqual(rows[i - 1]?.filter((arn) => now.includes(arn)) ?? []);
	}
});

test('the place of what is wiped is named beneath it where its ring is too small', async () => {
	const scene = await sceneFor('envelope-open');
	const layout = layoutOf(scene, { width: 1230, height: 480 });
	const ashes = scene.beats.flatMap((_, at) => castOf(scene, layout, at).ashes);
	expect(ashes.some(({ r, word }) => word && word.y > r)).toBe(true);
	for (const { r, word, beside } of ashes)
		if (!beside && word && word.y < r) expect(r).toBeGreaterThan((5 * layout.small * 0.56) / 2);
});

test.each([13, 24])('names of neighbours stand apart, in letters of %s px', (type) => {
	const names = ['encrypted data key', 'encryption context', 'ciphertext', 'generation 12', 'public key'];
	fc.assert(
		fc.property(fc.integer({ min: Math.ceil(type * 5.8), max: 320 }), (cell) => {
			for (const name of names)
				for (const line of twoLines(name, lettersOf({ cell, beside: false }, { type })))
					expect(lettersIn(line) * type * 0.56, `${line} in ${cell} px`).toBeLessThan(cell - type * 0.4);
		})
	);
});

test('the number of a generation stays with its word', () => {
	expect(twoLines('generation 12', 20)).toEqual(['generation 12']);
	for (let letters = 7; letters < 12; letters++) {
		expect(twoLines('generation 12', letters)).toEqual(['gen. 12']);
		expect(twoLines('encrypted data key', letters)).toHaveLength(2);
	}
});

test('a key is called by as much as has room', () => {
	const key = (alias?: string) => ({ aliases: alias ? [alias] : [], keyId: 'd070bd10-1111' });
	expect(keyLabel(key('alias/shop'), 12, true)).toEqual(['alias/shop']);
	expect(keyLabel(key('alias/customers'), 12, true)).toEqual(['alias/', 'customers']);
	expect(keyLabel(key('alias/aws/s3'), 10, true)).toEqual(['alias/aws/', 's3']);
	expect(keyLabel(key('alias/customers'), 12, false)).toEqual(['alias/custo…']);
	expect(keyLabel(key(), 12, false)).toEqual(['key d070bd10']);
});

test('a key without alias is never cut without a sign', () => {
	const key = { aliases: [], keyId: '74542689-1111' };
	for (let letters = 3; letters < 14; letters++)
		for (const tall of [true, false]) {
			const said = keyLabel(key, letters, tall).join(' ').replace(/^key /, '');
			expect(said === '74542689' || said.endsWith('…'), `${letters} letters: ${said}`).toBe(true);
			if (letters >= 9) expect(said).toBe('74542689');
		}
});

test('room is counted by the width of letters: narrow ones are not cut where they have room', () => {
	expect(lettersIn('alias/invitations')).toBeLessThan(14);
	expect(lettersIn('wwwmmmWM')).toBeGreaterThan(11);
	fc.assert(
		fc.property(fc.string(), fc.integer({ min: 4, max: 40 }), (text, letters) => {
			const said = clip(text, letters);
			expect(said === text || said.endsWith('…')).toBe(true);
			if (said.length > 3) expect(lettersIn(said)).toBeLessThanOrEqual(letters);
		})
	);
});

test('the alias that a beat moves hangs in the picture on the key it hung on, also where the move is refused', async () => {
	const scene = await sceneFor('manual-rotation');
	const lane = scene.lanes.find(({ actor }) => actor === 'kms')!;
	const moves = scene.beats.filter((beat) => /asks KMS to move alias/.test(captionText(beat)));
	expect(moves.length).toBeGreaterThan(1);
	for (const beat of moves) {
		const [, alias] = /move (alias\/[a-z]+)/.exec(captionText(beat))!;
		expect(shownKeys(scene, beat, lane).flatMap(({ aliases }) => aliases)).toContain(alias);
	}
});

test.each(['direct-encrypt', 'deletion-and-loss', 'deletion-and-rescue', 're-encrypt'])(
	'%s: neither a gate nor the name of a call stands on the frame of a Region',
	async (id) => {
		const scene = await sceneFor(id);
		let seen = 0;
		for (const size of SIZES) {
			const layout = layoutOf(scene, size);
			for (const [at, beat] of scene.beats.entries()) {
				const words = walksOf(beat.gates, layout).flatMap((to) => {
					const gates = lastWalk(beat.gates.filter(({ lane }) => lane === to));
					const row = gateRow(gates, laneOf(layout, to), layout, gatesFrom(beat, to, layout));
					return row.places.map(({ x, label }) => ({ x, half: (lettersIn(label) * row.size * 0.56) / 2 }));
				});
				const { signal } = beat;
				// On the big screen a long name has no other place above its arrow.
				if (signal && signal.from !== signal.to && !words.length && !layout.big) {
					const letters = signal.label.length;
					const { x } = callLabel(layout, callRoute(layout, signal.from, signal.to), letters);
					words.push({ x, half: (letters * layout.type * 0.56) / 2 });
				}
				for (const { x, half } of words) {
					seen++;
					const off = layout.regions.every((frame) => Math.abs(frame.x - x) > half);
					expect(off, `beat ${at}, ${size.width} wide`).toBe(true);
				}
			}
		}
		expect(seen).toBeGreaterThan(10);
	}
);

test('a way has a point where it began if nothing stands there any more', async () => {
	const scene = await sceneFor('direct-encrypt');
	const layout = layoutOf(scene, SIZES[0]!);
	let seen = 0;
	for (const [at, { moves }] of scene.beats.entries())
		for (const { left, route, thing } of castOf(scene, layout, at).trails) {
			const { from } = moves.find((move) => move.thing.id === thing.id)!;
			const stays = scene.beats[at]!.places.some((one) => one.lane === from && one.thing.id === thing.id);
			expect(left, `beat ${at}`).toEqual(stays ? undefined : route.points[0]);
			seen += Number(!stays);
		}
	expect(seen).toBeGreaterThan(0);
});
