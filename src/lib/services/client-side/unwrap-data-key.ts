/** The data key of a message, got back from the first wrapped copy that KMS decrypts. */
import type { ParsedHeader, WrappedKey } from '$lib/crypto/message/header';
import { isKmsError } from '$lib/domain/errors';
import { atKey, contextOf, NoKeyOpensError, type Client, type FailedAttempt } from './data-keys';

export interface Unwrapped {
	readonly dataKey: Uint8Array;
	readonly openedWith: WrappedKey;
	/** The copies tried before the one that opened. */
	readonly attempts: readonly FailedAttempt[];
}

/** @throws NoKeyOpensError; anything that is no KmsError at once. */
export async function unwrapDataKey({ kms, acting }: Client, header: ParsedHeader): Promise<Unwrapped> {
	const attempts: FailedAttempt[] = [];
	for (const wrapped of header.wrappedKeys) {
		try {
			const opened = await kms.call(
				'Decrypt',
				{
					KeyId: wrapped.providerInfo,
					CiphertextBlob: wrapped.blob,
					...contextOf(header.context)
				},
				atKey(acting, wrapped.providerInfo)
			);
			return { dataKey: opened.Plaintext.slice(), openedWith: wrapped, attempts };
		} catch (error) {
			if (!isKmsError(error)) throw error;
			attempts.push({ keyArn: wrapped.providerInfo, error });
		}
	}
	throw new NoKeyOpensError(attempts, header.otherProviders);
}
