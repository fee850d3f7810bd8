import { error } from '@sveltejs/kit';
import { prerenderedScene, scenarioIds } from '$lib/view/prerender-scene';
import type { PageServerLoad } from './$types';

export const entries = scenarioIds;

export const load: PageServerLoad = async ({ params }) => {
	const played = await prerenderedScene(params.id);
	if (!played) error(404, `There is no scene "${params.id}". All scenes are listed under Scenes.`);
	return played;
};
