/**
 * RSA: keys, OAEP, and signatures over messages by the platform's WebCrypto, which takes no injected randomness; and
 * signatures over a given digest, which WebCrypto does not have (it always hashes). For those the encodings of
 * RFC 8017 are put together here over the modular exponentiation, MGF1 and PSS check of micro-rsa-dsa-dh.
 * Sources: RFC 8017 (PKCS #1 v2.2), sections 5.1.2, 7.1, 8.1, 8.2, 9.1, 9.2; KMS Developer Guide, "Key spec
 * reference": MGF1 with the same hash, salt as long as the hash, empty label.
 */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { CHash } from '@noble/hashes/utils.js';
import { mgf1, PSS } from 'micro-rsa-dsa-dh/rsa.js';
import { I2OSP, OS2IP, pow, type Hash } from 'micro-rsa-dsa-dh/utils.js';
import { concat, equalBytes, fromHex } from '$lib/domain/bytes';
import type { RsaKeySpec, RsaSigningAlgorithm } from '$lib/domain/key-spec';
import { FormatError } from '../format-error';
import type { Generator } from '../generator';
import { AuthenticationError } from '../symmetric';
import { wipe } from '../wipe';
import {
	decodeRsaPrivateKey,
	decodeRsaPublicKey,
	encodeRsaPrivateKey,
	encodeRsaPublicKey,
	type RsaPrivateKey
} from './keys';

export type OaepHash = 'SHA-1' | 'SHA-256';

const subtle = (): SubtleCrypto => globalThis.crypto.subtle;
const bitsOf = (spec: RsaKeySpec): number => Number(spec.slice(4));

const HASHES = {
	256: { name: 'SHA-256', hash: sha256, prefix: '3031300d060960864801650304020105000420' },
	384: { name: 'SHA-384', hash: sha384, prefix: '3041300d060960864801650304020205000430' },
	512: { name: 'SHA-512', hash: sha512, prefix: '3051300d060960864801650304020305000440' }
} as const;

/** The parts of an algorithm's name: `RSASSA_PSS_SHA_256`. `prefix` is the DER of DigestInfo before the digest. */
function partsOf(algorithm: RsaSigningAlgorithm) {
	const bits = Number(algorithm.slice(-3)) as keyof typeof HASHES;
	return { pss: algorithm.startsWith('RSASSA_PSS'), length: bits / 8, ...HASHES[bits] };
}

/** A new key of two primes and e = 65537, as PKCS #8. */
export async function generateRsa(spec: RsaKeySpec): Promise<Uint8Array> {
	const pair = await subtle().generateKey(
		{
			name: 'RSA-OAEP',
			modulusLength: bitsOf(spec),
			publicExponent: new Uint8Array([1, 0, 1]),
			hash: 'SHA-256'
		},
		true,
		['encrypt', 'decrypt']
	);
	return new Uint8Array(await subtle().exportKey('pkcs8', pair.privateKey));
}

/** The public half of a private key, as SPKI. */
export function rsaPublicKey(spec: RsaKeySpec, pkcs8: Uint8Array): Uint8Array {
	return encodeRsaPublicKey(spec, decodeRsaPrivateKey(spec, pkcs8));
}

/**
 * A foreign RSA private key, checked and written again in our form: right size, and numbers that fit together.
 * @throws FormatError
 */
export function normalizeRsa(spec: RsaKeySpec, pkcs8: Uint8Array): Uint8Array {
	const key = decodeRsaPrivateKey(spec, pkcs8);
	const { n, e, d, p, q, dp, dq, qi } = numbersOf(key);
	const complain = (why: string): never => {
		throw new FormatError('private key', 0, `private key: ${why}`);
	};
	const size = n.toString(2).length;
	if (size !== bitsOf(spec)) complain(`expected a modulus of ${bitsOf(spec)} bits, got ${size}`);
	if (p * q !== n) complain('the primes do not make the modulus');
	if (e < 3n || e % 2n === 0n) complain('the public exponent is not an odd number above 1');
	if ((d * e) % (p - 1n) !== 1n || (d * e) % (q - 1n) !== 1n) complain('the exponents do not fit');
	if (dp !== d % (p - 1n) || dq !== d % (q - 1n) || (qi * q) % p !== 1n)
		complain('the numbers of the Chinese remainder do not fit');
	return encodeRsaPrivateKey(spec, key);
}

const importPrivate = (pkcs8: Uint8Array, name: string, hash: string, use: KeyUsage): Promise<CryptoKey> =>
	subtle().importKey('pkcs8', pkcs8 as BufferSource, { name, hash }, false, [use]);
const importPublic = (spki: Uint8Array, name: string, hash: string, use: KeyUsage): Promise<CryptoKey> =>
	subtle().importKey('spki', spki as BufferSource, { name, hash }, false, [use]);

/** With an empty label. @throws RangeError when the plaintext does not fit */
export async function rsaOaepEncrypt(
	spki: Uint8Array,
	hash: OaepHash,
	plaintext: Uint8Array
): Promise<Uint8Array> {
	const key = await importPublic(spki, 'RSA-OAEP', hash, 'encrypt');
	try {
		return new Uint8Array(await subtle().encrypt('RSA-OAEP', key, plaintext as BufferSource));
	} catch {
		throw new RangeError(`RSA-OAEP ${hash}: ${plaintext.length} bytes of plaintext are too long for the key`);
	}
}

/** The same with the seed of the padding from `random`, so that the same call gives the same bytes. RFC 8017 section 7.1.1. */
export function rsaOaepEncryptSeeded(
	spki: Uint8Array,
	oaepHash: OaepHash,
	plaintext: Uint8Array,
	random: Generator
): Uint8Array {
	const hash = oaepHash === 'SHA-1' ? sha1 : sha256;
	// The SPKI of an RSA key is read alike for every size.
	const { n, e } = decodeRsaPublicKey('RSA_2048', spki);
	const size = n.length;
	const room = size - 2 * hash.outputLen - 2;
	if (plaintext.length > room)
		throw new RangeError(`RSA-OAEP ${oaepHash}: expected at most ${room} bytes, got ${plaintext.length}`);
	const padding = new Uint8Array(room - plaintext.length);
	const data = concat(hash(new Uint8Array()), padding, new Uint8Array([1]), plaintext);
	const seed = random.bytes(hash.outputLen);
	const masked = xor(data, mgf1(hash)(seed, { dkLen: data.length }));
	const maskedSeed = xor(seed, mgf1(hash)(masked, { dkLen: seed.length }));
	wipe(data, seed);
	return I2OSP(pow(OS2IP(concat(new Uint8Array(1), maskedSeed, masked)), OS2IP(e), OS2IP(n)), size);
}
const xor = (bytes: Uint8Array, mask: Uint8Array): Uint8Array => bytes.map((byte, i) => byte ^ mask[i]!);

/** With an empty label. @throws AuthenticationError for whatever reason it does not open: none is told apart */
export async function rsaOaepDecrypt(
	pkcs8: Uint8Array,
	hash: OaepHash,
	ciphertext: Uint8Array
): Promise<Uint8Array> {
	const key = await importPrivate(pkcs8, 'RSA-OAEP', hash, 'decrypt');
	try {
		return new Uint8Array(await subtle().decrypt('RSA-OAEP', key, ciphertext as BufferSource));
	} catch {
		throw new AuthenticationError('RSA-OAEP ciphertext');
	}
}

const webName = (algorithm: RsaSigningAlgorithm): string =>
	partsOf(algorithm).pss ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
/** WebCrypto reads `saltLength` for PSS only. */
const webParams = (algorithm: RsaSigningAlgorithm): RsaPssParams => ({
	name: webName(algorithm),
	saltLength: partsOf(algorithm).length
});

/** Hashes the message and signs. PSS draws its salt from the platform. */
export async function rsaSign(
	pkcs8: Uint8Array,
	algorithm: RsaSigningAlgorithm,
	message: Uint8Array
): Promise<Uint8Array> {
	const key = await importPrivate(pkcs8, webName(algorithm), partsOf(algorithm).name, 'sign');
	return new Uint8Array(await subtle().sign(webParams(algorithm), key, message as BufferSource));
}

export async function rsaVerify(
	spki: Uint8Array,
	algorithm: RsaSigningAlgorithm,
	message: Uint8Array,
	signature: Uint8Array
): Promise<boolean> {
	const key = await importPublic(spki, webName(algorithm), partsOf(algorithm).name, 'verify');
	return subtle().verify(webParams(algorithm), key, signature as BufferSource, message as BufferSource);
}

/** Signs a digest as it is; the salt of PSS comes from `random`, so the same call gives the same bytes. */
export function rsaSignDigest(
	spec: RsaKeySpec,
	pkcs8: Uint8Array,
	algorithm: RsaSigningAlgorithm,
	digest: Uint8Array,
	random: Generator
): Uint8Array {
	const key = numbersOf(decodeRsaPrivateKey(spec, pkcs8));
	const { pss, length } = partsOf(algorithm);
	const encoded = pss
		? emsaPss(bitsOf(spec) - 1, algorithm, digest, random.bytes(length))
		: emsaPkcs1(bitsOf(spec) / 8, algorithm, digest);
	const message = OS2IP(encoded);
	const signature = rsasp1(key, message);
	// A fault in one half of the remainder would give a prime away: never let out what does not verify.
	if (pow(signature, key.e, key.n) !== message)
		throw new Error('RSA: the signature just made does not verify');
	return I2OSP(signature, bitsOf(spec) / 8);
}

/** Whether the signature is one over this digest. False too when it is malformed. */
export function rsaVerifyDigest(
	spec: RsaKeySpec,
	spki: Uint8Array,
	algorithm: RsaSigningAlgorithm,
	digest: Uint8Array,
	signature: Uint8Array
): boolean {
	const size = bitsOf(spec) / 8;
	const { pss, length, hash } = partsOf(algorithm);
	if (signature.length !== size || digest.length !== length) return false;
	const { n, e } = decodeRsaPublicKey(spec, spki);
	const key = { n: OS2IP(n), e: OS2IP(e) };
	const value = OS2IP(signature);
	if (value >= key.n) return false;
	if (!pss) return equalBytes(I2OSP(pow(value, key.e, key.n), size), emsaPkcs1(size, algorithm, digest));
	return PSS(digestAsIs(hash), mgf1(hash), length).verify(key, digest, signature);
}

/**
 * PSS hashes twice: the message, and M′ = eight zeros ‖ digest ‖ salt. Given a digest as message, the first is
 * already done; M′ is always longer than a digest, so the two are told apart by length.
 */
function digestAsIs(hash: CHash): Hash {
	const once = (bytes: Uint8Array): Uint8Array =>
		bytes.length === hash.outputLen ? bytes.slice() : hash(bytes);
	const { outputLen, blockLen } = hash;
	return Object.assign(once, { outputLen, blockLen, create: () => hash.create() });
}

/** RFC 8017 section 9.2, from step 2 on: 00 01 FF … 00 ‖ DigestInfo. */
function emsaPkcs1(size: number, algorithm: RsaSigningAlgorithm, digest: Uint8Array): Uint8Array {
	const info = concat(fromHex(partsOf(algorithm).prefix), digest);
	const padding = new Uint8Array(size - info.length - 3).fill(0xff);
	return concat(new Uint8Array([0, 1]), padding, new Uint8Array(1), info);
}

/** RFC 8017 section 9.1.1, from step 3 on. `bits`: modulus bits − 1. */
function emsaPss(
	bits: number,
	algorithm: RsaSigningAlgorithm,
	digest: Uint8Array,
	salt: Uint8Array
): Uint8Array {
	const { hash, length } = partsOf(algorithm);
	const size = Math.ceil(bits / 8);
	const inner = hash(concat(new Uint8Array(8), digest, salt));
	const data = concat(new Uint8Array(size - 2 * length - 2), new Uint8Array([1]), salt);
	const mask = mgf1(hash)(inner, { dkLen: data.length });
	const masked = data.map((byte, i) => byte ^ mask[i]!);
	masked[0]! &= 0xff >>> (8 * size - bits);
	wipe(data);
	return concat(masked, inner, new Uint8Array([0xbc]));
}

type Numbers = { readonly [N in keyof RsaPrivateKey]: bigint };
const numbersOf = (key: RsaPrivateKey): Numbers =>
	Object.fromEntries(
		Object.entries(key).map(([name, bytes]) => [name, OS2IP(bytes as Uint8Array)])
	) as Numbers;

/** RFC 8017 section 5.2.1, second form (Chinese remainder): three times as fast. */
function rsasp1({ p, q, dp, dq, qi }: Numbers, message: bigint): bigint {
	const first = pow(message % p, dp, p);
	const second = pow(message % q, dq, q);
	const h = (qi * (((first - second) % p) + p)) % p;
	return second + q * h;
}
