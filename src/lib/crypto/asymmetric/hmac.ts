/** HMAC with SHA-2, full-length tags. Source: RFC 2104, FIPS 198-1; API GenerateMac. Code: @noble/hashes. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { CHash } from '@noble/hashes/utils.js';
import { equalBytes } from '$lib/domain/bytes';
import type { MacAlgorithm } from '$lib/domain/key-spec';

const HASHES: Readonly<Record<MacAlgorithm, CHash>> = {
	HMAC_SHA_224: sha224,
	HMAC_SHA_256: sha256,
	HMAC_SHA_384: sha384,
	HMAC_SHA_512: sha512
};

/** 28, 32, 48 or 64 bytes. */
export const mac = (algorithm: MacAlgorithm, key: Uint8Array, message: Uint8Array): Uint8Array =>
	hmac(HASHES[algorithm], key, message);

/** A shorter tag does not fit, even when it is the beginning of the right one. */
export const macFits = (
	algorithm: MacAlgorithm,
	key: Uint8Array,
	message: Uint8Array,
	tag: Uint8Array
): boolean => equalBytes(mac(algorithm, key, message), tag);
