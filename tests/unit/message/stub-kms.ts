/** A KMS of AES-GCM and a map, for tests of what lies above it. Knows the keys it was given. */
import { gcm } from '@noble/ciphers/aes.js';
import { concat, fromHex } from '$lib/domain/bytes';
import { canonicalContext, type EncryptionContext } from '$lib/domain/encryption-context';
import { KmsError } from '$lib/domain/errors';
import type { KmsPort } from '$lib/domain/kms-port';

/** One stub answers every operation; these are the members it reads. */
interface AnyInput {
	readonly KeyId: string;
	readonly EncryptionContext?: EncryptionContext;
	readonly Plaintext?: Uint8Array;
	readonly CiphertextBlob?: Uint8Array;
}

export const ARNS = ['1', '2', '3'].map(
	(n) => `arn:aws:kms:eu-west-1:111122223333:key/${n.repeat(8)}-12ab-34cd-56ef-1234567890ab`
);

/** What GenerateDataKey gives. */
export const STUB_DATA_KEY = fromHex('42'.repeat(32));

export function stubKms(disabled: readonly string[] = []) {
	let counter = 0;
	const materialOf = (arn: string): Uint8Array => {
		const n = ARNS.indexOf(arn);
		const why = { check: 'resolve', detail: arn } as const;
		if (n < 0) throw new KmsError('NotFoundException', `no key ${arn}`, why);
		if (disabled.includes(arn)) throw new KmsError('DisabledException', `${arn} is disabled`, why);
		return new Uint8Array(32).fill(n + 1);
	};
	const encrypt = (arn: string, text: Uint8Array, context: EncryptionContext = {}): Uint8Array => {
		const iv = new Uint8Array(12).fill(++counter);
		return concat(iv, gcm(materialOf(arn), iv, canonicalContext(context)).encrypt(text));
	};
	const decrypt = (arn: string, blob: Uint8Array, context: EncryptionContext = {}): Uint8Array => {
		try {
			const key = materialOf(arn);
			return gcm(key, blob.slice(0, 12), canonicalContext(context)).decrypt(blob.slice(12));
		} catch (error) {
			if (error instanceof KmsError) throw error;
			const why = { check: 'authentication-tag', detail: 'tag' } as const;
			throw new KmsError('InvalidCiphertextException', 'does not open', why);
		}
	};
	const answer = (operation: string, input: unknown): unknown => {
		const { KeyId, EncryptionContext: context, Plaintext, CiphertextBlob } = input as AnyInput;
		if (operation === 'GenerateDataKey')
			return {
				KeyId,
				Plaintext: STUB_DATA_KEY.slice(),
				CiphertextBlob: encrypt(KeyId, STUB_DATA_KEY, context)
			};
		if (operation === 'Encrypt')
			return { KeyId, CiphertextBlob: encrypt(KeyId, new Uint8Array(Plaintext!), context) };
		return { KeyId, Plaintext: decrypt(KeyId, new Uint8Array(CiphertextBlob!), context) };
	};
	const port = { call: async (operation: string, input: unknown) => answer(operation, input) } as KmsPort;
	/** As the AWS SDK's client of version 2 and 3 looks to the keyring. */
	const sdkClient = {
		generateDataKey: async (input: unknown) => answer('GenerateDataKey', input),
		encrypt: async (input: unknown) => answer('Encrypt', input),
		decrypt: async (input: unknown) => answer('Decrypt', input)
	};
	return { port, sdkClient };
}
