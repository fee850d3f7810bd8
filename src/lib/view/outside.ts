/** What a page shows of a message or a public key before anything is done with it: its digest, its mu, its PEM. */
import { concat, toBase64 } from '$lib/domain/bytes';
import type { AsymmetricKeySpec, KeySpec, MessageType, SigningAlgorithm } from '$lib/domain/key-spec';

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
