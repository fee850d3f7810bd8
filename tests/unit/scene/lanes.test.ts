/** What lies in a lane can be told apart and read, however much it is; and one rail shows one decision. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Gate } from '$lib/flows/beat';
import { fit, type FitOptions } from '$lib/scene/geometry/fit';
import { askedAt, lastWalk, WALK, walksOf } from '$lib/scene/geometry/gates';
import type { Lane, Layout } from '$lib/scene/geometry/layout';

const PAGE: FitOptions = { type: 14, small: 13, least: 26, largest: 88 };
const BIG: FitOptions = { type: 24, small: 24, least: 34, largest: 104 };
const room = fc.record({
	w: fc.integer({ min: 90, max: 420 }),
	h: fc.integer({ min: 90, max: 600 }),
	most: fc.integer({ min: 1, max: 12 })
});

test.each([
	['on a page', PAGE],
	['on the big screen', BIG]
])('%s no two things of a lane lie on each other', (_, options) => {
	fc.assert(
		fc.property(room, ({ w, h, most }) => {
			const [one] = fit([{ body: { x: 0, y: 0, w, h }, most }], options);
			const { glyph, pitch, columns, cell, beside, dense, worded } = one!;
			expect(glyph).toBeLessThanOrEqual(pitch);
			// Beside its words, a thing has what they leave of the lane; else it stands over them.
			expect(glyph).toBeLessThanOrEqual(beside ? w - cell : cell);
			if (beside) expect(pitch).toBeGreaterThanOrEqual(options.type * 1.6);
			// All of them, and the line of words beneath, have room; as long as there is any.
			if (dense && glyph > 12)
				expect(Math.ceil(most / columns) * pitch + (worded ? options.type * 1.4 : 0)).toBeLessThanOrEqual(
					h + 1
				);
		}),
		// One thing in a low, narrow lane, with its words beside it.
		{ examples: [[{ w: 191, h: 96, most: 1 }]] }
	);
});

describe('one rail for two decisions of an account', () => {
	const lane = (id: Lane['id'], rail: number): Lane => ({ id, rail }) as Lane;
	const layout = {
		vertical: false,
		lanes: [lane('service', 50), lane('kms', 50), lane('kms@444455556666/eu-west-1', 300)]
	} as unknown as Layout;
	const gate = (of: Lane['id'], outcome: Gate['outcome'], decides = false): Gate => ({
		...{ lane: of, outcome, decides, label: 'IAM', reason: '' }
	});

	test('shows the last where all were allowed', () => {
		expect(walksOf([gate('service', 'open', true), gate('kms', 'open', true)], layout)).toEqual(['kms']);
	});
	test('shows the one that ended the call', () => {
		expect(walksOf([gate('service', 'shut', true), gate('kms', 'open')], layout)).toEqual(['service']);
	});
	test('shows both accounts of a call between two', () => {
		expect(walksOf([gate('kms', 'open'), gate('kms@444455556666/eu-west-1', 'shut', true)], layout)).toEqual([
			'kms',
			'kms@444455556666/eu-west-1'
		]);
	});
});

test('of two decisions of a lane the last is shown', () => {
	const gate = (label: string): Gate => ({ label, lane: 'kms', outcome: 'open', decides: false, reason: '' });
	const walk = ['RCP', 'SCP', 'Key policy', 'IAM', 'Enabled'].map(gate);
	expect(lastWalk(walk)).toEqual(walk);
	expect(lastWalk([...walk, ...walk.slice(1)]).map(({ label }) => label)).toEqual([
		'SCP',
		'Key policy',
		'IAM',
		'Enabled'
	]);
	expect(lastWalk([])).toEqual([]);
});

test('gates that stand one after another are asked one after another, and all before a Deny slams them', () => {
	expect([0, 0.01, WALK / 2, WALK - 0.01, WALK, 1].map((t) => askedAt(t, 4))).toEqual([0, 1, 2, 4, 4, 4]);
	for (const count of [0, 1, 5, 9])
		for (let t = 0; t < 1; t += 0.01)
			expect(askedAt(t + 0.01, count)).toBeGreaterThanOrEqual(askedAt(t, count));
});
