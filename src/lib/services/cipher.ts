/**
 * How services seal bytes under a data key: AES-256-GCM, a random IV of 12 bytes in front of ciphertext and tag.
 * Differs from AWS: services publish the algorithm at most, never the layout; this one is ours.
 */
import { gcm } from '@noble/ciphers/aes.js';
import { concat } from '$lib/domain/bytes';

export const IV_LENGTH = 12;
export const AES_256_GCM = 'AES-256-GCM';

export function sealBytes(
	key: Uint8Array,
	iv: Uint8Array,
	plaintext: Uint8Array,
	aad?: Uint8Array
): Uint8Array {
	return concat(iv, gcm(key, iv, aad).encrypt(plaintext));
}
/** @throws Error when the tag does not match. */
export const openBytes = (key: Uint8Array, sealed: Uint8Array, aad?: Uint8Array): Uint8Array =>
	gcm(key, sealed.subarray(0, IV_LENGTH), aad).decrypt(sealed.subarray(IV_LENGTH));
