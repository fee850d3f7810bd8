/**
 * Public keys as SubjectPublicKeyInfo and private keys as PKCS #8, both DER. Bytes ⇄ structure; no key is used here.
 * Sources: RFC 5280 (SPKI), RFC 5958 (PKCS #8), RFC 8017 appendix A (RSA), RFC 5915 and RFC 5480 (EC), RFC 8410
 * (Ed25519), RFC 9881 (ML-DSA), RFC 9935 (ML-KEM): both in their seed form.
 */
import { equalBytes, toHex } from '$lib/domain/bytes';
import type {
	AsymmetricKeySpec,
	EcdsaKeySpec,
	MlDsaKeySpec,
	MlKemKeySpec,
	RsaKeySpec
} from '$lib/domain/key-spec';
import { FormatError } from '../format-error';
import {
	bits,
	der,
	derConsuming,
	DerReader,
	integer,
	nullValue,
	octets,
	oid,
	sequence,
	smallInteger,
	TAG
} from './der';

const RSA = oid('1.2.840.113549.1.1.1');
const EC = oid('1.2.840.10045.2.1');
const ED25519 = oid('1.3.101.112');
const CURVES: Readonly<Record<EcdsaKeySpec, Uint8Array>> = {
	ECC_NIST_P256: oid('1.2.840.10045.3.1.7'),
	ECC_NIST_P384: oid('1.3.132.0.34'),
	ECC_NIST_P521: oid('1.3.132.0.35'),
	ECC_SECG_P256K1: oid('1.3.132.0.10')
};
/** RFC 9881 section 2, RFC 9935 section 3. The seed is 32 bytes for ML-DSA, 64 (d ‖ z) for ML-KEM. */
const LATTICE: Readonly<
	Record<MlDsaKeySpec | MlKemKeySpec, { readonly oid: Uint8Array; readonly seed: number }>
> = {
	ML_DSA_44: { oid: oid('2.16.840.1.101.3.4.3.17'), seed: 32 },
	ML_DSA_65: { oid: oid('2.16.840.1.101.3.4.3.18'), seed: 32 },
	ML_DSA_87: { oid: oid('2.16.840.1.101.3.4.3.19'), seed: 32 },
	ML_KEM_512: { oid: oid('2.16.840.1.101.3.4.4.1'), seed: 64 },
	ML_KEM_768: { oid: oid('2.16.840.1.101.3.4.4.2'), seed: 64 },
	ML_KEM_1024: { oid: oid('2.16.840.1.101.3.4.4.3'), seed: 64 }
};

export const isRsa = (spec: string): spec is RsaKeySpec => spec.startsWith('RSA_');
export const isEcdsa = (spec: string): spec is EcdsaKeySpec => spec in CURVES;
const isLattice = (spec: string): spec is MlDsaKeySpec | MlKemKeySpec => spec in LATTICE;

function algorithmOf(spec: AsymmetricKeySpec): Uint8Array {
	if (isRsa(spec)) return sequence(RSA, nullValue());
	if (isEcdsa(spec)) return sequence(EC, CURVES[spec]);
	if (isLattice(spec)) return sequence(LATTICE[spec].oid);
	return sequence(ED25519);
}

const SPKI = 'public key';
const PKCS8 = 'private key';

/** `key`: for RSA the RSAPublicKey in DER, for EC the uncompressed point, else the raw public key. */
export const encodeSpki = (spec: AsymmetricKeySpec, key: Uint8Array): Uint8Array =>
	sequence(algorithmOf(spec), bits(key));

/**
 * The public key inside, as `encodeSpki` takes it.
 * @throws FormatError when it is not the SPKI of a key of this spec
 */
export function decodeSpki(spec: AsymmetricKeySpec, spki: Uint8Array): Uint8Array {
	const outer = new DerReader(spki, SPKI);
	const info = outer.inside(TAG.sequence);
	outer.end();
	expectAlgorithm(info, spec, SPKI);
	const key = info.bits();
	info.end();
	return key;
}

function expectAlgorithm(reader: DerReader, spec: AsymmetricKeySpec, what: string): void {
	const found = reader.whole(TAG.sequence);
	if (!equalBytes(found, algorithmOf(spec)))
		throw new FormatError(
			what,
			0,
			`${what}: expected the algorithm of ${spec} (${toHex(algorithmOf(spec))}), got ${toHex(found.subarray(0, 64))}`
		);
}

/** `key` is made for it, and wiped. */
const pkcs8 = (spec: AsymmetricKeySpec, key: Uint8Array): Uint8Array =>
	derConsuming(TAG.sequence, smallInteger(0), algorithmOf(spec), derConsuming(TAG.octetString, key));

/** What the OCTET STRING of a PKCS #8 key holds: a view. */
function openPkcs8(spec: AsymmetricKeySpec, bytes: Uint8Array): DerReader {
	const outer = new DerReader(bytes, PKCS8);
	const info = outer.inside(TAG.sequence);
	outer.end();
	const version = info.integer();
	if (version.length !== 1 || version[0]! > 1) info.fail('expected version 0 or 1');
	expectAlgorithm(info, spec, PKCS8);
	const key = info.read(TAG.octetString);
	// RFC 5958: attributes [0] and, from version 1, a public key [1] may follow; neither is needed.
	if (info.next === 0xa0) info.read(0xa0);
	if (info.next === 0x81) info.read(0x81);
	info.end();
	return new DerReader(key, PKCS8);
}

/** `scalar` and `point` have the curve's full lengths. */
export const encodeEcPrivateKey = (spec: EcdsaKeySpec, scalar: Uint8Array, point: Uint8Array): Uint8Array =>
	pkcs8(spec, derConsuming(TAG.sequence, smallInteger(1), octets(scalar), der(0xa1, bits(point))));

/** The scalar as it stands there: a view; its length is the curve's when written by the book. */
export function decodeEcPrivateKey(
	spec: EcdsaKeySpec,
	bytes: Uint8Array
): { readonly scalar: Uint8Array; readonly point?: Uint8Array } {
	const outer = openPkcs8(spec, bytes);
	const key = outer.inside(TAG.sequence);
	outer.end();
	const version = key.integer();
	if (version.length !== 1 || version[0] !== 1) key.fail('expected version 1 of ECPrivateKey');
	const scalar = key.read(TAG.octetString);
	if (key.next === 0xa0) {
		const named = key.inside(0xa0).whole(TAG.oid);
		if (!equalBytes(named, CURVES[spec])) key.fail(`expected the curve of ${spec}`);
	}
	const point = key.next === 0xa1 ? key.inside(0xa1).bits() : undefined;
	key.end();
	return point ? { scalar, point } : { scalar };
}

/** `seed`: 32 bytes. */
export const encodeEdPrivateKey = (seed: Uint8Array): Uint8Array =>
	pkcs8('ECC_NIST_EDWARDS25519', octets(seed));

/** 32 bytes: a view. */
export function decodeEdPrivateKey(bytes: Uint8Array): Uint8Array {
	const reader = openPkcs8('ECC_NIST_EDWARDS25519', bytes);
	const seed = reader.read(TAG.octetString);
	reader.end();
	if (seed.length !== 32) reader.fail(`expected a seed of 32 bytes, got ${seed.length}`, 0);
	return seed;
}

export const latticeSeedLength = (spec: MlDsaKeySpec | MlKemKeySpec): number => LATTICE[spec].seed;

/** The seed form: [0] IMPLICIT OCTET STRING. */
export const encodeSeedPrivateKey = (spec: MlDsaKeySpec | MlKemKeySpec, seed: Uint8Array): Uint8Array =>
	pkcs8(spec, der(0x80, seed));

/** The seed: a view. */
export function decodeSeedPrivateKey(spec: MlDsaKeySpec | MlKemKeySpec, bytes: Uint8Array): Uint8Array {
	const reader = openPkcs8(spec, bytes);
	const seed = reader.read(0x80);
	reader.end();
	const { seed: length } = LATTICE[spec];
	if (seed.length !== length) reader.fail(`expected a seed of ${length} bytes, got ${seed.length}`, 0);
	return seed;
}

/** The numbers of an RSA private key, big-endian: views. */
export interface RsaPrivateKey {
	readonly n: Uint8Array;
	readonly e: Uint8Array;
	readonly d: Uint8Array;
	readonly p: Uint8Array;
	readonly q: Uint8Array;
	readonly dp: Uint8Array;
	readonly dq: Uint8Array;
	readonly qi: Uint8Array;
}

/** RFC 8017 A.1.2: version 0, two primes. */
export function decodeRsaPrivateKey(spec: RsaKeySpec, bytes: Uint8Array): RsaPrivateKey {
	const outer = openPkcs8(spec, bytes);
	const key = outer.inside(TAG.sequence);
	outer.end();
	const version = key.integer();
	if (version.length !== 1 || version[0] !== 0) key.fail('expected an RSA key of two primes');
	const [n, e, d, p, q, dp, dq, qi] = Array.from({ length: 8 }, () => key.integer()) as [
		Uint8Array,
		Uint8Array,
		Uint8Array,
		Uint8Array,
		Uint8Array,
		Uint8Array,
		Uint8Array,
		Uint8Array
	];
	key.end();
	return { n, e, d, p, q, dp, dq, qi };
}

export function encodeRsaPrivateKey(spec: RsaKeySpec, key: RsaPrivateKey): Uint8Array {
	const { n, e, d, p, q, dp, dq, qi } = key;
	return pkcs8(
		spec,
		derConsuming(TAG.sequence, smallInteger(0), ...[n, e, d, p, q, dp, dq, qi].map(integer))
	);
}

export const encodeRsaPublicKey = (spec: RsaKeySpec, { n, e }: Pick<RsaPrivateKey, 'n' | 'e'>): Uint8Array =>
	encodeSpki(spec, sequence(integer(n), integer(e)));

export function decodeRsaPublicKey(spec: RsaKeySpec, spki: Uint8Array): Pick<RsaPrivateKey, 'n' | 'e'> {
	const reader = new DerReader(decodeSpki(spec, spki), SPKI);
	const key = reader.inside(TAG.sequence);
	reader.end();
	const [n, e] = [key.integer(), key.integer()];
	key.end();
	return { n, e };
}
