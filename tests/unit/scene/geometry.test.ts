import { describe, expect, it } from 'vitest';
import type { Beat } from '$lib/flows/beat';
import type { Thing } from '$lib/domain/trace';
import { identicon } from '$lib/scene/geometry/identicon';
import { arrowHead, travelTime } from '$lib/scene/geometry/motion';
import { alongRoute, arrowEnd, lengthOfRoute, routePath } from '$lib/scene/geometry/route';
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
	const route = {
		points: [
			{ x: 0, y: 0 },
			{ x: 50, y: 0 },
			{ x: 50, y: 100 }
		],
		radius: 10
	};

	it('draws a way that turns in round corners', () => {
		expect(routePath(route)).toBe('M0,0L40,0Q50,0,50,10L50,100');
	});

	it('moves a token along the very line that is drawn', () => {
		const along = alongRoute(route);
		expect(along(0)).toEqual({ x: 0, y: 0 });
		expect(along(1)).toEqual({ x: 50, y: 100 });
		expect(along(0.2)).toMatchObject({ y: 0 });
		expect(along(0.8)).toMatchObject({ x: 50 });
		expect(lengthOfRoute(route)).toBe(150);
	});

	it('ends an arrow short of the thing it points to', () => {
		expect(arrowEnd(route, 20).tip).toEqual({ x: 50, y: 80 });
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
