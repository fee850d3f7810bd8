/** Key ids from the call that makes them: a UUID of version 4's shape, from a hash instead of chance. */
import { sha256 } from '$lib/crypto/hash';
import { concat, toHex, uint32, utf8 } from '$lib/domain/bytes';
import { keyId, type KeyId } from '$lib/domain/ids';

/** `mrk-` and 32 hex digits. */
export const deriveMultiRegionKeyId = (parent: Uint8Array, command: Uint8Array, counter: number): KeyId =>
	keyId(`mrk-${deriveKeyId(parent, command, counter).replaceAll('-', '')}`);

export function deriveKeyId(parent: Uint8Array, command: Uint8Array, counter: number): KeyId {
	const bytes = sha256(concat(utf8('glass-kms key id'), parent, command, uint32(counter))).slice(0, 16);
	bytes[6] = (bytes[6]! & 0x0f) | 0x40;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	const hex = toHex(bytes);
	return keyId(
		[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
	);
}
