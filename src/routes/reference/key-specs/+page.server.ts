import { keySpecs } from '$lib/view/reference/measured';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => ({ specs: await keySpecs() });
