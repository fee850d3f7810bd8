/**
 * All that crosses the boundary between page and HSM worker, written out.
 * No answer has a member for key material or a domain key: what leaves is tokens, ciphertext, and the secrets that
 * the KMS API itself returns (`Plaintext` of Decrypt, GenerateDataKey and GenerateRandom, private keys of data key
 * pairs, shared secrets).
 * Requests are copied, since a request may have to be sent again. Of the answers, plaintext, ciphertext and random
 * bytes are transferred (the worker keeps nothing); tokens are copied. Id 0 is `init`; an answer with id -1 is a sign
 * of life: to a ping of the watchdog, or unasked during a long batch. Once, unasked, the worker names its lifeline.
 */
import type {
	DataKeyPair,
	DecapsulateRequest,
	DecryptRequest,
	DeriveSharedSecretRequest,
	EncapsulateRequest,
	EncryptRequest,
	GenerateDataKeyPairRequest,
	GenerateDataKeyRequest,
	GenerateKeyRequest,
	GenerateKeysRequest,
	GenerateRandomRequest,
	HsmErrorCode,
	HsmReport,
	ImportMaterialRequest,
	ImportParameters,
	ImportParametersRequest,
	KeyToken,
	MacRequest,
	NewKey,
	PublicKeyRequest,
	ReEncryptMixedRequest,
	ReEncryptRequest,
	RewrapRequest,
	RsaDecryptRequest,
	RsaEncryptRequest,
	RsaTestKeys,
	SignRequest,
	VerifyMacRequest,
	VerifyRequest
} from '$lib/domain/hsm';

/** The engine has them in it from the start. */
export interface SymmetricOperations {
	/** Starts the HSM of a world; the domain keys derive from the seed (32 bytes) inside. */
	readonly init: {
		readonly request: { readonly seed: Uint8Array; readonly rsaTestKeys?: RsaTestKeys };
		readonly answer: null;
	};
	readonly ping: { readonly request: null; readonly answer: null };
	readonly report: { readonly request: null; readonly answer: HsmReport };
	readonly generateKeys: { readonly request: GenerateKeysRequest; readonly answer: readonly KeyToken[] };
	readonly rewrap: { readonly request: RewrapRequest; readonly answer: readonly KeyToken[] };
	readonly encrypt: { readonly request: EncryptRequest; readonly answer: Uint8Array };
	readonly decrypt: { readonly request: DecryptRequest; readonly answer: Uint8Array };
	readonly reEncrypt: { readonly request: ReEncryptRequest; readonly answer: Uint8Array };
	readonly generateDataKey: {
		readonly request: GenerateDataKeyRequest;
		readonly answer: { readonly ciphertext: Uint8Array; readonly plaintext?: Uint8Array };
	};
	readonly generateRandom: { readonly request: GenerateRandomRequest; readonly answer: Uint8Array };
}

/** Answered later: their code is fetched with the first of them. */
export interface OtherOperations {
	readonly generateKey: { readonly request: GenerateKeyRequest; readonly answer: NewKey };
	readonly getPublicKey: { readonly request: PublicKeyRequest; readonly answer: Uint8Array };
	readonly sign: { readonly request: SignRequest; readonly answer: Uint8Array };
	readonly verify: { readonly request: VerifyRequest; readonly answer: boolean };
	readonly generateMac: { readonly request: MacRequest; readonly answer: Uint8Array };
	readonly verifyMac: { readonly request: VerifyMacRequest; readonly answer: boolean };
	readonly rsaEncrypt: { readonly request: RsaEncryptRequest; readonly answer: Uint8Array };
	readonly rsaDecrypt: { readonly request: RsaDecryptRequest; readonly answer: Uint8Array };
	readonly reEncryptMixed: { readonly request: ReEncryptMixedRequest; readonly answer: Uint8Array };
	readonly deriveSharedSecret: {
		readonly request: DeriveSharedSecretRequest;
		readonly answer: Uint8Array;
	};
	readonly encapsulate: {
		readonly request: EncapsulateRequest;
		readonly answer: { readonly ciphertext: Uint8Array; readonly sharedSecret: Uint8Array };
	};
	readonly decapsulate: { readonly request: DecapsulateRequest; readonly answer: Uint8Array };
	readonly generateDataKeyPair: {
		readonly request: GenerateDataKeyPairRequest;
		readonly answer: DataKeyPair;
	};
	readonly getParametersForImport: {
		readonly request: ImportParametersRequest;
		readonly answer: ImportParameters;
	};
	readonly importKeyMaterial: { readonly request: ImportMaterialRequest; readonly answer: NewKey };
}

/** Each operation: what goes in, what comes out. */
export type HsmOperations = SymmetricOperations & OtherOperations;
export type SymmetricOperation = keyof SymmetricOperations;
export type OtherOperation = keyof OtherOperations;
export type HsmOperation = keyof HsmOperations;

export type HsmRequest = {
	[O in HsmOperation]: { readonly id: number; readonly op: O; readonly request: HsmOperations[O]['request'] };
}[HsmOperation];

export type HsmAnswer =
	| { readonly id: number; readonly ok: true; readonly value: HsmOperations[HsmOperation]['answer'] }
	| {
			readonly id: number;
			readonly ok: false;
			readonly error: { readonly code: HsmErrorCode | 'bug'; readonly message: string };
	  };

/** The name of a Web Lock that the worker holds as long as it lives: whoever gets it next knows that it died. */
export interface HsmLifeline {
	readonly lifeline: string;
}
