/// <reference lib="webworker" />
/** The worker that plays the HSM: one engine, one message in, one message out. */
import { HsmError } from '$lib/domain/hsm';
import { wipe } from '$lib/crypto/wipe';
import { createHsmEngine } from './engine';
import { isLater } from './later';
import type { HsmAnswer, HsmLifeline, HsmRequest } from './protocol';

const scope = self as unknown as DedicatedWorkerGlobalScope;
/** What a request brings that is secret: the seed, plaintexts and messages. */
const SECRET_MEMBERS = ['seed', 'plaintext', 'message'];
/** What an answer holds that nothing else here needs. */
const HANDED_OVER = ['ciphertext', 'plaintext', 'sharedSecret', 'publicKey', 'importToken'];
/** A sign of life: an answer nobody waits for. */
const alive = (): void => scope.postMessage({ id: -1, ok: true, value: null } satisfies HsmAnswer);
const engine = createHsmEngine('worker', { beat: alive });

// There are none where the page is not served securely. The name is no secret, and no part of the world.
const hold = (lifeline: string): void =>
	void scope.navigator.locks.request(lifeline, () => {
		scope.postMessage({ lifeline } satisfies HsmLifeline);
		return new Promise(() => undefined);
	});
if (scope.navigator?.locks) hold(`glass-kms hsm ${crypto.randomUUID()}`);

scope.onmessage = ({ data }: MessageEvent<HsmRequest>) => {
	void answer(data);
};

function finish(asked: HsmRequest, answer: HsmAnswer): void {
	// What came in as a secret was copied by the browser: this side's copy ends here.
	const request = asked.request as Readonly<Record<string, unknown>> | null;
	for (const member of SECRET_MEMBERS) if (request?.[member] instanceof Uint8Array) wipe(request[member]);
	scope.postMessage(answer, transferred(answer));
}

/** Secrets and ciphertext are handed over, not copied: none stays behind here. Tokens are many and are copied. */
function transferred(answer: HsmAnswer): Transferable[] {
	if (!answer.ok || answer.value === null || typeof answer.value === 'boolean') return [];
	if (answer.value instanceof Uint8Array) return [answer.value.buffer];
	const value = answer.value as Readonly<Record<string, unknown>>;
	return HANDED_OVER.flatMap((member) =>
		value[member] instanceof Uint8Array ? [value[member].buffer as ArrayBuffer] : []
	);
}

const failed = (id: number, error: unknown): HsmAnswer => ({
	id,
	ok: false,
	error: {
		code: error instanceof HsmError ? error.code : 'bug',
		message: error instanceof Error ? error.message : String(error)
	}
});

async function answer(asked: HsmRequest): Promise<void> {
	const { id, op, request } = asked;
	try {
		const value = await (isLater(op)
			? engine.handleLater(op, request as never)
			: engine.handle(op, request as never));
		finish(asked, { id, ok: true, value });
	} catch (error) {
		finish(asked, failed(id, error));
	}
}
