/**
 * SHA-256, its short forms, and HMAC with it. FIPS 180-4 and 198-1, by @noble/hashes.
 * The build gives this file a copy of those modules without the longer hashes: a page starts with nothing else of them.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { toBase64, toHex } from '$lib/domain/bytes';

/** 32 bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes);
export const sha256Hex = (bytes: Uint8Array): string => toHex(nobleSha256(bytes));
/** 32 bytes. */
export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
	hmac(nobleSha256, key, message);
/** The first 8 hex digits of SHA-256. */
export const fingerprint = (bytes: Uint8Array): string => sha256Hex(bytes).slice(0, 8);

/** SHA-256 in hex and base64 of arrays that come by again and again in one call; none may change meanwhile. */
export interface BytesMemo {
	readonly sha256Hex: (bytes: Uint8Array) => string;
	readonly toBase64: (bytes: Uint8Array) => string;
}
export const bytesMemo = (): BytesMemo => ({ sha256Hex: once(sha256Hex), toBase64: once(toBase64) });

function once(make: (bytes: Uint8Array) => string): (bytes: Uint8Array) => string {
	const known = new WeakMap<Uint8Array, string>();
	return (bytes) => {
		let text = known.get(bytes);
		if (text === undefined) known.set(bytes, (text = make(bytes)));
		return text;
	};
}
