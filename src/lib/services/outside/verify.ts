/** Whether a signature fits, by the public key alone. The algorithms are fetched when they are first used. */
import type {
	EcdsaKeySpec,
	EdSigningAlgorithm,
	KeySpec,
	MessageType,
	RsaKeySpec,
	RsaSigningAlgorithm,
	SigningAlgorithm
} from '$lib/domain/key-spec';
import { isMlDsa, KEY_SPEC_FACTS } from '$lib/facts/key-specs';

export async function verifyOutside(of: {
	readonly keySpec: KeySpec;
	readonly publicKey: Uint8Array;
	readonly algorithm: SigningAlgorithm;
	readonly messageType: MessageType;
	/** The message, or what of it goes to KMS. */
	readonly plaintext: Uint8Array;
	readonly signature: Uint8Array;
}): Promise<boolean> {
	const { keySpec, publicKey, plaintext, signature } = of;
	const prehashed = of.messageType === 'DIGEST';
	const { kind } = KEY_SPEC_FACTS[keySpec];
	if (kind === 'rsa') {
		const { rsaVerify, rsaVerifyDigest } = await import('$lib/crypto/asymmetric/rsa');
		const algorithm = of.algorithm as RsaSigningAlgorithm;
		return prehashed
			? rsaVerifyDigest(keySpec as RsaKeySpec, publicKey, algorithm, plaintext, signature)
			: rsaVerify(publicKey, algorithm, plaintext, signature);
	}
	if (kind === 'ecdsa') {
		const { ecdsaVerify } = await import('$lib/crypto/asymmetric/ecdsa');
		return ecdsaVerify(keySpec as EcdsaKeySpec, publicKey, plaintext, signature, { prehashed });
	}
	if (kind === 'eddsa') {
		const { edVerify } = await import('$lib/crypto/asymmetric/ed25519');
		return edVerify(publicKey, of.algorithm as EdSigningAlgorithm, plaintext, signature);
	}
	if (!isMlDsa(keySpec)) throw new TypeError(`${keySpec} does not sign.`);
	const { mlDsaVerify } = await import('$lib/crypto/asymmetric/ml-dsa');
	return mlDsaVerify(keySpec, publicKey, plaintext, signature, {
		externalMu: of.messageType === 'EXTERNAL_MU'
	});
}
