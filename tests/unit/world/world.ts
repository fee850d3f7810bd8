/** A world for tests: a timeline over the in-process HSM, run one command after another. */
import { fromHex } from '$lib/domain/bytes';
import type { Command, Execution } from '$lib/domain/entry';
import type { Input, OperationName, Output } from '$lib/domain/operations';
import { createInProcessHsm } from '$lib/hsm/in-process';
import type { Hsm } from '$lib/domain/hsm';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { execute } from '$lib/world/execute';
import { newOrigin } from '$lib/world/origins';
import type { FileStreams } from '$lib/world/work';
import { Timeline } from '$lib/world/timeline';

/**
 * New RSA keys are drawn from those of the scenes, so two of one size may be the same key; with `freshRsa` each is
 * generated, which takes seconds for the large ones.
 */
export function testWorld(
	options: { readonly seed?: number; readonly hsm?: Hsm; readonly freshRsa?: boolean } = {}
) {
	const seed = new Uint8Array(32).fill(options.seed ?? 7);
	const origin = newOrigin({ seed, name: 'test', id: 'test', startsAt: Date.UTC(2026, 0, 1) });
	const rsaTestKeys = options.freshRsa ? undefined : RSA_TEST_KEYS;
	const hsm = options.hsm ?? createInProcessHsm({ seed: fromHex(origin.seed), rsaTestKeys });
	const timeline = new Timeline(origin);
	const acting = { caller: origin.caller, account: origin.account, region: origin.region };
	const state = () => timeline.stateAt(timeline.head);

	async function run(command: Command, signal?: AbortSignal, streams?: FileStreams): Promise<Execution> {
		const parent = timeline.head === null ? null : timeline.entryAt(timeline.head)!;
		const before = state();
		const execution = await execute({
			origin,
			state: before,
			parent,
			command,
			hsm,
			log: timeline,
			...(signal && { signal }),
			...(streams && { streams })
		});
		timeline.append(execution.entry);
		return execution;
	}

	async function kms<O extends OperationName>(operation: O, input: Input<O>): Promise<Output<O>> {
		const execution = await run({ type: 'kms', operation, input, ...acting } as Command);
		if (!execution.entry.outcome.ok)
			throw new Error(`${execution.entry.outcome.error.code}: ${execution.entry.outcome.error.message}`);
		return execution.output as Output<O>;
	}

	return { origin, hsm, timeline, acting, state, run, kms };
}
