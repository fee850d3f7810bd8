/** ECDSA, ECDH and Ed25519 as the HSM calls them. */
import { createHash } from 'node:crypto';
import { fromHex, toHex } from '$lib/domain/bytes';
import type { EcdsaKeySpec } from '$lib/domain/key-spec';
import { p256, p384 } from '@noble/curves/nist.js';
import { ecdh, ecdsaVerify } from '$lib/crypto/asymmetric/ecdsa';
import { edVerify } from '$lib/crypto/asymmetric/ed25519';
import { encodeEcPrivateKey } from '$lib/crypto/asymmetric/keys';
import { accepts, wycheproof } from './wycheproof';

interface SignatureTest {
	readonly msg: string;
	readonly sig: string;
}
interface EcGroup {
	readonly publicKeyDer: string;
}
const ecdsa: readonly (readonly [string, EcdsaKeySpec, string, number])[] = [
	['ecdsa_secp256r1_sha256_test.json', 'ECC_NIST_P256', 'sha256', 484],
	['ecdsa_secp384r1_sha384_test.json', 'ECC_NIST_P384', 'sha384', 504],
	['ecdsa_secp521r1_sha512_test.json', 'ECC_NIST_P521', 'sha512', 542],
	['ecdsa_secp256k1_sha256_test.json', 'ECC_SECG_P256K1', 'sha256', 476]
];
for (const [file, spec, hash, count] of ecdsa)
	wycheproof<EcGroup, SignatureTest>(file, count, (test, group) => {
		const [key, message, signature] = [group.publicKeyDer, test.msg, test.sig].map(fromHex) as [
			Uint8Array,
			Uint8Array,
			Uint8Array
		];
		const digest = new Uint8Array(createHash(hash).update(message).digest());
		const overMessage = ecdsaVerify(spec, key, message, signature, { prehashed: false });
		const overDigest = ecdsaVerify(spec, key, digest, signature, { prehashed: true });
		if (overMessage !== overDigest) throw new Error('message and digest disagree');
		return overMessage;
	});

wycheproof<EcGroup, SignatureTest>('ed25519_test.json', 151, (test, group) =>
	edVerify(fromHex(group.publicKeyDer), 'ED25519_SHA_512', fromHex(test.msg), fromHex(test.sig))
);

interface EcdhTest {
	readonly public: string;
	readonly private: string;
	readonly shared: string;
}
for (const [file, spec, curve, count] of [
	['ecdh_secp256r1_test.json', 'ECC_NIST_P256', p256, 612],
	['ecdh_secp384r1_test.json', 'ECC_NIST_P384', p384, 1047]
] as const)
	wycheproof<unknown, EcdhTest>(file, count, (test) => {
		const length = curve.lengths.secretKey!;
		const scalar = fromHex(test.private.padStart(2 * length, '0').slice(-2 * length));
		const own = encodeEcPrivateKey(spec, scalar, curve.getPublicKey(scalar, false));
		return accepts(() => {
			const secret = toHex(ecdh(spec, own, fromHex(test.public)));
			if (secret !== test.shared) throw new Error('another secret');
		});
	});
