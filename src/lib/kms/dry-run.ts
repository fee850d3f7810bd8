/** Dry runs of Decrypt and ReEncrypt that leave the ciphertext out. Source: API Decrypt, DryRunModifiers (2026). */
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Call } from './call';
import { invalid } from './validate';

interface Asked {
	readonly CiphertextBlob?: Uint8Array;
	readonly DryRun?: boolean;
	readonly DryRunModifiers?: readonly string[];
}

/**
 * The ciphertext; undefined for a dry run that ignores it.
 * @throws KmsError ValidationException
 */
export function ciphertextOf(input: Asked): Uint8Array | undefined {
	if (input.DryRunModifiers?.length && !input.DryRun)
		throw invalid('DryRunModifiers can only be specified when DryRun is true.');
	if (input.DryRunModifiers?.includes('IGNORE_CIPHERTEXT')) return undefined;
	if (input.CiphertextBlob) return input.CiphertextBlob;
	throw invalid(
		"1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null"
	);
}

/** Asks for the permission on a key by its name alone. @throws KmsError ValidationException when it is not named */
export function permitWithoutCiphertext(
	call: Call,
	of: {
		readonly keyRef: string | undefined;
		readonly action: string;
		readonly context: EncryptionContext | undefined;
	}
): void {
	if (of.keyRef === undefined) throw invalid('A key ID is required when the ciphertext is ignored.');
	call.useKey(of.keyRef, { action: of.action, context: of.context });
}
