/**
 * Finds an HSM for the page: the worker behind its boundary, or, where the page allows it, the same engine in the
 * page's own memory, with a sentence that says so.
 */
import { fromHex } from '$lib/domain/bytes';
import type { Hsm, RsaTestKeys } from '$lib/domain/hsm';
import { createWorkerHsm } from '$lib/hsm/client';

export interface ChosenHsm {
	readonly hsm: Hsm;
	readonly where: 'worker' | 'in-process';
	/** To be shown as long as the HSM is in use. */
	readonly notice?: string;
	/** Ends the worker from outside; absent where there is no boundary to cut. */
	kill?(): void;
}

/** Why there is no HSM: a sentence for a person. */
export class HsmRefused extends Error {
	constructor(reason: string) {
		super(
			`The glass box needs a module Web Worker, and this browser refused one (${reason}). ` +
				'Open this page in a current browser, or on a page that is not sandboxed, and nothing is lost.'
		);
		this.name = 'HsmRefused';
	}
}

/** @throws HsmRefused when no worker starts and `inProcess` is not allowed. */
export async function chooseHsm(options: {
	seed: string;
	rsaTestKeys?: RsaTestKeys | undefined;
	inProcess: boolean;
}): Promise<ChosenHsm> {
	const seed = fromHex(options.seed);
	const { rsaTestKeys } = options;
	try {
		if (typeof Worker === 'undefined') throw new Error('it has no workers');
		const hsm = createWorkerHsm({ seed, rsaTestKeys });
		await hsm.ping();
		return { hsm, where: 'worker', kill: () => hsm.kill() };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		if (!options.inProcess) throw new HsmRefused(reason);
		const { createInProcessHsm } = await import('$lib/hsm/in-process');
		return {
			hsm: createInProcessHsm({ seed, rsaTestKeys }),
			where: 'in-process',
			notice: "No glass box here: the browser refused a worker, so keys share the page's memory."
		};
	}
}
