/**
 * ML-DSA: hedged signatures with an empty context, over a message or over its representative mu (EXTERNAL_MU):
 * both give signatures of one kind. The private key is its 32-byte seed.
 * Sources: FIPS 204, sections 5.2, 5.3, 6.2; KMS Developer Guide, "Offline verification with ML-DSA key pairs".
 * Code: @noble/post-quantum.
 */
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import type { MlDsaKeySpec } from '$lib/domain/key-spec';
import type { Generator } from '../generator';
import { wipe } from '../wipe';
import { decodeSeedPrivateKey, decodeSpki, encodeSeedPrivateKey, encodeSpki } from './keys';

const SCHEMES: Readonly<Record<MlDsaKeySpec, typeof ml_dsa44>> = {
	ML_DSA_44: ml_dsa44,
	ML_DSA_65: ml_dsa65,
	ML_DSA_87: ml_dsa87
};

export function generateMlDsa(spec: MlDsaKeySpec, random: Generator): Uint8Array {
	const seed = random.bytes(32);
	try {
		return encodeSeedPrivateKey(spec, seed);
	} finally {
		wipe(seed);
	}
}

/** Lends the expanded key; it is wiped whatever happens. */
function withKey<T>(
	spec: MlDsaKeySpec,
	pkcs8: Uint8Array,
	use: (keys: { readonly secretKey: Uint8Array; readonly publicKey: Uint8Array }) => T
): T {
	const keys = SCHEMES[spec].keygen(decodeSeedPrivateKey(spec, pkcs8));
	try {
		return use(keys);
	} finally {
		wipe(keys.secretKey);
	}
}

export const mlDsaPublicKey = (spec: MlDsaKeySpec, pkcs8: Uint8Array): Uint8Array =>
	withKey(spec, pkcs8, ({ publicKey }) => encodeSpki(spec, publicKey));

/** `externalMu`: the message is mu, 64 bytes. `random` gives the 32 bytes of the hedge. */
export function mlDsaSign(
	spec: MlDsaKeySpec,
	pkcs8: Uint8Array,
	message: Uint8Array,
	options: { readonly externalMu: boolean; readonly random: Generator }
): Uint8Array {
	const extraEntropy = options.random.bytes(32);
	const scheme = SCHEMES[spec];
	return withKey(spec, pkcs8, ({ secretKey }) =>
		options.externalMu
			? scheme.internal.sign(message, secretKey, { externalMu: true, extraEntropy })
			: scheme.sign(message, secretKey, { extraEntropy })
	);
}

/** False too when the signature is malformed. */
export function mlDsaVerify(
	spec: MlDsaKeySpec,
	spki: Uint8Array,
	message: Uint8Array,
	signature: Uint8Array,
	options: { readonly externalMu: boolean }
): boolean {
	const publicKey = decodeSpki(spec, spki);
	const scheme = SCHEMES[spec];
	try {
		return options.externalMu
			? scheme.internal.verify(signature, message, publicKey, { externalMu: true })
			: scheme.verify(signature, message, publicKey);
	} catch {
		return false;
	}
}
