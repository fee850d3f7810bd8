/**
 * What a person does with a key's public half, or with material of their own, outside of AWS: in this page, with no
 * call to KMS. Randomness is the browser's. The algorithms are fetched when they are first used.
 */
import { concat, toBase64 } from '$lib/domain/bytes';
import type {
	AsymmetricKeySpec,
	EcdsaKeySpec,
	KeySpec,
	MessageType,
	MlKemKeySpec,
	RsaEncryptionAlgorithm,
	SigningAlgorithm,
	WrappingAlgorithm
} from '$lib/domain/key-spec';
import { oaepHash } from '$lib/facts/key-specs';
import { createGenerator, type Generator } from '$lib/crypto/generator';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const browserGenerator = (): Generator => createGenerator(random(32));

/** The key as PEM, as `openssl pkey -pubin` reads it. */
export const pemOf = (spki: Uint8Array): string =>
	[
		'-----BEGIN PUBLIC KEY-----',
		...(toBase64(spki).match(/.{1,64}/g) ?? []),
		'-----END PUBLIC KEY-----'
	].join('\n');

/**
 * The 64 bytes that ML-DSA signs: of the public key and the message, with an empty context.
 * Source: FIPS 204, algorithm 7 line 6 and algorithm 2 line 10.
 */
export async function externalMu(
	spec: AsymmetricKeySpec,
	spki: Uint8Array,
	message: Uint8Array
): Promise<Uint8Array> {
	const { shake256 } = await import('@noble/hashes/sha3.js');
	const { decodeSpki } = await import('$lib/crypto/asymmetric/keys');
	const tr = shake256(decodeSpki(spec, spki), { dkLen: 64 });
	return shake256(concat(tr, new Uint8Array(2), message), { dkLen: 64 });
}

/** What goes into `Message`, for this message type. `spki` is needed for EXTERNAL_MU. */
export async function messageFor(of: {
	readonly type: MessageType;
	readonly algorithm: SigningAlgorithm;
	readonly spec: KeySpec;
	readonly spki?: Uint8Array | undefined;
	readonly message: Uint8Array;
}): Promise<Uint8Array> {
	if (of.type === 'RAW') return of.message;
	if (of.type === 'DIGEST')
		return (await import('$lib/services/outside/digest')).digestFor(of.algorithm, of.message);
	if (!of.spki) throw new Error('The key has no public key yet.');
	return externalMu(of.spec as AsymmetricKeySpec, of.spki, of.message);
}

/** RSA-OAEP by the public key alone. @throws RangeError when it does not fit */
export async function encryptOutside(
	spki: Uint8Array,
	algorithm: RsaEncryptionAlgorithm,
	plaintext: Uint8Array
): Promise<Uint8Array> {
	const { rsaOaepEncrypt } = await import('$lib/crypto/asymmetric/rsa');
	return rsaOaepEncrypt(spki, oaepHash(algorithm), plaintext);
}

/** A shared secret for the owner of the public key, and what brings it there. */
export async function encapsulateOutside(
	spec: MlKemKeySpec,
	spki: Uint8Array
): Promise<{ readonly ciphertext: Uint8Array; readonly sharedSecret: Uint8Array }> {
	const { mlKemEncapsulate } = await import('$lib/crypto/asymmetric/ml-kem');
	return mlKemEncapsulate(spec, spki, browserGenerator());
}

/** The other side of a key agreement: a key pair of this page. */
export interface Peer {
	readonly publicKey: Uint8Array;
	/** What the peer computes from the public key of the KMS key. */
	agree(spki: Uint8Array): Uint8Array;
}
export async function newPeer(spec: EcdsaKeySpec): Promise<Peer> {
	const { ecdh, ecPublicKey, generateEc } = await import('$lib/crypto/asymmetric/ecdsa');
	const own = generateEc(spec, browserGenerator());
	return { publicKey: ecPublicKey(spec, own), agree: (spki) => ecdh(spec, own, spki) };
}

/** Key material of one's own: random bytes, or a private key as PKCS #8. */
export const newMaterial = async (spec: KeySpec): Promise<Uint8Array> =>
	(await import('$lib/services/outside/work')).newMaterial(spec, browserGenerator());

/** Under the public key that GetParametersForImport gave. @throws RangeError when it does not fit */
export async function wrapMaterial(of: {
	readonly publicKey: Uint8Array;
	readonly algorithm: WrappingAlgorithm;
	readonly material: Uint8Array;
}): Promise<Uint8Array> {
	const { wrapForImport } = await import('$lib/crypto/asymmetric/import-wrap');
	return wrapForImport({ ...of, aesKey: random(32) });
}
