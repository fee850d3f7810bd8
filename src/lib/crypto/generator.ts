/**
 * A deterministic generator of random bytes: AES-free, counter-mode HMAC-SHA-256 over a 32-byte key.
 * Differs from AWS: the real HSMs use CTR_DRBG with AES-256 seeded from hardware; here a world must be repeatable.
 */
import { kdfCounterHmacSha256, fixedInput } from './kdf';
import { concat, uint32, utf8 } from '$lib/domain/bytes';
import type { CallSeed } from '$lib/domain/hsm';

export interface Generator {
	bytes(length: number): Uint8Array;
}

export function createGenerator(key: Uint8Array): Generator {
	let draw = 0;
	return {
		bytes: (length) =>
			kdfCounterHmacSha256({
				key,
				fixedInput: fixedInput({ label: 'glass-kms draw', context: uint32(draw++), length }),
				length
			})
	};
}

/** The generator of one call: the same (seed, parent, command, label) gives the same bytes, any other gives others. */
export function callGenerator(seed: Uint8Array, call: CallSeed): Generator {
	return createGenerator(
		kdfCounterHmacSha256({
			key: seed,
			fixedInput: fixedInput({
				label: 'glass-kms call',
				context: concat(call.parent, call.command, utf8(call.label)),
				length: 32
			}),
			length: 32
		})
	);
}
