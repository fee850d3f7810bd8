import { prerenderedScene, scenarioIds } from '$lib/view/prerender-scene';
import { pictureOf, type ScenePicture } from '$lib/view/scene-picture';
import { pathThrough } from '$lib/scenarios/chapters';
import { SCENARIOS } from '$lib/scenarios';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
	const pictures: Record<string, ScenePicture> = {};
	for (const { id } of scenarioIds()) {
		const played = await prerenderedScene(id);
		if (played) pictures[id] = pictureOf(played);
	}
	const chapters = pathThrough(SCENARIOS).map(({ scenes, ...chapter }) => ({
		...chapter,
		scenes: scenes.map(({ id, title, summary, goal }) => ({ id, title, summary, goal: goal !== undefined }))
	}));
	return { pictures, chapters };
};
