/// <reference lib="webworker" />
/** The worker that plays the HSM: one engine, one message in, one message out. */
import { HsmError } from '$lib/domain/hsm';
import { wipe } from '$lib/crypto/wipe';
import { createHsmEngine } from './engine';
import type { HsmAnswer, HsmRequest } from './protocol';

const scope = self as unknown as DedicatedWorkerGlobalScope;
/** A sign of life: an answer nobody waits for. */
const alive = (): void => scope.postMessage({ id: -1, ok: true, value: null } satisfies HsmAnswer);
const engine = createHsmEngine('worker', wipe, alive);

scope.onmessage = ({ data }: MessageEvent<HsmRequest>) => {
	const answer = answerTo(data);
	// What came in as a secret was copied by the browser: this side's copy ends here.
	if (data.op === 'init') wipe(data.request.seed);
	if (data.op === 'encrypt') wipe(data.request.plaintext);
	scope.postMessage(answer, transferred(answer));
};

/** Secrets and ciphertext are handed over, not copied: none stays behind here. Tokens are many and are copied. */
function transferred(answer: HsmAnswer): Transferable[] {
	if (!answer.ok || answer.value === null) return [];
	if (answer.value instanceof Uint8Array) return [answer.value.buffer];
	if (!('ciphertext' in answer.value)) return [];
	const { ciphertext, plaintext } = answer.value;
	return plaintext ? [ciphertext.buffer, plaintext.buffer] : [ciphertext.buffer];
}

function answerTo({ id, op, request }: HsmRequest): HsmAnswer {
	try {
		return { id, ok: true, value: engine.handle(op, request) };
	} catch (error) {
		const code = error instanceof HsmError ? error.code : 'bug';
		return {
			id,
			ok: false,
			error: { code, message: error instanceof Error ? error.message : String(error) }
		};
	}
}
