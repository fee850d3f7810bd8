/** The four crypto operations share these two halves: what KMS asks of the HSM, and how it is told. */
import type { EncryptionContext } from '$lib/domain/encryption-context';
import { KmsError } from '$lib/domain/errors';
import type { KeyRecord } from '$lib/domain/key';
import type { Thing } from '$lib/domain/trace';
import { openingError, type Call } from './call';
import type { Sealer } from './resolve';

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

/** Runs an opening in the HSM; a refusal is told as the check that failed, and becomes KMS's error. */
export async function opening<T>(
	call: Call,
	of: { readonly input: Thing; readonly sealer: Sealer; readonly context: EncryptionContext | undefined },
	run: () => Promise<T>
): Promise<T> {
	call.unwrapStep(of.sealer.key, of.sealer.generation);
	try {
		return await run();
	} catch (caught) {
		const error = openingError(caught);
		if (error instanceof KmsError) {
			call.tracer.add({
				kind: 'hsm-open',
				input: of.input,
				failed: error.why.check === 'authentication-tag' ? 'authentication-tag' : 'malformed',
				...(of.context && { context: of.context })
			});
			call.tracer.add({ kind: 'hsm-wipe', wiped: ['key material', 'message key'] });
			call.tracer.add({
				kind: 'answer',
				from: 'hsm',
				to: 'kms',
				operation: call.operation,
				carries: [],
				error: error.toRecord()
			});
		}
		throw error;
	}
}
