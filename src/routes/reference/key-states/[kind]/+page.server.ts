import { error } from '@sveltejs/kit';
import { KEY_KINDS } from '$lib/reference/key-kinds';
import { keyStatesPage } from '$lib/view/reference/measured';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = () => KEY_KINDS.map(({ id }) => ({ kind: id }));

export const load: PageServerLoad = async ({ params }) => {
	const of = await keyStatesPage(params.kind);
	if (!of) error(404, `There is no kind of key "${params.kind}".`);
	return { of };
};
