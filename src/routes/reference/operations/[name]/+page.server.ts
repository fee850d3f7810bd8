import { error } from '@sveltejs/kit';
import { isOperation, operationPage, OPERATION_NAMES } from '$lib/view/reference/measured';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = () => OPERATION_NAMES.map((name) => ({ name }));

export const load: PageServerLoad = async ({ params }) => {
	if (!isOperation(params.name)) error(404, `KMS has no operation "${params.name}".`);
	return { of: await operationPage(params.name) };
};
