/**
 * ECDSA and ECDH on P-256, P-384, P-521 and secp256k1. Signatures in DER, as KMS gives them; S is not made low, as
 * it is not in KMS. The scalar of a signature is derived by RFC 6979 from key, digest and the call's own randomness.
 * Sources: FIPS 186-5, SEC 1; API Sign ("Signature"), API DeriveSharedSecret. Code: @noble/curves.
 */
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { equalBytes } from '$lib/domain/bytes';
import type { EcdsaKeySpec } from '$lib/domain/key-spec';
import { FormatError } from '../format-error';
import type { Generator } from '../generator';
import { wipe } from '../wipe';
import { decodeEcPrivateKey, decodeSpki, encodeEcPrivateKey, encodeSpki } from './keys';

const CURVES: Readonly<Record<EcdsaKeySpec, typeof p256>> = {
	ECC_NIST_P256: p256,
	ECC_NIST_P384: p384,
	ECC_NIST_P521: p521,
	ECC_SECG_P256K1: secp256k1
};

const scalarLength = (spec: EcdsaKeySpec): number => CURVES[spec].lengths.secretKey!;
const isScalar = (spec: EcdsaKeySpec, scalar: Uint8Array): boolean =>
	CURVES[spec].utils.isValidSecretKey(scalar);

/** A new private key as PKCS #8. The seed is longer than the order, so the scalar has no bias (FIPS 186-5 A.2.1). */
export function generateEc(spec: EcdsaKeySpec, random: Generator): Uint8Array {
	const curve = CURVES[spec];
	const seed = random.bytes(curve.lengths.seed!);
	const scalar = curve.utils.randomSecretKey(seed);
	try {
		return encodeEcPrivateKey(spec, scalar, curve.getPublicKey(scalar, false));
	} finally {
		wipe(seed, scalar);
	}
}

export function ecPublicKey(spec: EcdsaKeySpec, pkcs8: Uint8Array): Uint8Array {
	return encodeSpki(spec, CURVES[spec].getPublicKey(decodeEcPrivateKey(spec, pkcs8).scalar, false));
}

/** A foreign private key, checked and written again in our form. @throws FormatError */
export function normalizeEc(spec: EcdsaKeySpec, pkcs8: Uint8Array): Uint8Array {
	const { scalar: found, point: claimed } = decodeEcPrivateKey(spec, pkcs8);
	const length = scalarLength(spec);
	const scalar = new Uint8Array(length);
	try {
		// Some writers drop leading zeros or add one.
		const short = found.subarray(found.findIndex((byte) => byte !== 0));
		if (short.length > length) refuse(`expected a number of ${length} bytes, got ${found.length}`);
		scalar.set(short, length - short.length);
		if (!isScalar(spec, scalar)) refuse('the number is not below the order of the curve, or it is zero');
		const point = CURVES[spec].getPublicKey(scalar, false);
		if (claimed?.[0] === 4 && !equalBytes(claimed, point)) refuse('its public key is of another key');
		return encodeEcPrivateKey(spec, scalar, point);
	} finally {
		wipe(scalar);
	}
}

function refuse(why: string): never {
	throw new FormatError('private key', 0, `private key: ${why}`);
}

/** `prehashed`: the message is a digest already. */
export function ecdsaSign(
	spec: EcdsaKeySpec,
	pkcs8: Uint8Array,
	message: Uint8Array,
	options: { readonly prehashed: boolean; readonly random: Generator }
): Uint8Array {
	const { scalar } = decodeEcPrivateKey(spec, pkcs8);
	return CURVES[spec].sign(message, scalar, {
		prehash: !options.prehashed,
		lowS: false,
		format: 'der',
		extraEntropy: options.random.bytes(32)
	});
}

/** False too when the signature is malformed. @throws FormatError for a public key of another kind */
export function ecdsaVerify(
	spec: EcdsaKeySpec,
	spki: Uint8Array,
	message: Uint8Array,
	signature: Uint8Array,
	options: { readonly prehashed: boolean }
): boolean {
	const point = decodeSpki(spec, spki);
	try {
		return CURVES[spec].verify(signature, message, point, {
			prehash: !options.prehashed,
			lowS: false,
			format: 'der'
		});
	} catch {
		return false;
	}
}

/**
 * The x coordinate of the shared point, without a KDF. All these curves have cofactor 1.
 * @throws FormatError when the peer's key is not a point of the same curve
 */
export function ecdh(spec: EcdsaKeySpec, pkcs8: Uint8Array, peer: Uint8Array): Uint8Array {
	const point = decodeSpki(spec, peer);
	const { scalar } = decodeEcPrivateKey(spec, pkcs8);
	const curve = CURVES[spec];
	if (!curve.utils.isValidPublicKey(point))
		throw new FormatError('public key', 0, `public key: not a point of the curve of ${spec}`);
	const shared = curve.getSharedSecret(scalar, point, false);
	const secret = shared.slice(1, 1 + (shared.length - 1) / 2);
	wipe(shared);
	return secret;
}
