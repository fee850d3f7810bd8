/**
 * The HSM's interface: all that crosses the boundary. Key material is never in it. A key token is key material
 * wrapped under a Region's domain key; it is unwrapped inside, for one call, and wiped.
 * Differs from AWS: one domain key a Region, never rotated; hosts and operators are not modelled.
 * Source: AWS KMS Cryptographic Details, "Key hierarchy" (2026).
 */
import type { KeyId, KeyMaterialId, Region } from './ids';
import type {
	AsymmetricKeySpec,
	EcdsaKeySpec,
	EncryptionAlgorithm,
	HmacKeySpec,
	KeyPairSpec,
	KeySpec,
	MacAlgorithm,
	MessageType,
	MlKemKeySpec,
	RsaEncryptionAlgorithm,
	RsaKeySpec,
	SigningAlgorithm,
	WrappingAlgorithm
} from './key-spec';

/** Key material wrapped under a Region's domain key; AAD binds Region, key id and material id. Base64 in saved events. */
export interface KeyToken {
	readonly keyId: KeyId;
	readonly materialId: KeyMaterialId;
	/**
	 * Opaque; 61 bytes for 256-bit material: version 1, IV 12, ciphertext 32, tag 16. What is inside: the raw bytes of
	 * a symmetric or HMAC key, PKCS #8 of any other.
	 */
	readonly bytes: Uint8Array;
}

/**
 * Where a call's randomness comes from: the HSM derives a generator from (world seed, parent entry, command, label).
 * The same three give the same bytes; any other gives others.
 */
export interface CallSeed {
	/** SHA-256 of the parent entry, 32 bytes (zeros for the first). */
	readonly parent: Uint8Array;
	/** SHA-256 of the canonical, redacted command, 32 bytes. */
	readonly command: Uint8Array;
	/** Tells apart the HSM calls of one command: "0", "1" … */
	readonly label: string;
}

/**
 * RSA keys (PKCS #8) to take where one would be generated: the platform's generator cannot be seeded, and a scene is
 * the same bytes everywhere. Which one is taken follows from the call. Without a key of the size, one is generated.
 */
export type RsaTestKeys = Partial<Record<RsaKeySpec, readonly Uint8Array[]>>;

interface Call {
	readonly region: Region;
	readonly seed: CallSeed;
}

export interface GenerateKeysRequest extends Call {
	/** One new 256-bit symmetric material for each key id named, in order. */
	readonly keyIds: readonly KeyId[];
}
export interface RewrapRequest extends Call {
	/** Tokens of `region`; their material is wrapped anew under the domain key of the other Region. */
	readonly tokens: readonly KeyToken[];
	readonly toRegion: Region;
	/** Of every token; absent: SYMMETRIC_DEFAULT. */
	readonly keySpec?: KeySpec;
}
export interface EncryptRequest extends Call {
	readonly token: KeyToken;
	readonly plaintext: Uint8Array;
	/** Canonical encryption context, see domain/encryption-context.ts. */
	readonly aad: Uint8Array;
}
export interface DecryptRequest {
	readonly region: Region;
	readonly token: KeyToken;
	readonly ciphertext: Uint8Array;
	readonly aad: Uint8Array;
}
export interface ReEncryptRequest extends Call {
	readonly source: KeyToken;
	readonly ciphertext: Uint8Array;
	readonly sourceAad: Uint8Array;
	readonly destination: KeyToken;
	readonly destinationAad: Uint8Array;
}
export interface GenerateDataKeyRequest extends Call {
	readonly token: KeyToken;
	readonly aad: Uint8Array;
	/** Bytes, 1–1024. */
	readonly numberOfBytes: number;
	/** False for GenerateDataKeyWithoutPlaintext: the plaintext is wiped inside. */
	readonly withPlaintext: boolean;
}
export interface GenerateRandomRequest extends Call {
	readonly numberOfBytes: number;
}

export interface GenerateKeyRequest extends Call {
	readonly keyId: KeyId;
	readonly keySpec: KeySpec;
}
/** A new token and, for an asymmetric key, its public half as DER SubjectPublicKeyInfo. */
export interface NewKey {
	readonly token: KeyToken;
	readonly publicKey?: Uint8Array;
}
interface Use<S extends KeySpec = KeySpec> {
	readonly region: Region;
	readonly token: KeyToken;
	/** A token opens only as the kind of key it was made as. */
	readonly keySpec: S;
}
export type PublicKeyRequest = Use<AsymmetricKeySpec>;
export interface SignRequest extends Use<AsymmetricKeySpec>, Call {
	readonly algorithm: SigningAlgorithm;
	readonly messageType: MessageType;
	readonly message: Uint8Array;
}
export interface VerifyRequest extends Omit<SignRequest, 'seed'> {
	readonly signature: Uint8Array;
}
export interface MacRequest extends Use<HmacKeySpec> {
	readonly algorithm: MacAlgorithm;
	readonly message: Uint8Array;
}
export interface VerifyMacRequest extends MacRequest {
	readonly mac: Uint8Array;
}
export interface RsaEncryptRequest extends Use<RsaKeySpec> {
	readonly algorithm: RsaEncryptionAlgorithm;
	readonly plaintext: Uint8Array;
}
export interface RsaDecryptRequest extends Use<RsaKeySpec> {
	readonly algorithm: RsaEncryptionAlgorithm;
	readonly ciphertext: Uint8Array;
}
/** One side of a ReEncrypt in which RSA takes part. `aad` counts for a symmetric key only. */
export interface ReEncryptSide {
	readonly token: KeyToken;
	readonly keySpec: RsaKeySpec | 'SYMMETRIC_DEFAULT';
	readonly algorithm: EncryptionAlgorithm;
	readonly aad: Uint8Array;
}
export interface ReEncryptMixedRequest extends Call {
	readonly source: ReEncryptSide;
	readonly ciphertext: Uint8Array;
	readonly destination: ReEncryptSide;
}
export interface DeriveSharedSecretRequest extends Use<EcdsaKeySpec> {
	/** The peer's, DER SubjectPublicKeyInfo. */
	readonly publicKey: Uint8Array;
}
export type EncapsulateRequest = Use<MlKemKeySpec> & Call;
export interface DecapsulateRequest extends Use<MlKemKeySpec> {
	readonly ciphertext: Uint8Array;
}
export interface GenerateDataKeyPairRequest extends Call {
	/** Of the symmetric key that protects the private key. */
	readonly token: KeyToken;
	readonly aad: Uint8Array;
	readonly keyPairSpec: KeyPairSpec;
	/** False for GenerateDataKeyPairWithoutPlaintext: the private key is wiped inside. */
	readonly withPlaintext: boolean;
}
export interface DataKeyPair {
	/** DER SubjectPublicKeyInfo. */
	readonly publicKey: Uint8Array;
	/** The private key under the KMS key. */
	readonly ciphertext: Uint8Array;
	/** The private key, PKCS #8. */
	readonly plaintext?: Uint8Array;
}
export interface ImportParametersRequest extends Call {
	readonly keyId: KeyId;
	readonly wrappingKeySpec: RsaKeySpec;
	readonly wrappingAlgorithm: WrappingAlgorithm;
	/** World time in milliseconds; it is bound into the token. */
	readonly validTo: number;
}
export interface ImportParameters {
	/** The wrapping key, DER SubjectPublicKeyInfo. */
	readonly publicKey: Uint8Array;
	/** Holds the wrapping private key under the domain key: the HSM itself keeps none. */
	readonly importToken: Uint8Array;
}
export interface ImportMaterialRequest extends Call {
	readonly keyId: KeyId;
	readonly keySpec: KeySpec;
	readonly importToken: Uint8Array;
	readonly encryptedKeyMaterial: Uint8Array;
}

/** What the glass box shows when opened. Fingerprints are the first 8 hex digits of SHA-256. */
export interface HsmReport {
	readonly domainKeys: readonly { readonly region: Region; readonly fingerprint: string }[];
	/** Calls answered since this HSM started (not since the world began). */
	readonly calls: number;
	readonly where: 'worker' | 'in-process';
}

/** `signal` drops the answer (rejects with AbortError); the HSM itself is never stopped by it. */
export interface CallOptions {
	readonly signal?: AbortSignal;
}

/**
 * @throws HsmError `authentication-failed` when a token or ciphertext does not open,
 * `malformed` when bytes are not what the format says, `unavailable` when the HSM died twice during one call.
 */
export interface Hsm {
	generateKeys(request: GenerateKeysRequest, options?: CallOptions): Promise<readonly KeyToken[]>;
	/** In the order of the tokens given; key ids and material ids stay. */
	rewrap(request: RewrapRequest, options?: CallOptions): Promise<readonly KeyToken[]>;
	encrypt(request: EncryptRequest, options?: CallOptions): Promise<Uint8Array>;
	decrypt(request: DecryptRequest, options?: CallOptions): Promise<Uint8Array>;
	reEncrypt(request: ReEncryptRequest, options?: CallOptions): Promise<Uint8Array>;
	generateDataKey(
		request: GenerateDataKeyRequest,
		options?: CallOptions
	): Promise<{ readonly ciphertext: Uint8Array; readonly plaintext?: Uint8Array }>;
	generateRandom(request: GenerateRandomRequest, options?: CallOptions): Promise<Uint8Array>;
	/** One key of any spec but SM2. RSA keys come from the platform and are others each time. */
	generateKey(request: GenerateKeyRequest, options?: CallOptions): Promise<NewKey>;
	getPublicKey(request: PublicKeyRequest, options?: CallOptions): Promise<Uint8Array>;
	sign(request: SignRequest, options?: CallOptions): Promise<Uint8Array>;
	verify(request: VerifyRequest, options?: CallOptions): Promise<boolean>;
	generateMac(request: MacRequest, options?: CallOptions): Promise<Uint8Array>;
	verifyMac(request: VerifyMacRequest, options?: CallOptions): Promise<boolean>;
	rsaEncrypt(request: RsaEncryptRequest, options?: CallOptions): Promise<Uint8Array>;
	rsaDecrypt(request: RsaDecryptRequest, options?: CallOptions): Promise<Uint8Array>;
	reEncryptMixed(request: ReEncryptMixedRequest, options?: CallOptions): Promise<Uint8Array>;
	deriveSharedSecret(request: DeriveSharedSecretRequest, options?: CallOptions): Promise<Uint8Array>;
	encapsulate(
		request: EncapsulateRequest,
		options?: CallOptions
	): Promise<{ readonly ciphertext: Uint8Array; readonly sharedSecret: Uint8Array }>;
	decapsulate(request: DecapsulateRequest, options?: CallOptions): Promise<Uint8Array>;
	generateDataKeyPair(request: GenerateDataKeyPairRequest, options?: CallOptions): Promise<DataKeyPair>;
	getParametersForImport(request: ImportParametersRequest, options?: CallOptions): Promise<ImportParameters>;
	/** @throws HsmError `import-token` or `key-material`, too */
	importKeyMaterial(request: ImportMaterialRequest, options?: CallOptions): Promise<NewKey>;
	report(options?: CallOptions): Promise<HsmReport>;
	ping(): Promise<void>;
	/** Ends the HSM; its memory is wiped. */
	close(): void;
}

export type HsmErrorCode =
	| 'authentication-failed'
	| 'malformed'
	| 'unavailable'
	/** The import token is none, or not one for this key. */
	| 'import-token'
	/** What was wrapped is no material for a key of this spec. */
	| 'key-material'
	/** The plaintext does not fit under the key. */
	| 'too-long';

export class HsmError extends Error {
	readonly code: HsmErrorCode;
	constructor(code: HsmErrorCode, message: string) {
		super(message);
		this.name = 'HsmError';
		this.code = code;
	}
}
