/** ECDH and Ed25519 as the HSM calls them. */
import { fromHex, toHex } from '$lib/domain/bytes';
import { p256, p384 } from '@noble/curves/nist.js';
import { ecdh } from '$lib/crypto/asymmetric/ecdsa';
import { edVerify } from '$lib/crypto/asymmetric/ed25519';
import { encodeEcPrivateKey } from '$lib/crypto/asymmetric/keys';
import type { EcGroup, SignatureTest } from './ecdsa-set';
import { accepts, wycheproof } from './wycheproof';

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
] as const) {
	/** Few private keys meet many public ones: each is written once. */
	const written = new Map<string, Uint8Array>();
	const pkcs8 = (hex: string): Uint8Array => {
		const length = curve.lengths.secretKey!;
		const scalar = fromHex(hex.padStart(2 * length, '0').slice(-2 * length));
		const key = written.get(hex) ?? encodeEcPrivateKey(spec, scalar, curve.getPublicKey(scalar, false));
		written.set(hex, key);
		return key;
	};
	wycheproof<unknown, EcdhTest>(file, count, (test) => {
		const own = pkcs8(test.private);
		return accepts(() => {
			const secret = toHex(ecdh(spec, own, fromHex(test.public)));
			if (secret !== test.shared) throw new Error('another secret');
		});
	});
}
