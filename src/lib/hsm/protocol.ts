/**
 * All that crosses the boundary between page and HSM worker, written out. Types only.
 * No answer has a member for key material or a domain key: what leaves is tokens, ciphertext, and the secrets that
 * the KMS API itself returns (`Plaintext` of Decrypt, GenerateDataKey and GenerateRandom).
 * Requests are copied, since a request may have to be sent again. Of the answers, plaintext, ciphertext and random
 * bytes are transferred (the worker keeps nothing); tokens are copied. Id 0 is `init`; an answer with id -1 is a sign
 * of life: to a ping of the watchdog, or unasked during a long batch.
 */
import type {
	DecryptRequest,
	EncryptRequest,
	GenerateDataKeyRequest,
	GenerateKeysRequest,
	GenerateRandomRequest,
	HsmErrorCode,
	HsmReport,
	KeyToken,
	ReEncryptRequest,
	RewrapRequest
} from '$lib/domain/hsm';

/** Each operation: what goes in, what comes out. */
export interface HsmOperations {
	/** Starts the HSM of a world; the domain keys derive from the seed (32 bytes) inside. */
	readonly init: { readonly request: { readonly seed: Uint8Array }; readonly answer: null };
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
