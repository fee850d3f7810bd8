/** SHA-256 of bytes that pass by in pieces. FIPS 180-4, by @noble/hashes. */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '$lib/domain/bytes';

export interface PassingHash {
	/** Keeps no view of `piece` once it resolved; to be awaited before the next. */
	readonly update: (piece: Uint8Array) => Promise<void>;
	/** 64 hex digits; nothing can follow. */
	readonly digest: () => Promise<string>;
}

/** Taken where it is called. */
export function passingHash(): PassingHash {
	const hash = sha256.create();
	return {
		update: async (piece) => void hash.update(piece),
		digest: async () => toHex(hash.digest())
	};
}
