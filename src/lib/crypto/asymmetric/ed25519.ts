/**
 * Ed25519: pure (ED25519_SHA_512) and with a prehash (ED25519_PH_SHA_512). KMS takes a digest for the latter and
 * hashes it once more, as HashEdDSA does with its message. Both are deterministic.
 * Sources: RFC 8032; API Sign, "ED25519_PH_SHA_512". Code: @noble/curves.
 */
import { ed25519, ed25519ph } from '@noble/curves/ed25519.js';
import type { EdSigningAlgorithm } from '$lib/domain/key-spec';
import type { Generator } from '../generator';
import { wipe } from '../wipe';
import { decodeEdPrivateKey, decodeSpki, encodeEdPrivateKey, encodeSpki } from './keys';

const SPEC = 'ECC_NIST_EDWARDS25519';
const schemeOf = (algorithm: EdSigningAlgorithm): typeof ed25519 =>
	algorithm === 'ED25519_SHA_512' ? ed25519 : ed25519ph;

export function generateEd(random: Generator): Uint8Array {
	const seed = random.bytes(32);
	try {
		return encodeEdPrivateKey(seed);
	} finally {
		wipe(seed);
	}
}

export const edPublicKey = (pkcs8: Uint8Array): Uint8Array =>
	encodeSpki(SPEC, ed25519.getPublicKey(decodeEdPrivateKey(pkcs8)));

/** A foreign private key, written again in our form. @throws FormatError */
export const normalizeEd = (pkcs8: Uint8Array): Uint8Array => encodeEdPrivateKey(decodeEdPrivateKey(pkcs8));

/** 64 bytes. */
export const edSign = (pkcs8: Uint8Array, algorithm: EdSigningAlgorithm, message: Uint8Array): Uint8Array =>
	schemeOf(algorithm).sign(message, decodeEdPrivateKey(pkcs8));

/** By the strict rules of RFC 8032 and FIPS 186-5. False too when the signature is malformed. */
export function edVerify(
	spki: Uint8Array,
	algorithm: EdSigningAlgorithm,
	message: Uint8Array,
	signature: Uint8Array
): boolean {
	const publicKey = decodeSpki(SPEC, spki);
	try {
		return schemeOf(algorithm).verify(signature, message, publicKey, { zip215: false });
	} catch {
		return false;
	}
}
