/** RSA as the HSM calls it: OAEP, PSS and PKCS #1 v1.5, over messages and over digests. */
import { createHash } from 'node:crypto';
import { fromHex, toHex } from '$lib/domain/bytes';
import type { RsaKeySpec, RsaSigningAlgorithm } from '$lib/domain/key-spec';
import { bits, integer, nullValue, oid, sequence } from '$lib/crypto/asymmetric/der';
import { rsaOaepDecrypt, rsaVerify, rsaVerifyDigest, type OaepHash } from '$lib/crypto/asymmetric/rsa';
import { accepts, wycheproof } from './wycheproof';

const RSA = sequence(oid('1.2.840.113549.1.1.1'), nullValue());
const number = (hex: string): Uint8Array => integer(fromHex(hex.length % 2 ? `0${hex}` : hex));
const specOf = (group: { keySize: number }): RsaKeySpec => `RSA_${group.keySize}` as RsaKeySpec;

interface OaepGroup {
	readonly keySize: number;
	readonly sha: OaepHash;
	readonly privateKeyPkcs8: string;
}
interface OaepTest {
	readonly msg: string;
	readonly ct: string;
	readonly label: string;
}
for (const [file, count] of [
	['rsa_oaep_2048_sha1_mgf1sha1_test.json', 29],
	['rsa_oaep_2048_sha256_mgf1sha256_test.json', 29],
	['rsa_oaep_4096_sha256_mgf1sha256_test.json', 29]
] as const)
	wycheproof<OaepGroup, OaepTest>(file, count, (test, group) =>
		// KMS has no labels.
		test.label !== ''
			? undefined
			: accepts(
					async () =>
						toHex(await rsaOaepDecrypt(fromHex(group.privateKeyPkcs8), group.sha, fromHex(test.ct))) ===
						test.msg
				)
	);

interface SignatureGroup {
	readonly keySize: number;
	readonly sha: 'SHA-256' | 'SHA-512';
	readonly publicKey: { readonly modulus: string; readonly publicExponent: string };
}
interface SignatureTest {
	readonly msg: string;
	readonly sig: string;
}
/** Over the message by WebCrypto, and over its digest by the library: both must agree in every case. */
async function verifyBothWays(
	scheme: 'PSS' | 'PKCS1_V1_5',
	test: SignatureTest,
	group: SignatureGroup
): Promise<boolean> {
	const { modulus, publicExponent } = group.publicKey;
	const spki = sequence(RSA, bits(sequence(number(modulus), number(publicExponent))));
	const algorithm = `RSASSA_${scheme}_${group.sha.replace('-', '_')}` as RsaSigningAlgorithm;
	const [message, signature] = [fromHex(test.msg), fromHex(test.sig)];
	const digest = createHash(group.sha.replace('-', '').toLowerCase()).update(message).digest();
	const overMessage = await rsaVerify(spki, algorithm, message, signature);
	const overDigest = rsaVerifyDigest(specOf(group), spki, algorithm, new Uint8Array(digest), signature);
	if (overMessage !== overDigest)
		throw new Error(`WebCrypto says ${overMessage}, the library says ${overDigest}`);
	return overMessage;
}
for (const [file, count] of [
	['rsa_pss_2048_sha256_mgf1_32_test.json', 108],
	['rsa_pss_4096_sha512_mgf1_64_test.json', 179]
] as const)
	wycheproof<SignatureGroup, SignatureTest>(file, count, (test, group) => verifyBothWays('PSS', test, group));
for (const [file, count] of [
	['rsa_signature_2048_sha256_test.json', 259],
	['rsa_signature_4096_sha512_test.json', 259]
] as const)
	wycheproof<SignatureGroup, SignatureTest>(file, count, (test, group) =>
		verifyBothWays('PKCS1_V1_5', test, group)
	);
