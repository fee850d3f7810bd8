/**
 * Work with public keys, and with keys and material of one's own, outside of AWS. All randomness is the generator's,
 * so the same act in the same world gives the same bytes; only RSA key generation is the platform's.
 */
import type { EcdsaKeySpec, KeySpec, RsaKeySpec } from '$lib/domain/key-spec';
import type { OutsideResult, OutsideWork } from '$lib/domain/outside';
import { KEY_SPEC_FACTS, oaepHash } from '$lib/facts/key-specs';
import { ecdh, ecdsaSign, ecPublicKey, generateEc } from '$lib/crypto/asymmetric/ecdsa';
import { generateEd } from '$lib/crypto/asymmetric/ed25519';
import { wrapForImport } from '$lib/crypto/asymmetric/import-wrap';
import { generateRsa, rsaOaepEncryptSeeded } from '$lib/crypto/asymmetric/rsa';
import type { Generator } from '$lib/crypto/generator';
import { verifyOutside } from './verify';
import { digestFor } from './digest';

export async function workOutside(work: OutsideWork, random: Generator): Promise<OutsideResult> {
	switch (work.act) {
		case 'digest':
			return { digest: digestFor(work.algorithm, work.plaintext) };
		case 'encrypt': {
			const { publicKey, algorithm, plaintext } = work;
			return { ciphertext: rsaOaepEncryptSeeded(publicKey, oaepHash(algorithm), plaintext, random) };
		}
		case 'sign': {
			const { keySpec, privateKey, plaintext } = work;
			return { signature: ecdsaSign(keySpec, privateKey, plaintext, { prehashed: false, random }) };
		}
		case 'verify':
			return { fits: await verifyOutside(work) };
		case 'key-pair': {
			const privateKey = generateEc(work.keySpec, random);
			return { publicKey: ecPublicKey(work.keySpec, privateKey), privateKey };
		}
		case 'agree':
			return { sharedSecret: ecdh(work.keySpec, work.privateKey, work.publicKey) };
		case 'encapsulate': {
			const { mlKemEncapsulate } = await import('$lib/crypto/asymmetric/ml-kem');
			return mlKemEncapsulate(work.keySpec, work.publicKey, random);
		}
		case 'material':
			return { material: await newMaterial(work.keySpec, random) };
		case 'wrap': {
			const { publicKey, algorithm, material } = work;
			const aesKey = random.bytes(32);
			return { wrapped: await wrapForImport({ publicKey, algorithm, material, aesKey, random }) };
		}
	}
}

/** Key material of one's own: random bytes, or a private key as PKCS #8. */
export async function newMaterial(spec: KeySpec, random: Generator): Promise<Uint8Array> {
	const { kind, macBytes } = KEY_SPEC_FACTS[spec];
	if (kind === 'symmetric') return random.bytes(32);
	if (macBytes !== undefined) return random.bytes(macBytes);
	if (kind === 'rsa') return generateRsa(spec as RsaKeySpec);
	if (kind === 'ecdsa') return generateEc(spec as EcdsaKeySpec, random);
	if (kind === 'eddsa') return generateEd(random);
	throw new TypeError(`Material of spec ${spec} cannot be imported.`);
}
