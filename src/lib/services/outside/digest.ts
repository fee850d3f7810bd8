/** The digest that a signing algorithm takes with MessageType DIGEST. */
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { SigningAlgorithm } from '$lib/domain/key-spec';

const HASHES = { 256: sha256, 384: sha384, 512: sha512 } as const;

/** @throws TypeError for an algorithm that takes none */
export function digestFor(algorithm: SigningAlgorithm, message: Uint8Array): Uint8Array {
	const hash = HASHES[Number(algorithm.slice(-3)) as keyof typeof HASHES];
	if (!hash) throw new TypeError(`${algorithm} takes no digest.`);
	return hash(message);
}
