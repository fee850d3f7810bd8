/** One cell of the comparison, tried in this page: behind a worker where the browser lets us. */
import type { Hsm } from '$lib/domain/hsm';
import { KEY_KINDS, type KeyKind, type KindId } from '$lib/scenarios/key-kinds';
import { QUESTIONS, type Question } from '$lib/scenarios/kind-questions';
import { explainEntry, type ExplainedEntry } from '$lib/world/explain-entry';
import { chooseHsm } from './choose-hsm';
import { KIND_SEED, playKind, tryKind, type Trial } from './kind-trials';

export const tryHere = (kind: KindId, question: string): Promise<Trial> =>
	inOwnWorld(kind, question, tryKind);

/** Every gate of the call that answers a cell; undefined where no permission was asked for. */
export const explainHere = (kind: KindId, question: string): Promise<ExplainedEntry | undefined> =>
	inOwnWorld(kind, question, async (...cell) => {
		const { play, entry } = await playKind(...cell);
		return explainEntry(play.timeline.stateAt(entry.parent), entry);
	});

async function inOwnWorld<T>(
	kindId: KindId,
	questionId: string,
	work: (kind: KeyKind, question: Question, hsm: Hsm) => Promise<T>
): Promise<T> {
	const kind = KEY_KINDS.find(({ id }) => id === kindId);
	const question = QUESTIONS.find(({ id }) => id === questionId);
	if (!kind || !question) throw new Error(`expected a kind and a question, got "${kindId}", "${questionId}"`);
	const { RSA_TEST_KEYS } = await import('$lib/scenarios/rsa-test-keys');
	const { hsm } = await chooseHsm({ seed: KIND_SEED, inProcess: true, rsaTestKeys: RSA_TEST_KEYS });
	try {
		return await work(kind, question, hsm);
	} finally {
		hsm.close();
	}
}
