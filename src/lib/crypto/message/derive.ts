/**
 * From the data key of a message: the key its frames are sealed with, and the commitment that ties the message to
 * that one data key. HKDF (RFC 5869) with SHA-512; salt = message id.
 * Source: AWS Encryption SDK Developer Guide, "Algorithms reference" (suites with key commitment).
 */
import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, uint16, utf8 } from '$lib/domain/bytes';

const KEY_LENGTH = 32;
const COMMITMENT_LENGTH = 32;

export interface MessageKeys {
	/** 32 bytes; wipe after import. */
	readonly messageKey: Uint8Array;
	/** 32 bytes; public, it travels in the header. */
	readonly commitment: Uint8Array;
}

/** @throws RangeError when the data key is not 32 bytes: both suites are AES-256. */
export function deriveMessageKeys(from: {
	readonly dataKey: Uint8Array;
	readonly messageId: Uint8Array;
	readonly suite: number;
}): MessageKeys {
	if (from.dataKey.length !== KEY_LENGTH)
		throw new RangeError(`expected a data key of ${KEY_LENGTH} bytes, got ${from.dataKey.length}`);
	const pseudoRandomKey = extract(sha512, from.dataKey, from.messageId);
	const keyInfo = concat(uint16(from.suite), utf8('DERIVEKEY'));
	const messageKey = expand(sha512, pseudoRandomKey, keyInfo, KEY_LENGTH);
	const commitment = expand(sha512, pseudoRandomKey, utf8('COMMITKEY'), COMMITMENT_LENGTH);
	pseudoRandomKey.fill(0);
	return { messageKey, commitment };
}
