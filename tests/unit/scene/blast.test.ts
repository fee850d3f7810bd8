import { expect, test } from 'vitest';
import { barsOf } from '$lib/scene/geometry/bars';
import { blastPicture } from '$lib/scene/geometry/blast';

const rows = [{ height: 32 }, { height: 44, ring: 0 }, { height: 32 }, { height: 44, ring: 1 }];

test('a thread leads from the ring of its generation to the middle of its row', () => {
	const picture = blastPicture(rows, { width: 150, rings: 2 });
	expect(picture.height).toBe(152);
	expect(picture.threads.map((one) => one.row)).toEqual([1, 3]);
	expect(picture.threads.map((one) => one.path.split(',').slice(-2))).toEqual([
		['150', '54'],
		['150', '130']
	]);
	const [outer, inner] = picture.rings;
	const startsAt = picture.threads.map((one) => Number(/^M([\d.]+)/.exec(one.path)![1]));
	expect(startsAt[0]).toBeGreaterThan(picture.centre.x + inner!);
	expect(startsAt[0]).toBeLessThanOrEqual(picture.centre.x + outer!);
});

test('a ring that sealed nothing has no thread, and a list of nothing is still a picture', () => {
	expect(blastPicture([{ height: 32 }], { width: 150, rings: 3 }).threads).toEqual([]);
	expect(blastPicture([], { width: 150, rings: 1 })).toMatchObject({ height: 0, rings: [28] });
});

test('bars of a group stand side by side, the highest reaches the top, and nothing costs no height', () => {
	const { groups, middles } = barsOf(
		[
			[2, 4],
			[0, 0]
		],
		{ width: 100, height: 50 }
	);
	expect(groups[0]).toMatchObject([
		{ y: 25, height: 25 },
		{ y: 0, height: 50 }
	]);
	expect(groups[1]).toMatchObject([{ height: 0 }, { height: 0 }]);
	expect(middles[0]).toBeLessThan(middles[1]!);
});
