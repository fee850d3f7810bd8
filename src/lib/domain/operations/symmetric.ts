/** Using symmetric encryption keys, and random bytes. */
import type { EncryptionContext } from '../encryption-context';
import type { EncryptionAlgorithm, KeyPairSpec } from '../key-spec';
import type { Keyed } from './common';

interface Crypto {
	readonly EncryptionContext?: EncryptionContext;
	readonly GrantTokens?: readonly string[];
	readonly DryRun?: boolean;
}

/** A dry run may leave the ciphertext out: then the key must be named, and only the permission is checked. */
interface WithCiphertext {
	readonly CiphertextBlob?: Uint8Array;
	readonly DryRunModifiers?: readonly 'IGNORE_CIPHERTEXT'[];
}

export interface SymmetricKeyOperations {
	Encrypt: {
		in: Keyed & Crypto & { readonly Plaintext: Uint8Array; readonly EncryptionAlgorithm?: string };
		out: {
			readonly CiphertextBlob: Uint8Array;
			readonly KeyId: string;
			readonly EncryptionAlgorithm: EncryptionAlgorithm;
		};
	};
	Decrypt: {
		in: Partial<Keyed> & Crypto & WithCiphertext & { readonly EncryptionAlgorithm?: string };
		out: {
			readonly KeyId: string;
			readonly Plaintext: Uint8Array;
			readonly EncryptionAlgorithm: EncryptionAlgorithm;
			readonly KeyMaterialId?: string;
		};
	};
	ReEncrypt: {
		in: WithCiphertext & {
			readonly SourceKeyId?: string;
			readonly DestinationKeyId: string;
			readonly SourceEncryptionContext?: EncryptionContext;
			readonly DestinationEncryptionContext?: EncryptionContext;
			readonly SourceEncryptionAlgorithm?: string;
			readonly DestinationEncryptionAlgorithm?: string;
			readonly GrantTokens?: readonly string[];
			readonly DryRun?: boolean;
		};
		out: {
			readonly CiphertextBlob: Uint8Array;
			readonly SourceKeyId: string;
			readonly KeyId: string;
			readonly SourceEncryptionAlgorithm: EncryptionAlgorithm;
			readonly DestinationEncryptionAlgorithm: EncryptionAlgorithm;
			readonly SourceKeyMaterialId?: string;
			readonly DestinationKeyMaterialId?: string;
		};
	};
	GenerateDataKey: {
		in: Keyed & Crypto & { readonly NumberOfBytes?: number; readonly KeySpec?: 'AES_128' | 'AES_256' };
		out: {
			readonly CiphertextBlob: Uint8Array;
			readonly Plaintext: Uint8Array;
			readonly KeyId: string;
			readonly KeyMaterialId: string;
		};
	};
	GenerateDataKeyWithoutPlaintext: {
		in: Keyed & Crypto & { readonly NumberOfBytes?: number; readonly KeySpec?: 'AES_128' | 'AES_256' };
		out: { readonly CiphertextBlob: Uint8Array; readonly KeyId: string; readonly KeyMaterialId: string };
	};
	GenerateDataKeyPair: {
		in: Keyed & Crypto & { readonly KeyPairSpec: string };
		out: {
			readonly PrivateKeyCiphertextBlob: Uint8Array;
			readonly PrivateKeyPlaintext: Uint8Array;
			readonly PublicKey: Uint8Array;
			readonly KeyId: string;
			readonly KeyPairSpec: KeyPairSpec;
			readonly KeyMaterialId: string;
		};
	};
	GenerateDataKeyPairWithoutPlaintext: {
		in: Keyed & Crypto & { readonly KeyPairSpec: string };
		out: {
			readonly PrivateKeyCiphertextBlob: Uint8Array;
			readonly PublicKey: Uint8Array;
			readonly KeyId: string;
			readonly KeyPairSpec: KeyPairSpec;
			readonly KeyMaterialId: string;
		};
	};
	GenerateRandom: {
		in: { readonly NumberOfBytes?: number; readonly CustomKeyStoreId?: string };
		out: { readonly Plaintext: Uint8Array };
	};
}
