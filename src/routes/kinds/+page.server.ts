import { fromHex } from '$lib/domain/bytes';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { KIND_SEED, tryKinds } from '$lib/view/kind-trials';
import type { PageServerLoad } from './$types';

/** The table in the page's HTML, tried when the site is built. Each cell can be tried again in the page. */
export const load: PageServerLoad = async () => {
	const hsm = createInProcessHsm({ seed: fromHex(KIND_SEED), rsaTestKeys: RSA_TEST_KEYS });
	const trials = await tryKinds(hsm);
	hsm.close();
	return { trials };
};
