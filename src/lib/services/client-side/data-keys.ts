/**
 * The data key of a message: made by KMS under the first wrapping key, encrypted under each further one, and got back
 * from the first wrapped copy that KMS decrypts. As the KMS keyring of the AWS Encryption SDK does it.
 * Source: AWS Encryption SDK Developer Guide, "AWS KMS keyrings": each key's own Region is called.
 */
import type { WrappedKey } from '$lib/crypto/message/header';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Acting } from '$lib/domain/entry';
import type { KmsError } from '$lib/domain/errors';
import { parseKmsArn } from '$lib/domain/ids';
import type { KmsPort } from '$lib/domain/kms-port';

export interface Client {
	readonly kms: KmsPort;
	readonly acting: Acting;
}

export interface DataKey {
	/** 32 bytes; to be wiped. */
	readonly plaintext: Uint8Array;
	readonly wrappedKeys: readonly WrappedKey[];
}

export interface FailedAttempt {
	readonly keyArn: string;
	readonly error: KmsError;
}

/** No wrapped copy of the data key could be decrypted. `cause` is the first refusal. */
export class NoKeyOpensError extends Error {
	readonly attempts: readonly FailedAttempt[];

	constructor(attempts: readonly FailedAttempt[], others: readonly string[]) {
		const tried = attempts.map(({ keyArn, error }) => `${keyArn}: ${error.code}`);
		const skipped = others.map((provider) => `a copy of provider ${provider}, which this page cannot use`);
		super(`no wrapped data key could be decrypted (${[...tried, ...skipped].join('; ')})`, {
			cause: attempts[0]?.error
		});
		this.name = 'NoKeyOpensError';
		this.attempts = attempts;
	}
}

/** KMS is called where the key is, when it is named by its ARN. */
export function atKey(acting: Acting, keyId: string): Acting {
	const region = parseKmsArn(keyId)?.region;
	return region === undefined ? acting : { ...acting, region };
}

/** @throws KmsError as KMS answers; nothing is left unwiped then. */
export async function makeDataKey(
	{ kms, acting }: Client,
	keyIds: readonly [string, ...string[]],
	context: EncryptionContext
): Promise<DataKey> {
	const [first, ...further] = keyIds;
	const made = await kms.call(
		'GenerateDataKey',
		{ KeyId: first, KeySpec: 'AES_256', ...contextOf(context) },
		atKey(acting, first)
	);
	const wrappedKeys: WrappedKey[] = [{ providerInfo: made.KeyId, blob: made.CiphertextBlob }];
	const plaintext = made.Plaintext.slice();
	try {
		for (const keyId of further)
			wrappedKeys.push(await wrapDataKey({ kms, acting }, keyId, plaintext, context));
	} catch (error) {
		plaintext.fill(0);
		throw error;
	}
	return { plaintext, wrappedKeys };
}

export async function wrapDataKey(
	{ kms, acting }: Client,
	keyId: string,
	dataKey: Uint8Array,
	context: EncryptionContext
): Promise<WrappedKey> {
	// KMS gets a copy: the caller wipes its own when it is done.
	const input = { KeyId: keyId, Plaintext: dataKey.slice(), ...contextOf(context) };
	const wrapped = await kms.call('Encrypt', input, atKey(acting, keyId));
	return { providerInfo: wrapped.KeyId, blob: wrapped.CiphertextBlob };
}

export const contextOf = (context: EncryptionContext): { EncryptionContext?: EncryptionContext } =>
	Object.keys(context).length > 0 ? { EncryptionContext: context } : {};
