/**
 * Client-side encryption: the bytes that S3 gets are ciphertext already. S3 cannot tell and treats them as any others;
 * the world knows what was sealed in it, and says so in the picture.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '$lib/domain/bytes';
import type { ServiceCall } from '../service';

export function materialOf(call: ServiceCall, bytes: Uint8Array): 'plaintext' | 'ciphertext' {
	const hash = toHex(sha256(bytes));
	const sealed = [...call.state().items.values()].some(({ payload }) => payload.sha256 === hash);
	return sealed ? 'ciphertext' : 'plaintext';
}
