import { expect, test } from 'vitest';
import type { Scene } from '$lib/flows/beat';
import { sameIn } from '$lib/scene/geometry/same';

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
