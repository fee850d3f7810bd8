/** One cell of the comparison, tried in this page: behind a worker where the browser lets us. */
import { KEY_KINDS, type KindId } from '$lib/scenarios/key-kinds';
import { QUESTIONS } from '$lib/scenarios/kind-questions';
import { chooseHsm } from './choose-hsm';
import { KIND_SEED, tryKind, type Trial } from './kind-trials';

export async function tryHere(kindId: KindId, questionId: string): Promise<Trial> {
	const kind = KEY_KINDS.find(({ id }) => id === kindId);
	const question = QUESTIONS.find(({ id }) => id === questionId);
	if (!kind || !question) throw new Error(`expected a kind and a question, got "${kindId}", "${questionId}"`);
	const { RSA_TEST_KEYS } = await import('$lib/scenarios/rsa-test-keys');
	const { hsm } = await chooseHsm({ seed: KIND_SEED, inProcess: true, rsaTestKeys: RSA_TEST_KEYS });
	try {
		return await tryKind(kind, question, hsm);
	} finally {
		hsm.close();
	}
}
