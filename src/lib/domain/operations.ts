/** Inputs and outputs of the KMS operations built so far, in AWS's words. Blobs are bytes here, base64 on the wire. */
import type { EncryptionContext } from './encryption-context';
import type {
	EncapsulationAlgorithm,
	EncryptionAlgorithm,
	KeyAgreementAlgorithm,
	KeyOrigin,
	KeyPairSpec,
	KeySpec,
	KeyUsage,
	MacAlgorithm,
	MessageType,
	SigningAlgorithm
} from './key-spec';

interface Crypto {
	readonly EncryptionContext?: EncryptionContext;
	readonly GrantTokens?: readonly string[];
	readonly DryRun?: boolean;
}
interface Page {
	readonly Limit?: number;
	readonly Marker?: string;
}
interface PageOut {
	readonly Truncated: boolean;
	readonly NextMarker?: string;
}
interface Keyed {
	readonly KeyId: string;
}
type Empty = Readonly<Record<string, never>>;
type Algorithm = EncryptionAlgorithm;
interface Guarded {
	readonly GrantTokens?: readonly string[];
	readonly DryRun?: boolean;
}
export type ExpirationModel = 'KEY_MATERIAL_EXPIRES' | 'KEY_MATERIAL_DOES_NOT_EXPIRE';

/** Times are seconds since 1970, as JSON 1.1 has them. */
export interface KeyMetadata {
	readonly AWSAccountId: string;
	readonly KeyId: string;
	readonly Arn: string;
	readonly CreationDate: number;
	readonly Enabled: boolean;
	readonly Description: string;
	readonly KeyUsage: KeyUsage;
	readonly KeyState: string;
	readonly DeletionDate?: number;
	readonly PendingDeletionWindowInDays?: number;
	readonly ValidTo?: number;
	readonly Origin: KeyOrigin;
	readonly ExpirationModel?: ExpirationModel;
	readonly KeyManager: 'CUSTOMER';
	readonly CustomerMasterKeySpec: KeySpec;
	readonly KeySpec: KeySpec;
	readonly EncryptionAlgorithms?: readonly Algorithm[];
	readonly SigningAlgorithms?: readonly SigningAlgorithm[];
	readonly MacAlgorithms?: readonly MacAlgorithm[];
	readonly KeyAgreementAlgorithms?: readonly KeyAgreementAlgorithm[];
	readonly EncapsulationAlgorithms?: readonly EncapsulationAlgorithm[];
	readonly MultiRegion: boolean;
	/** Symmetric encryption keys only. */
	readonly CurrentKeyMaterialId?: string;
}
export interface RotationsListEntry {
	readonly KeyId: string;
	readonly KeyMaterialId: string;
	readonly KeyMaterialState: 'CURRENT' | 'NON_CURRENT' | 'PENDING_ROTATION';
	readonly ImportState?: 'IMPORTED' | 'PENDING_IMPORT';
	readonly ExpirationModel?: ExpirationModel;
	readonly ValidTo?: number;
	readonly KeyMaterialDescription?: string;
	readonly RotationDate?: number;
	readonly RotationType?: 'AUTOMATIC' | 'ON_DEMAND';
}
export interface AliasListEntry {
	readonly AliasName: string;
	readonly AliasArn: string;
	readonly TargetKeyId: string;
	readonly CreationDate: number;
	readonly LastUpdatedDate: number;
}

export interface Operations {
	CreateKey: {
		in: {
			readonly Description?: string;
			readonly KeyUsage?: string;
			readonly KeySpec?: string;
			readonly CustomerMasterKeySpec?: string;
			readonly Origin?: string;
			readonly MultiRegion?: boolean;
			readonly Policy?: string;
			readonly BypassPolicyLockoutSafetyCheck?: boolean;
			readonly Tags?: readonly { readonly TagKey: string; readonly TagValue: string }[];
			readonly CustomKeyStoreId?: string;
			readonly XksKeyId?: string;
		};
		out: { readonly KeyMetadata: KeyMetadata };
	};
	DescribeKey: {
		in: Keyed & { readonly GrantTokens?: readonly string[] };
		out: { readonly KeyMetadata: KeyMetadata };
	};
	ListKeys: {
		in: Page;
		out: PageOut & { readonly Keys: readonly { readonly KeyId: string; readonly KeyArn: string }[] };
	};
	UpdateKeyDescription: { in: Keyed & { readonly Description: string }; out: Empty };
	EnableKey: { in: Keyed; out: Empty };
	DisableKey: { in: Keyed; out: Empty };
	ScheduleKeyDeletion: {
		in: Keyed & { readonly PendingWindowInDays?: number };
		out: {
			readonly KeyId: string;
			readonly DeletionDate: number;
			readonly KeyState: string;
			readonly PendingWindowInDays: number;
		};
	};
	CancelKeyDeletion: { in: Keyed; out: { readonly KeyId: string } };
	EnableKeyRotation: { in: Keyed & { readonly RotationPeriodInDays?: number }; out: Empty };
	DisableKeyRotation: { in: Keyed; out: Empty };
	GetKeyRotationStatus: {
		in: Keyed;
		out: {
			readonly KeyRotationEnabled: boolean;
			readonly KeyId: string;
			readonly RotationPeriodInDays?: number;
			readonly NextRotationDate?: number;
			readonly OnDemandRotationStartDate?: number;
		};
	};
	RotateKeyOnDemand: { in: Keyed; out: { readonly KeyId: string } };
	ListKeyRotations: {
		in: Keyed & Page & { readonly IncludeKeyMaterial?: 'ALL_KEY_MATERIAL' | 'ROTATIONS_ONLY' };
		out: PageOut & { readonly Rotations: readonly RotationsListEntry[] };
	};
	CreateAlias: { in: { readonly AliasName: string; readonly TargetKeyId: string }; out: Empty };
	UpdateAlias: { in: { readonly AliasName: string; readonly TargetKeyId: string }; out: Empty };
	DeleteAlias: { in: { readonly AliasName: string }; out: Empty };
	ListAliases: {
		in: Page & { readonly KeyId?: string };
		out: PageOut & { readonly Aliases: readonly AliasListEntry[] };
	};
	Encrypt: {
		in: Keyed & Crypto & { readonly Plaintext: Uint8Array; readonly EncryptionAlgorithm?: string };
		out: {
			readonly CiphertextBlob: Uint8Array;
			readonly KeyId: string;
			readonly EncryptionAlgorithm: Algorithm;
		};
	};
	Decrypt: {
		in: Partial<Keyed> &
			Crypto & { readonly CiphertextBlob: Uint8Array; readonly EncryptionAlgorithm?: string };
		out: {
			readonly KeyId: string;
			readonly Plaintext: Uint8Array;
			readonly EncryptionAlgorithm: Algorithm;
			readonly KeyMaterialId?: string;
		};
	};
	ReEncrypt: {
		in: {
			readonly CiphertextBlob: Uint8Array;
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
			readonly SourceEncryptionAlgorithm: Algorithm;
			readonly DestinationEncryptionAlgorithm: Algorithm;
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
	GetPublicKey: {
		in: Keyed & { readonly GrantTokens?: readonly string[] };
		out: {
			readonly KeyId: string;
			readonly PublicKey: Uint8Array;
			readonly CustomerMasterKeySpec: KeySpec;
			readonly KeySpec: KeySpec;
			readonly KeyUsage: KeyUsage;
			readonly EncryptionAlgorithms?: readonly Algorithm[];
			readonly SigningAlgorithms?: readonly SigningAlgorithm[];
			readonly KeyAgreementAlgorithms?: readonly KeyAgreementAlgorithm[];
			readonly EncapsulationAlgorithms?: readonly EncapsulationAlgorithm[];
		};
	};
	Sign: {
		in: Keyed &
			Guarded & {
				readonly Message: Uint8Array;
				readonly MessageType?: MessageType;
				readonly SigningAlgorithm: SigningAlgorithm;
			};
		out: {
			readonly KeyId: string;
			readonly Signature: Uint8Array;
			readonly SigningAlgorithm: SigningAlgorithm;
		};
	};
	Verify: {
		in: Keyed &
			Guarded & {
				readonly Message: Uint8Array;
				readonly MessageType?: MessageType;
				readonly Signature: Uint8Array;
				readonly SigningAlgorithm: SigningAlgorithm;
			};
		out: {
			readonly KeyId: string;
			readonly SignatureValid: true;
			readonly SigningAlgorithm: SigningAlgorithm;
		};
	};
	GenerateMac: {
		in: Keyed & Guarded & { readonly Message: Uint8Array; readonly MacAlgorithm: MacAlgorithm };
		out: { readonly Mac: Uint8Array; readonly MacAlgorithm: MacAlgorithm; readonly KeyId: string };
	};
	VerifyMac: {
		in: Keyed &
			Guarded & {
				readonly Message: Uint8Array;
				readonly MacAlgorithm: MacAlgorithm;
				readonly Mac: Uint8Array;
			};
		out: { readonly KeyId: string; readonly MacValid: true; readonly MacAlgorithm: MacAlgorithm };
	};
	DeriveSharedSecret: {
		in: Keyed &
			Guarded & { readonly KeyAgreementAlgorithm: KeyAgreementAlgorithm; readonly PublicKey: Uint8Array };
		out: {
			readonly KeyId: string;
			readonly SharedSecret: Uint8Array;
			readonly KeyAgreementAlgorithm: KeyAgreementAlgorithm;
			readonly KeyOrigin: KeyOrigin;
		};
	};
	Encapsulate: {
		in: Keyed & Guarded & { readonly EncapsulationAlgorithm: EncapsulationAlgorithm };
		out: {
			readonly KeyId: string;
			readonly SharedSecret: Uint8Array;
			readonly SharedSecretCiphertextBlob: Uint8Array;
			readonly EncapsulationAlgorithm: EncapsulationAlgorithm;
		};
	};
	Decapsulate: {
		in: Keyed &
			Guarded & {
				readonly SharedSecretCiphertextBlob: Uint8Array;
				readonly EncapsulationAlgorithm: EncapsulationAlgorithm;
			};
		out: {
			readonly KeyId: string;
			readonly SharedSecret: Uint8Array;
			readonly EncapsulationAlgorithm: EncapsulationAlgorithm;
		};
	};
	GetParametersForImport: {
		in: Keyed & { readonly WrappingAlgorithm: string; readonly WrappingKeySpec: string };
		out: {
			readonly KeyId: string;
			readonly ImportToken: Uint8Array;
			readonly PublicKey: Uint8Array;
			readonly ParametersValidTo: number;
		};
	};
	ImportKeyMaterial: {
		in: Keyed & {
			readonly ImportToken: Uint8Array;
			readonly EncryptedKeyMaterial: Uint8Array;
			/** Seconds since 1970. */
			readonly ValidTo?: number;
			readonly ExpirationModel?: ExpirationModel;
			readonly ImportType?: 'NEW_KEY_MATERIAL' | 'EXISTING_KEY_MATERIAL';
			readonly KeyMaterialDescription?: string;
			readonly KeyMaterialId?: string;
		};
		out: { readonly KeyId: string; readonly KeyMaterialId?: string };
	};
	DeleteImportedKeyMaterial: {
		in: Keyed & { readonly KeyMaterialId?: string };
		out: { readonly KeyId: string; readonly KeyMaterialId?: string };
	};
	GenerateRandom: {
		in: { readonly NumberOfBytes?: number; readonly CustomKeyStoreId?: string };
		out: { readonly Plaintext: Uint8Array };
	};
}

export type OperationName = keyof Operations;
export type Input<O extends OperationName> = Operations[O]['in'];
export type Output<O extends OperationName> = Operations[O]['out'];

/** Members that hold bytes: base64 on the wire and in entries. */
export const BLOB_MEMBERS: ReadonlySet<string> = new Set([
	'CiphertextBlob',
	'Plaintext',
	'Message',
	'Signature',
	'Mac',
	'PublicKey',
	'PrivateKeyPlaintext',
	'PrivateKeyCiphertextBlob',
	'SharedSecret',
	'SharedSecretCiphertextBlob',
	'ImportToken',
	'EncryptedKeyMaterial'
]);
/** Members that hold a secret: memory only; an entry has their length and SHA-256. */
export const SECRET_MEMBERS: ReadonlySet<string> = new Set([
	'Plaintext',
	'Message',
	'PrivateKeyPlaintext',
	'SharedSecret'
]);
