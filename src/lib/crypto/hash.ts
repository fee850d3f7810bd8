/** SHA-256 and its short forms. FIPS 180-4, by @noble/hashes. */
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { toHex } from '$lib/domain/bytes';

/** 32 bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes);
export const sha256Hex = (bytes: Uint8Array): string => toHex(nobleSha256(bytes));
/** The first 8 hex digits of SHA-256. */
export const fingerprint = (bytes: Uint8Array): string => sha256Hex(bytes).slice(0, 8);
