/** One use of key material that is not symmetric encryption: asked of the HSM, told step by step. */
import { KmsError, type Why } from '$lib/domain/errors';
import { HsmError, type KeyToken } from '$lib/domain/hsm';
import type { KeyRecord } from '$lib/domain/key';
import type { ComputeAct, Thing } from '$lib/domain/trace';
import type { Call } from './call';
import { askHsm, wipedAndAnswered, wipedAndRefused } from './open-and-seal';

/**
 * Unwraps the key's current material, runs, and wipes. `outputs` tells what came of it; `refused` turns the HSM's
 * refusal into KMS's error, `check` a result that is one.
 */
export async function compute<T>(
	call: Call,
	of: {
		readonly key: KeyRecord;
		readonly act: ComputeAct;
		readonly algorithm: string;
		readonly inputs: readonly Thing[];
		readonly wiped?: readonly string[];
		readonly run: (token: KeyToken) => Promise<T>;
		readonly outputs: (value: T) => readonly Thing[];
		readonly refused?: (error: HsmError) => KmsError;
		readonly check?: (value: T) => KmsError | undefined;
	}
): Promise<T> {
	const { key, act, algorithm, inputs, wiped = [] } = of;
	askHsm(call, call.operation, key, inputs);
	const { generation, token } = call.current(key);
	call.unwrapStep(key, generation);
	const stop = (error: KmsError): KmsError => {
		call.tracer.add({ kind: 'hsm-compute', act, algorithm, inputs, outputs: [], failed: error.why.detail });
		return wipedAndRefused(call, ['key material', ...wiped], error);
	};
	let value: T;
	try {
		value = await of.run(token);
	} catch (caught) {
		if (caught instanceof HsmError && caught.code !== 'unavailable' && of.refused)
			throw stop(of.refused(caught));
		throw caught;
	}
	const wrong = of.check?.(value);
	if (wrong) throw stop(wrong);
	const outputs = of.outputs(value);
	call.tracer.add({ kind: 'hsm-compute', act, algorithm, inputs, outputs });
	wipedAndAnswered(call, call.operation, ['key material', ...wiped], outputs);
	return value;
}

/** An error whose message AWS leaves empty. */
export const silent = (code: KmsError['code'], check: Why['check'], detail: string): KmsError =>
	new KmsError(code, '', { check, detail });
