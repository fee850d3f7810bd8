/**
 * What somebody does with a public key, or with keys and material of their own, outside of AWS. KMS is not asked and
 * CloudTrail has no event of it. Members named as secrets in `world/canonical.ts` are kept as their SHA-256 only.
 */
import type {
	EcdsaKeySpec,
	KeySpec,
	MessageType,
	MlKemKeySpec,
	RsaEncryptionAlgorithm,
	SigningAlgorithm,
	WrappingAlgorithm
} from './key-spec';

/** Public keys are DER SubjectPublicKeyInfo, private keys PKCS #8. */
export type OutsideWork =
	| { readonly act: 'digest'; readonly algorithm: SigningAlgorithm; readonly plaintext: Uint8Array }
	| {
			readonly act: 'encrypt';
			readonly algorithm: RsaEncryptionAlgorithm;
			readonly publicKey: Uint8Array;
			readonly plaintext: Uint8Array;
	  }
	| {
			readonly act: 'sign';
			readonly keySpec: EcdsaKeySpec;
			readonly algorithm: SigningAlgorithm;
			readonly privateKey: Uint8Array;
			readonly plaintext: Uint8Array;
	  }
	| {
			readonly act: 'verify';
			readonly keySpec: KeySpec;
			readonly algorithm: SigningAlgorithm;
			readonly messageType: MessageType;
			readonly publicKey: Uint8Array;
			/** As it went, or would go, to KMS. */
			readonly plaintext: Uint8Array;
			readonly signature: Uint8Array;
	  }
	/** A key pair of one's own. */
	| { readonly act: 'key-pair'; readonly keySpec: EcdsaKeySpec }
	/** ECDH with a private key of one's own. */
	| {
			readonly act: 'agree';
			readonly keySpec: EcdsaKeySpec;
			readonly privateKey: Uint8Array;
			readonly publicKey: Uint8Array;
	  }
	| { readonly act: 'encapsulate'; readonly keySpec: MlKemKeySpec; readonly publicKey: Uint8Array }
	/** Key material of one's own, to be imported. */
	| { readonly act: 'material'; readonly keySpec: KeySpec }
	| {
			readonly act: 'wrap';
			readonly algorithm: WrappingAlgorithm;
			readonly publicKey: Uint8Array;
			readonly material: Uint8Array;
	  };
export type OutsideAct = OutsideWork['act'];

/** Only the members that the act makes. */
export interface OutsideResult {
	readonly digest?: Uint8Array;
	readonly ciphertext?: Uint8Array;
	readonly signature?: Uint8Array;
	readonly fits?: boolean;
	readonly publicKey?: Uint8Array;
	readonly privateKey?: Uint8Array;
	readonly sharedSecret?: Uint8Array;
	readonly material?: Uint8Array;
	readonly wrapped?: Uint8Array;
}
