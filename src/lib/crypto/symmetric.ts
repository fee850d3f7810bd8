/**
 * Symmetric encryption as KMS describes it: a fresh nonce → a key of its own by the SP 800-108 KDF →
 * AES-256-GCM with the encryption context as additional authenticated data.
 * The AAD also holds the blob's header (material id, nonce, lengths) and the key id, so nothing can be moved
 * to another key. Differs from AWS: label, AAD layout and the 11 inner bytes are ours; AWS publishes none.
 * Sources: AWS KMS Cryptographic Details, "Encrypt"; NIST SP 800-108r1; NIST SP 800-38D.
 */
import { concat, equalBytes, uint32, utf8 } from '$lib/domain/bytes';
import type { KeyId, KeyMaterialId } from '$lib/domain/ids';
import { IV_LENGTH, TAG_LENGTH, type AesGcm } from './aes-gcm';
import { blobHeader, buildBlob, NONCE_LENGTH, parseBlob, type BlobSource } from './blob';
import { FormatError } from './format-error';
import type { Generator } from './generator';
import { fixedInput, kdfCounterHmacSha256 } from './kdf';
import { wipe } from './wipe';

/** Stands where real blobs carry 11 bytes of unpublished inner wrapping. */
const INNER = utf8('glass-kms 1');

export interface BoundMaterial {
	readonly keyId: KeyId;
	readonly materialId: KeyMaterialId;
	/** 32 bytes. */
	readonly material: Uint8Array;
}

export class AuthenticationError extends Error {
	constructor(what: string) {
		super(`${what}: the authentication tag does not match`);
		this.name = 'AuthenticationError';
	}
}

/** The key of one message, 32 bytes; the caller wipes it. */
export function messageKey(material: Uint8Array, nonce: Uint8Array): Uint8Array {
	return kdfCounterHmacSha256({
		key: material,
		fixedInput: fixedInput({ label: 'glass-kms message key', context: nonce, length: 32 }),
		length: 32
	});
}

const additionalData = (keyId: KeyId, header: Uint8Array, aad: Uint8Array): Uint8Array =>
	concat(uint32(header.length), header, utf8(keyId), aad);

/** What was opened. @throws AuthenticationError when nothing was: the tag did not fit */
export function authentic(opened: Uint8Array | undefined, what = 'ciphertext'): Uint8Array {
	if (!opened) throw new AuthenticationError(what);
	return opened;
}

export async function sealSymmetric(
	of: BoundMaterial & {
		readonly gcm: AesGcm;
		readonly source: BlobSource;
		readonly plaintext: Uint8Array;
		readonly aad: Uint8Array;
		readonly random: Generator;
	}
): Promise<Uint8Array> {
	const nonce = of.random.bytes(NONCE_LENGTH);
	const iv = of.random.bytes(IV_LENGTH);
	const inner = concat(INNER, of.plaintext);
	const header = blobHeader({
		source: of.source,
		materialId: of.materialId,
		nonce,
		iv,
		contentLength: inner.length + TAG_LENGTH
	});
	const key = messageKey(of.material, nonce);
	try {
		const aes = await of.gcm.importKey(key);
		const sealing = aes.seal(iv, inner, additionalData(of.keyId, header, of.aad));
		return buildBlob(header, await sealing.finally(() => aes.wipe()));
	} finally {
		wipe(key, inner);
	}
}

/**
 * @throws FormatError when the bytes are no blob or name another material
 * @throws AuthenticationError when blob, context or key are not those of the sealing
 */
export async function openSymmetric(
	of: BoundMaterial & { readonly gcm: AesGcm; readonly ciphertext: Uint8Array; readonly aad: Uint8Array }
): Promise<Uint8Array> {
	const blob = parseBlob(of.ciphertext);
	if (blob.materialId !== of.materialId)
		throw new FormatError(
			'key material id',
			5,
			`key material id: expected ${of.materialId}, got ${blob.materialId}`
		);
	const key = messageKey(of.material, blob.nonce);
	try {
		const sealed = concat(blob.body, blob.tag);
		const aes = await of.gcm.importKey(key);
		const opening = aes.open(blob.iv, sealed, additionalData(of.keyId, blob.header, of.aad));
		const inner = authentic(await opening.finally(() => aes.wipe()));
		if (!equalBytes(inner.subarray(0, INNER.length), INNER))
			throw new FormatError(
				'inner wrapping',
				0,
				'inner wrapping: expected that of this model, got other bytes'
			);
		const plaintext = inner.slice(INNER.length);
		wipe(inner);
		return plaintext;
	} finally {
		wipe(key);
	}
}
