/**
 * ML-KEM: a shared secret of 32 bytes for whoever has the private key, which is its 64-byte seed (d ‖ z).
 * A ciphertext of another key or an altered one gives another secret, not an error (implicit rejection).
 * Sources: FIPS 203; API Encapsulate, Decapsulate. Code: @noble/post-quantum.
 */
import { ml_kem1024, ml_kem512, ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import type { MlKemKeySpec } from '$lib/domain/key-spec';
import { FormatError } from '../format-error';
import type { Generator } from '../generator';
import { wipe } from '../wipe';
import { decodeSeedPrivateKey, decodeSpki, encodeSeedPrivateKey, encodeSpki } from './keys';

const SCHEMES: Readonly<Record<MlKemKeySpec, typeof ml_kem768>> = {
	ML_KEM_512: ml_kem512,
	ML_KEM_768: ml_kem768,
	ML_KEM_1024: ml_kem1024
};

export function generateMlKem(spec: MlKemKeySpec, random: Generator): Uint8Array {
	const seed = random.bytes(64);
	try {
		return encodeSeedPrivateKey(spec, seed);
	} finally {
		wipe(seed);
	}
}

export function mlKemPublicKey(spec: MlKemKeySpec, pkcs8: Uint8Array): Uint8Array {
	const keys = SCHEMES[spec].keygen(decodeSeedPrivateKey(spec, pkcs8));
	wipe(keys.secretKey);
	return encodeSpki(spec, keys.publicKey);
}

/** @throws FormatError when the public key is not one of this spec (FIPS 203 section 7.2) */
export function mlKemEncapsulate(
	spec: MlKemKeySpec,
	spki: Uint8Array,
	random: Generator
): { readonly ciphertext: Uint8Array; readonly sharedSecret: Uint8Array } {
	const publicKey = decodeSpki(spec, spki);
	const message = random.bytes(32);
	try {
		const { cipherText, sharedSecret } = SCHEMES[spec].encapsulate(publicKey, message);
		return { ciphertext: cipherText, sharedSecret };
	} catch {
		throw new FormatError('public key', 0, `public key: not an encapsulation key of ${spec}`);
	} finally {
		wipe(message);
	}
}

/** @throws FormatError when the ciphertext has another length than this spec's */
export function mlKemDecapsulate(spec: MlKemKeySpec, pkcs8: Uint8Array, ciphertext: Uint8Array): Uint8Array {
	const scheme = SCHEMES[spec];
	const length = scheme.lengths.cipherText;
	if (ciphertext.length !== length)
		throw new FormatError('length', 0, `length: expected ${length} bytes, got ${ciphertext.length}`);
	const { secretKey } = scheme.keygen(decodeSeedPrivateKey(spec, pkcs8));
	try {
		return scheme.decapsulate(ciphertext, secretKey);
	} finally {
		wipe(secretKey);
	}
}
