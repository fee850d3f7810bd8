/**
 * How key material is wrapped for import: RSA-OAEP over the material itself, or RSA_AES_KEY_WRAP: RSA-OAEP over a
 * 256-bit AES key, followed by the material under that key with AES key wrap with padding.
 * Sources: RFC 5649 (AES-KWP); PKCS #11 v3.0, CKM_RSA_AES_KEY_WRAP; KMS Developer Guide, "Encrypt the key material".
 * Code: @noble/ciphers for AES-KWP.
 */
import { aeskwp } from '@noble/ciphers/aes.js';
import { concat } from '$lib/domain/bytes';
import type { RsaKeySpec, WrappingAlgorithm } from '$lib/domain/key-spec';
import type { Generator } from '../generator';
import { AuthenticationError } from '../symmetric';
import { wipe } from '../wipe';
import { rsaOaepDecrypt, rsaOaepEncrypt, rsaOaepEncryptSeeded, type OaepHash } from './rsa';

export const kwpWrap = (key: Uint8Array, material: Uint8Array): Uint8Array => aeskwp(key).encrypt(material);

/** @throws AuthenticationError */
export function kwpUnwrap(key: Uint8Array, wrapped: Uint8Array): Uint8Array {
	try {
		return aeskwp(key).decrypt(wrapped);
	} catch {
		throw new AuthenticationError('AES key wrap');
	}
}

const hashOf = (algorithm: WrappingAlgorithm): OaepHash =>
	algorithm.endsWith('SHA_1') ? 'SHA-1' : 'SHA-256';

/**
 * What a person does outside: wraps material under the wrapping public key (SPKI). `aesKey`: 32 fresh bytes. `random`
 * gives the seed of the padding; without it, the platform does.
 */
export async function wrapForImport(of: {
	readonly publicKey: Uint8Array;
	readonly algorithm: WrappingAlgorithm;
	readonly material: Uint8Array;
	readonly aesKey: Uint8Array;
	readonly random?: Generator;
}): Promise<Uint8Array> {
	const { publicKey, random } = of;
	const hash = hashOf(of.algorithm);
	const seal = (bytes: Uint8Array): Promise<Uint8Array> | Uint8Array =>
		random ? rsaOaepEncryptSeeded(publicKey, hash, bytes, random) : rsaOaepEncrypt(publicKey, hash, bytes);
	if (!of.algorithm.startsWith('RSA_AES_KEY_WRAP')) return seal(of.material);
	return concat(await seal(of.aesKey), kwpWrap(of.aesKey, of.material));
}

/** @throws AuthenticationError when it does not open, whatever the reason */
export async function unwrapImport(of: {
	readonly privateKey: Uint8Array;
	readonly keySpec: RsaKeySpec;
	readonly algorithm: WrappingAlgorithm;
	readonly wrapped: Uint8Array;
}): Promise<Uint8Array> {
	const hash = hashOf(of.algorithm);
	if (!of.algorithm.startsWith('RSA_AES_KEY_WRAP')) return rsaOaepDecrypt(of.privateKey, hash, of.wrapped);
	const size = Number(of.keySpec.slice(4)) / 8;
	const aesKey = await rsaOaepDecrypt(of.privateKey, hash, of.wrapped.subarray(0, size));
	try {
		if (aesKey.length !== 32) throw new AuthenticationError('AES key wrap');
		return kwpUnwrap(aesKey, of.wrapped.subarray(size));
	} finally {
		wipe(aesKey);
	}
}
