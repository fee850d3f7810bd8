/**
 * Every kind of key: what it may be used for, with which algorithms, and its sizes in bytes.
 * Sources: KMS Developer Guide, "Key spec reference" and "Requirements for imported key material" (2026);
 * API Reference, Encrypt, Sign, GenerateMac, Encapsulate; SDK model client-kms 3.1164.0. As of 2026-11.
 */
import type {
	EncapsulationAlgorithm,
	EncryptionAlgorithm,
	KeyAgreementAlgorithm,
	KeySpec,
	KeyPairSpec,
	KeyUsage,
	MacAlgorithm,
	MessageType,
	MlDsaKeySpec,
	MlKemKeySpec,
	RsaEncryptionAlgorithm,
	RsaKeySpec,
	SigningAlgorithm,
	WrappingAlgorithm
} from '$lib/domain/key-spec';

export interface KeySpecFacts {
	readonly kind: 'symmetric' | 'rsa' | 'ecdsa' | 'eddsa' | 'hmac' | 'ml-dsa' | 'ml-kem' | 'sm2';
	/** For a person. */
	readonly name: string;
	readonly usages: readonly KeyUsage[];
	readonly encryption?: readonly EncryptionAlgorithm[];
	readonly signing?: readonly SigningAlgorithm[];
	readonly mac?: readonly MacAlgorithm[];
	readonly agreement?: readonly KeyAgreementAlgorithm[];
	readonly encapsulation?: readonly EncapsulationAlgorithm[];
	/** Bytes of plaintext for Encrypt, by algorithm. OAEP: modulus − 2 × hash − 2. */
	readonly maxPlaintext?: Readonly<Partial<Record<EncryptionAlgorithm, number>>>;
	/** Bytes of what Encrypt (RSA) or Encapsulate gives. */
	readonly ciphertext?: number;
	/** The longest signature. */
	readonly maxSignature?: number;
	readonly messageTypes?: readonly MessageType[];
	readonly macBytes?: number;
	readonly sharedSecret?: number;
	/** Bytes of the public key as DER SubjectPublicKeyInfo (RSA: for e = 65537). */
	readonly publicKey?: number;
	/** What ImportKeyMaterial takes; absent where KMS refuses Origin EXTERNAL. */
	readonly import?: {
		readonly material: 'raw' | 'pkcs8';
		/** Bytes of raw material. */
		readonly min?: number;
		readonly max?: number;
	};
	readonly rotation: 'automatic' | 'manual-only';
	/** Whether this playground can make such a key, and if not, why. */
	readonly missing?: string;
}

const pss = ['RSASSA_PSS_SHA_256', 'RSASSA_PSS_SHA_384', 'RSASSA_PSS_SHA_512'] as const;
const pkcs1 = [
	'RSASSA_PKCS1_V1_5_SHA_256',
	'RSASSA_PKCS1_V1_5_SHA_384',
	'RSASSA_PKCS1_V1_5_SHA_512'
] as const;

const rsa = (bits: 2048 | 3072 | 4096, publicKey: number): KeySpecFacts => ({
	kind: 'rsa',
	name: `RSA, ${bits} bits`,
	usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
	encryption: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
	signing: [...pkcs1, ...pss],
	maxPlaintext: { RSAES_OAEP_SHA_1: bits / 8 - 42, RSAES_OAEP_SHA_256: bits / 8 - 66 },
	ciphertext: bits / 8,
	maxSignature: bits / 8,
	messageTypes: ['RAW', 'DIGEST'],
	publicKey,
	import: { material: 'pkcs8' },
	rotation: 'manual-only'
});

const nist = (
	name: string,
	hash: 256 | 384 | 512,
	sizes: { readonly coordinate: number; readonly signature: number; readonly publicKey: number }
): KeySpecFacts => ({
	kind: 'ecdsa',
	name: `ECC, ${name}`,
	usages: ['SIGN_VERIFY', 'KEY_AGREEMENT'],
	signing: [`ECDSA_SHA_${hash}`],
	agreement: ['ECDH'],
	maxSignature: sizes.signature,
	messageTypes: ['RAW', 'DIGEST'],
	sharedSecret: sizes.coordinate,
	publicKey: sizes.publicKey,
	import: { material: 'pkcs8' },
	rotation: 'manual-only'
});

const hmac = (bits: 224 | 256 | 384 | 512): KeySpecFacts => ({
	kind: 'hmac',
	name: `HMAC, ${bits} bits`,
	usages: ['GENERATE_VERIFY_MAC'],
	mac: [`HMAC_SHA_${bits}`],
	macBytes: bits / 8,
	import: { material: 'raw', min: bits / 8, max: 128 },
	rotation: 'manual-only'
});

const mlDsa = (level: 44 | 65 | 87, maxSignature: number, publicKey: number): KeySpecFacts => ({
	kind: 'ml-dsa',
	name: `ML-DSA-${level}`,
	usages: ['SIGN_VERIFY'],
	signing: ['ML_DSA_SHAKE_256'],
	maxSignature,
	messageTypes: ['RAW', 'EXTERNAL_MU'],
	publicKey,
	rotation: 'manual-only'
});

const mlKem = (level: 512 | 768 | 1024, ciphertext: number, publicKey: number): KeySpecFacts => ({
	kind: 'ml-kem',
	name: `ML-KEM-${level}`,
	usages: ['ENCAPSULATE_DECAPSULATE'],
	encapsulation: ['ML_KEM'],
	ciphertext,
	sharedSecret: 32,
	publicKey,
	rotation: 'manual-only'
});

export const KEY_SPEC_FACTS: Readonly<Record<KeySpec, KeySpecFacts>> = {
	SYMMETRIC_DEFAULT: {
		kind: 'symmetric',
		name: 'Symmetric, AES-256-GCM',
		usages: ['ENCRYPT_DECRYPT'],
		encryption: ['SYMMETRIC_DEFAULT'],
		maxPlaintext: { SYMMETRIC_DEFAULT: 4096 },
		import: { material: 'raw', min: 32, max: 32 },
		rotation: 'automatic'
	},
	RSA_2048: rsa(2048, 294),
	RSA_3072: rsa(3072, 422),
	RSA_4096: rsa(4096, 550),
	ECC_NIST_P256: nist('NIST P-256', 256, { coordinate: 32, signature: 72, publicKey: 91 }),
	ECC_NIST_P384: nist('NIST P-384', 384, { coordinate: 48, signature: 104, publicKey: 120 }),
	ECC_NIST_P521: nist('NIST P-521', 512, { coordinate: 66, signature: 139, publicKey: 158 }),
	ECC_SECG_P256K1: {
		kind: 'ecdsa',
		name: 'ECC, secp256k1',
		usages: ['SIGN_VERIFY'],
		signing: ['ECDSA_SHA_256'],
		maxSignature: 72,
		messageTypes: ['RAW', 'DIGEST'],
		publicKey: 88,
		import: { material: 'pkcs8' },
		rotation: 'manual-only'
	},
	ECC_NIST_EDWARDS25519: {
		kind: 'eddsa',
		name: 'ECC, Ed25519',
		usages: ['SIGN_VERIFY'],
		signing: ['ED25519_SHA_512', 'ED25519_PH_SHA_512'],
		maxSignature: 64,
		messageTypes: ['RAW', 'DIGEST'],
		publicKey: 44,
		import: { material: 'pkcs8' },
		rotation: 'manual-only'
	},
	HMAC_224: hmac(224),
	HMAC_256: hmac(256),
	HMAC_384: hmac(384),
	HMAC_512: hmac(512),
	ML_DSA_44: mlDsa(44, 2420, 1334),
	ML_DSA_65: mlDsa(65, 3309, 1974),
	ML_DSA_87: mlDsa(87, 4627, 2614),
	ML_KEM_512: mlKem(512, 768, 822),
	ML_KEM_768: mlKem(768, 1088, 1206),
	ML_KEM_1024: mlKem(1024, 1568, 1590),
	SM2: {
		kind: 'sm2',
		name: 'SM2 (China Regions)',
		usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'KEY_AGREEMENT'],
		encryption: ['SM2PKE'],
		signing: ['SM2DSA'],
		agreement: ['ECDH'],
		maxPlaintext: { SM2PKE: 1024 },
		rotation: 'manual-only',
		missing: 'AWS offers SM2 in the China Regions only, and this playground has no implementation of it'
	}
};

export const isMlDsa = (spec: KeySpec): spec is MlDsaKeySpec => KEY_SPEC_FACTS[spec].kind === 'ml-dsa';
export const isMlKem = (spec: KeySpec): spec is MlKemKeySpec => KEY_SPEC_FACTS[spec].kind === 'ml-kem';

/** What GenerateDataKeyPair makes; ML-DSA pairs do not exist. SM2 only in the China Regions. */
export const KEY_PAIR_SPECS = [
	'RSA_2048',
	'RSA_3072',
	'RSA_4096',
	'ECC_NIST_P256',
	'ECC_NIST_P384',
	'ECC_NIST_P521',
	'ECC_SECG_P256K1',
	'ECC_NIST_EDWARDS25519',
	'ML_KEM_512',
	'ML_KEM_768',
	'ML_KEM_1024'
] as const satisfies readonly KeyPairSpec[];

/** Which message types an algorithm takes, where it is fewer than the key spec's. Source: API Sign. */
export const MESSAGE_TYPES_OF: Readonly<Partial<Record<SigningAlgorithm, readonly MessageType[]>>> = {
	ED25519_SHA_512: ['RAW'],
	ED25519_PH_SHA_512: ['DIGEST']
};

/** Bytes of the digest that a signing algorithm takes with MessageType DIGEST. */
export const digestLength = (algorithm: SigningAlgorithm): number => {
	const bits = /SHA_(\d+)$/.exec(algorithm)?.[1];
	return bits === undefined || algorithm === 'ML_DSA_SHAKE_256' ? 0 : Number(bits) / 8;
};

/** Source: API Sign, "EXTERNAL_MU"; FIPS 204. */
export const EXTERNAL_MU_LENGTH = 64;

/** Source: KMS Developer Guide, "Select a wrapping public key spec", "Select a wrapping algorithm" (2026). */
export const WRAPPING = {
	keySpecs: ['RSA_2048', 'RSA_3072', 'RSA_4096'] satisfies readonly RsaKeySpec[],
	algorithms: [
		'RSAES_OAEP_SHA_1',
		'RSAES_OAEP_SHA_256',
		'RSA_AES_KEY_WRAP_SHA_1',
		'RSA_AES_KEY_WRAP_SHA_256'
	] satisfies readonly WrappingAlgorithm[],
	/** Milliseconds for which the wrapping key and the import token are valid. */
	validFor: 86_400_000,
	/** Days until imported material may expire at most. */
	maxValidDays: 365
} as const;

export const oaepHash = (algorithm: RsaEncryptionAlgorithm | WrappingAlgorithm): 'SHA-1' | 'SHA-256' =>
	algorithm.endsWith('SHA_1') ? 'SHA-1' : 'SHA-256';

/**
 * Whether material of this spec can be wrapped so.
 * Source: KMS Developer Guide, "Select a wrapping algorithm": RSA private keys only by RSA_AES_KEY_WRAP; P-521 does not
 * fit into RSA_2048 with RSAES_OAEP.
 */
export function canWrap(
	material: KeySpec,
	wrapping: { readonly algorithm: WrappingAlgorithm; readonly keySpec: RsaKeySpec }
): boolean {
	if (!KEY_SPEC_FACTS[material].import) return false;
	if (wrapping.algorithm.startsWith('RSA_AES_KEY_WRAP')) return true;
	if (KEY_SPEC_FACTS[material].kind === 'rsa') return false;
	return !(material === 'ECC_NIST_P521' && wrapping.keySpec === 'RSA_2048');
}
