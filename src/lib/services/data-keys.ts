/** The calls to KMS that every service makes: a data key with its encrypted copy, and the copy opened again. */
import { fromBase64, toBase64 } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Acting } from '$lib/domain/entry';
import type { KeyArn, KeyMaterialId } from '$lib/domain/ids';
import type { SealedUnder } from '$lib/domain/service';
import type { ServiceCall } from './service';
import { throughKms, type Refusals } from './through-kms';

export interface NewDataKey {
	readonly keyId: string;
	readonly context: EncryptionContext;
	readonly refusals: Refusals;
	/** Absent: the person who asked, through the service. */
	readonly by?: Acting;
	/** Until the grant is known everywhere. */
	readonly grantToken?: string | undefined;
}
export interface DataKey {
	/** 32 bytes. */
	readonly key: Uint8Array;
	readonly sealed: SealedUnder;
}

export async function newDataKey(call: ServiceCall, from: NewDataKey): Promise<DataKey> {
	const { keyId, context, refusals, by = call.forCaller() } = from;
	const made = await throughKms(refusals, () =>
		call.kms.call('GenerateDataKey', { KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: context }, by)
	);
	return { key: made.Plaintext.slice(), sealed: sealedUnder(call, made, context) };
}

/** 64 bytes for AES-XTS: the host that uses the disk opens it later. */
export async function newDiskKey(call: ServiceCall, from: NewDataKey): Promise<SealedUnder> {
	const { keyId, context, refusals, by = call.forCaller() } = from;
	const made = await throughKms(refusals, () =>
		call.kms.call(
			'GenerateDataKeyWithoutPlaintext',
			{ KeyId: keyId, NumberOfBytes: 64, EncryptionContext: context },
			by
		)
	);
	return sealedUnder(call, made, context);
}

export function sealedUnder(
	call: ServiceCall,
	made: { readonly KeyId?: string; readonly CiphertextBlob: Uint8Array },
	context: EncryptionContext
): SealedUnder {
	return {
		// KMS answers with the ARN, whatever it was asked by.
		keyArn: made.KeyId as KeyArn,
		materialId: call.materialOf(made.CiphertextBlob) as KeyMaterialId,
		blob: toBase64(made.CiphertextBlob),
		context
	};
}

/** The plaintext data key, from KMS. */
export async function openDataKey(
	call: ServiceCall,
	sealed: SealedUnder,
	{ refusals, by = call.forCaller(), grantToken }: Pick<NewDataKey, 'refusals' | 'by' | 'grantToken'>
): Promise<Uint8Array> {
	const { blob, context, keyArn } = sealed;
	const opened = await throughKms(refusals, () =>
		call.kms.call(
			'Decrypt',
			// Across accounts and Regions the ARN says which key; at home the blob does.
			{
				CiphertextBlob: fromBase64(blob),
				EncryptionContext: context,
				...(!keyArn.includes(`:${by.account}:`) && { KeyId: keyArn }),
				...(grantToken !== undefined && { GrantTokens: [grantToken] })
			},
			by
		)
	);
	return opened.Plaintext.slice();
}
