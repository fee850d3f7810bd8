import { expect, test } from 'vitest';
import { SCENARIOS } from '$lib/scenarios';
import { CHAPTERS, pathThrough } from '$lib/scenarios/chapters';

test('the path has every scene once', () => {
	const ids = pathThrough(SCENARIOS).flatMap((chapter) => chapter.scenes.map((scene) => scene.id));
	expect(ids.toSorted()).toEqual(SCENARIOS.map((scene) => scene.id).toSorted());
	expect(new Set(ids).size).toBe(ids.length);
});

test('no chapter lists a scene twice', () => {
	const ids = CHAPTERS.flatMap((chapter) => chapter.scenes);
	expect(new Set(ids).size).toBe(ids.length);
});

test('a scene that no chapter lists comes last in the chapter it names, else in the last', () => {
	const [first] = SCENARIOS;
	const path = pathThrough([
		...SCENARIOS,
		{ ...first!, id: 'not-listed', chapter: 'rotation' },
		{ ...first!, id: 'homeless' }
	]);
	expect(path.find(({ id }) => id === 'rotation')?.scenes.at(-1)?.id).toBe('not-listed');
	expect(path.at(-1)?.scenes.at(-1)?.id).toBe('homeless');
});
