/** The same HSM without a boundary: for Node, tests, prerendering, and frames where a Worker is refused. */
import type { CallOptions, Hsm, RsaTestKeys } from '$lib/domain/hsm';
import { createHsmEngine, type HsmEngine } from './engine';
import { drop } from './drop';
import { isLater } from './later';
import { hsmOver } from './over';
import type { HsmOperation, HsmOperations } from './protocol';

/** `seed`: 32 bytes. */
export function createInProcessHsm(from: {
	readonly seed: Uint8Array;
	readonly rsaTestKeys?: RsaTestKeys | undefined;
	readonly engine?: HsmEngine;
}): Hsm {
	const engine = from.engine ?? createHsmEngine('in-process');
	const { seed, rsaTestKeys } = from;
	engine.init({ seed, ...(rsaTestKeys && { rsaTestKeys }) });
	const call = async <O extends HsmOperation>(
		op: O,
		request: HsmOperations[O]['request'],
		options?: CallOptions
	): Promise<HsmOperations[O]['answer']> => {
		options?.signal?.throwIfAborted();
		const answer = await (isLater(op)
			? engine.handleLater(op, request as never)
			: engine.handle(op, request as never));
		if (options?.signal?.aborted) drop(answer);
		options?.signal?.throwIfAborted();
		return answer;
	};
	return hsmOver(call, () => engine.close());
}
