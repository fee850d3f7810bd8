/** What KMS asks of the HSM, and how its answer is told. */
import type { KmsError } from '$lib/domain/errors';
import type { KeyRecord } from '$lib/domain/key';
import type { Thing } from '$lib/domain/trace';
import type { Call } from './call';

export function askHsm(call: Call, operation: string, key: KeyRecord, carries: readonly Thing[]): void {
	call.tracer.add({ kind: 'request', from: 'kms', to: 'hsm', operation, carries, keyRef: key.arn });
}

export function wipedAndAnswered(
	call: Call,
	operation: string,
	wiped: readonly string[],
	carries: readonly Thing[]
): void {
	call.tracer.add({ kind: 'hsm-wipe', wiped });
	call.tracer.add({ kind: 'answer', from: 'hsm', to: 'kms', operation, carries });
}

/** The HSM refused: what it had is wiped all the same, and it answers with nothing. @returns the error */
export function wipedAndRefused(call: Call, wiped: readonly string[], error: KmsError): KmsError {
	const operation = call.operation;
	call.tracer.add({ kind: 'hsm-wipe', wiped });
	call.tracer.add({
		kind: 'answer',
		from: 'hsm',
		to: 'kms',
		operation,
		carries: [],
		error: error.toRecord()
	});
	return error;
}
