/**
 * The HSM's interface: all that crosses the boundary. Key material is never in it. A key token is key material
 * wrapped under a Region's domain key; it is unwrapped inside, for one call, and wiped.
 * Differs from AWS: one domain key a Region, never rotated; hosts and operators are not modelled.
 * Source: AWS KMS Cryptographic Details, "Key hierarchy" (2026).
 */
import type { KeyId, KeyMaterialId, Region } from './ids';

/** Key material wrapped under a Region's domain key; AAD binds Region, key id and material id. Base64 in saved events. */
export interface KeyToken {
	readonly keyId: KeyId;
	readonly materialId: KeyMaterialId;
	/** Opaque; 61 bytes for 256-bit material: version 1, IV 12, ciphertext 32, tag 16. */
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
	report(options?: CallOptions): Promise<HsmReport>;
	ping(): Promise<void>;
	/** Ends the HSM; its memory is wiped. */
	close(): void;
}

export type HsmErrorCode = 'authentication-failed' | 'malformed' | 'unavailable';

export class HsmError extends Error {
	readonly code: HsmErrorCode;
	constructor(code: HsmErrorCode, message: string) {
		super(message);
		this.name = 'HsmError';
		this.code = code;
	}
}
