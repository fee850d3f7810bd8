/** One set of ECDSA in both ways of the HSM: over the message, and over its digest; both must agree in every case. */
import { createHash } from 'node:crypto';
import { fromHex } from '$lib/domain/bytes';
import type { EcdsaKeySpec } from '$lib/domain/key-spec';
import { ecdsaVerify } from '$lib/crypto/asymmetric/ecdsa';
import { wycheproof } from './wycheproof';

export interface SignatureTest {
	readonly msg: string;
	readonly sig: string;
}
export interface EcGroup {
	readonly publicKeyDer: string;
}
export const ecdsaSet = (file: string, spec: EcdsaKeySpec, hash: string, count: number): void =>
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
