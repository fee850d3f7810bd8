/** An opening in the HSM, and how it is told. */
import type { EncryptionContext } from '$lib/domain/encryption-context';
import { KmsError } from '$lib/domain/errors';
import type { Thing } from '$lib/domain/trace';
import type { Call } from './call';
import { wipedAndRefused } from './open-and-seal';
import { openingError, type Sealer } from './sealer';

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
			wipedAndRefused(call, ['key material', 'message key'], error);
		}
		throw error;
	}
}
