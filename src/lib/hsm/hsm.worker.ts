/// <reference lib="webworker" />
/** The worker that plays the HSM: one engine, one message in, one message out. */
import { HsmError } from '$lib/domain/hsm';
import { createHsmEngine } from './engine';
import type { HsmAnswer, HsmRequest } from './protocol';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const engine = createHsmEngine('worker');

scope.onmessage = ({ data }: MessageEvent<HsmRequest>) => {
	scope.postMessage(answerTo(data));
};

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
