/**
 * A deterministic generator of random bytes: AES-free, counter-mode HMAC-SHA-256 over a 32-byte key.
 * Differs from AWS: the real HSMs use CTR_DRBG with AES-256 seeded from hardware; here a world must be repeatable.
 */
import { kdfCounterHmacSha256, fixedInput } from './kdf';
import { concat, uint32, utf8 } from '$lib/domain/bytes';
import type { CallSeed } from '$lib/domain/hsm';
import { wipe } from './wipe';

export interface Generator {
	bytes(length: number): Uint8Array;
	/** Overwrites the generator's key; nothing can be drawn after it. */
	wipe(): void;
}

/** `key` is the generator's own from here on: `wipe` overwrites it. */
export function createGenerator(key: Uint8Array): Generator {
	let draw = 0;
	let wiped = false;
	return {
		bytes(length) {
			if (wiped) throw new Error('this generator was wiped');
			const input = fixedInput({ label: 'glass-kms draw', context: uint32(draw++), length });
			return kdfCounterHmacSha256({ key, fixedInput: input, length });
		},
		wipe() {
			wiped = true;
			wipe(key);
		}
	};
}

/** The generator of one call: the same (seed, parent, command, label) gives the same bytes, any other gives others. */
export function callGenerator(seed: Uint8Array, call: CallSeed): Generator {
	// Of fixed length, so that parent, command and label cannot run into each other.
	for (const [name, bytes] of Object.entries({ parent: call.parent, command: call.command }))
		if (bytes.length !== 32) throw new RangeError(`${name}: expected 32 bytes, got ${bytes.length}`);
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
