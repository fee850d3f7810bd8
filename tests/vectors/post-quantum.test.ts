/** ML-DSA and ML-KEM as the HSM calls them. */
import { fromHex, toHex } from '$lib/domain/bytes';
import type { MlDsaKeySpec, MlKemKeySpec } from '$lib/domain/key-spec';
import { encodeSeedPrivateKey, encodeSpki } from '$lib/crypto/asymmetric/keys';
import { mlDsaPublicKey, mlDsaSign, mlDsaVerify } from '$lib/crypto/asymmetric/ml-dsa';
import { mlKemDecapsulate, mlKemPublicKey } from '$lib/crypto/asymmetric/ml-kem';
import { accepts, wycheproof } from './wycheproof';

interface VerifyTest {
	readonly msg: string;
	readonly sig: string;
	readonly ctx?: string;
}
for (const [file, spec, count] of [
	['mldsa_44_verify_test.json', 'ML_DSA_44', 173],
	['mldsa_65_verify_test.json', 'ML_DSA_65', 203]
] as const satisfies readonly (readonly [string, MlDsaKeySpec, number])[])
	wycheproof<{ readonly publicKey: string }, VerifyTest>(file, count, (test, group) =>
		// KMS has no context.
		test.ctx
			? undefined
			: mlDsaVerify(spec, encodeSpki(spec, fromHex(group.publicKey)), fromHex(test.msg), fromHex(test.sig), {
					externalMu: false
				})
	);

interface SignTest {
	readonly msg?: string;
	readonly mu?: string;
	readonly sig: string;
	readonly ctx?: string;
	/** The hedge, 32 bytes; zeros where a signature is deterministic. */
	readonly rnd?: string;
}
const hedge = (rnd?: string) => ({
	bytes: (length: number) => (rnd === undefined ? new Uint8Array(length) : fromHex(rnd)),
	wipe: () => undefined
});
wycheproof<
	{ readonly privateSeed: string; readonly privateKeyPkcs8?: string; readonly publicKey?: string },
	SignTest
>('mldsa_65_sign_seed_test.json', 101, (test, group) => {
	if (test.ctx) return undefined;
	return accepts(() => {
		const key = encodeSeedPrivateKey('ML_DSA_65', fromHex(group.privateSeed));
		if (group.privateKeyPkcs8 && toHex(key) !== group.privateKeyPkcs8) throw new Error('another PKCS #8');
		if (group.publicKey && !toHex(mlDsaPublicKey('ML_DSA_65', key)).endsWith(group.publicKey))
			throw new Error('another public key');
		const sign = (input: string, externalMu: boolean) =>
			toHex(mlDsaSign('ML_DSA_65', key, fromHex(input), { externalMu, random: hedge(test.rnd) }));
		const inputs = [
			...(test.msg === undefined ? [] : [sign(test.msg, false)]),
			...(test.mu === undefined ? [] : [sign(test.mu, true)])
		];
		if (inputs.length === 0 || inputs.some((signature) => signature !== test.sig))
			throw new Error('another signature');
	});
});

interface KemTest {
	readonly seed: string;
	readonly ek: string;
	readonly c: string;
	readonly K: string;
}
for (const [file, spec, count] of [
	['mlkem_768_test.json', 'ML_KEM_768', 193],
	['mlkem_1024_test.json', 'ML_KEM_1024', 193]
] as const satisfies readonly (readonly [string, MlKemKeySpec, number])[])
	wycheproof<unknown, KemTest>(file, count, (test) =>
		accepts(() => {
			const key = encodeSeedPrivateKey(spec, fromHex(test.seed));
			if (test.ek && !toHex(mlKemPublicKey(spec, key)).endsWith(test.ek))
				throw new Error('another public key');
			if (toHex(mlKemDecapsulate(spec, key, fromHex(test.c))) !== test.K) throw new Error('another secret');
		})
	);
