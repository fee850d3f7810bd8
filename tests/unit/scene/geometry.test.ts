import { describe, expect, it } from 'vitest';
import type { Beat } from '$lib/flows/beat';
import type { Thing } from '$lib/domain/trace';
import { identicon } from '$lib/scene/geometry/identicon';
import { arrowHead, linkPath, pointOn, travelTime } from '$lib/scene/geometry/motion';
import { assertContained } from '$lib/scene/geometry/sprites';

const material: Thing = { id: 'ab'.repeat(32), material: 'key-material', length: 32 };
const beat: Beat = {
	id: 'b',
	phase: 'Ask',
	caption: [],
	describe: '',
	focus: 'hsm',
	places: [],
	moves: [],
	wiped: [],
	hsmLit: true,
	keys: [],
	gates: [],
	time: 0,
	entryId: 'e',
	stepIndexes: []
};

describe('motion', () => {
	const way = { from: { x: 0, y: 0 }, to: { x: 100, y: 50 }, vertical: false };

	it('draws a way across as a curve', () => {
		expect(linkPath(way)).toBe('M0,0C50,0,50,50,100,50');
		expect(linkPath({ ...way, vertical: true })).toBe('M0,0C0,25,100,25,100,50');
	});

	it('moves a token along the very curve that is drawn', () => {
		expect(pointOn(way, 0)).toEqual({ x: 0, y: 0 });
		expect(pointOn(way, 0.5)).toEqual({ x: 50, y: 25 });
		expect(pointOn(way, 1)).toEqual({ x: 100, y: 50 });
	});

	it('takes longer for a longer way, within bounds', () => {
		expect(travelTime(0)).toBe(400);
		expect(travelTime(400)).toBe(490);
		expect(travelTime(5000)).toBe(900);
	});

	it('ends an arrow at its target', () => {
		expect(arrowHead({ x: 0, y: 0 }, { x: 10, y: 0 }, 5)).toBe('M5.6 -2.4L10.0 0.0L5.6 2.4');
	});
});

describe('identicon', () => {
	it('is the same for the same bytes and differs for others', () => {
		expect(identicon('0000' + '1' + '0'.repeat(59), 5)).toBe('M0 0h1v1h-1zM4 0h1v1h-1z');
		expect(identicon('0'.repeat(64), 5)).toBe('');
	});
});

describe('key material', () => {
	it('may lie inside the HSM', () => {
		expect(() => assertContained({ ...beat, places: [{ thing: material, lane: 'hsm' }] })).not.toThrow();
	});

	it.each(['caller', 'sdk', 'kms', 'store'] as const)('never lies in lane %s', (lane) => {
		expect(() => assertContained({ ...beat, places: [{ thing: material, lane }] })).toThrow(/would lie/);
	});

	it('never crosses', () => {
		const moves = [{ thing: material, from: 'hsm', to: 'kms' }] as const;
		expect(() => assertContained({ ...beat, moves })).toThrow(/would cross/);
	});
});
