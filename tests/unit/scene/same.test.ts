import { expect, test } from 'vitest';
import type { Scene } from '$lib/flows/beat';
import { sameAsBefore, sameIn } from '$lib/scene/geometry/same';

const scene = (): Scene => ({
	id: 's',
	title: 's',
	account: '',
	region: '',
	lanes: [],
	beats: [],
	phases: []
});

test('what is equal in one scene is one object; another scene has its own', () => {
	const one = scene();
	const first = sameIn(one, { id: 'a', length: 3 });
	expect(sameIn(one, { id: 'a', length: 3 })).toBe(first);
	expect(sameIn(one, { id: 'a', length: 4 })).not.toBe(first);
	expect(sameIn(scene(), { id: 'a', length: 3 })).not.toBe(first);
});

test('keeps the objects of a list that hold the same as before', () => {
	type One = { key: string; at?: { x: number } | undefined; seen: boolean };
	const keep = sameAsBefore<One>();
	const make = (): One[] => [
		{ key: 'a', at: { x: 1 }, seen: true },
		{ key: 'b', at: { x: 1 }, seen: true },
		{ key: 'c', seen: true }
	];
	const first = keep(make());
	const [a, b, c] = make() as [One, One, One];
	const second = keep([c, a, { ...b, at: { x: 2 } }]);
	expect(second[0]).toBe(first[2]);
	expect(second[1]).toBe(first[0]);
	expect(second[2]).toEqual({ key: 'b', at: { x: 2 }, seen: true });
	// What has a member more is another, and what was away in between is not known any more.
	const third = keep([
		{ ...a, at: undefined },
		{ ...c, at: { x: 1 } }
	]);
	expect(third.map(({ at }) => at)).toEqual([undefined, { x: 1 }]);
	expect(keep([{ ...b, at: { x: 2 } }])[0]).not.toBe(second[2]);
});
