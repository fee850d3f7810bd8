/**
 * The key derivation function in counter mode with HMAC-SHA-256, a 32-bit big-endian counter before the fixed input.
 * Source: NIST SP 800-108r1, section 4.1. AWS names the function and the PRF; label and context bytes are ours.
 */
import { concat, uint32, utf8 } from '$lib/domain/bytes';
import { hmacSha256 } from './hash';
import { wipe } from './wipe';

/** SP 800-108 fixed input: Label ‖ 00 ‖ Context ‖ L, with L in bits, 4 bytes. `length` in bytes. */
export function fixedInput(of: {
	readonly label: string;
	readonly context: Uint8Array;
	readonly length: number;
}): Uint8Array {
	return concat(labelBytes(of.label), new Uint8Array(1), of.context, uint32(of.length * 8));
}

/** Labels are few and constant. */
const labels = new Map<string, Uint8Array>();
function labelBytes(label: string): Uint8Array {
	let bytes = labels.get(label);
	if (!bytes) labels.set(label, (bytes = utf8(label)));
	return bytes;
}

/** `length` in bytes. */
export function kdfCounterHmacSha256(from: {
	readonly key: Uint8Array;
	readonly fixedInput: Uint8Array;
	readonly length: number;
}): Uint8Array {
	const blocks = Math.ceil(from.length / 32);
	const out = new Uint8Array(blocks * 32);
	for (let i = 1; i <= blocks; i++) {
		const block = hmacSha256(from.key, concat(uint32(i), from.fixedInput));
		out.set(block, (i - 1) * 32);
		wipe(block);
	}
	const result = out.slice(0, from.length);
	wipe(out);
	return result;
}
