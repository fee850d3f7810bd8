/** Inputs and outputs of the KMS operations built so far, in AWS's words. Blobs are bytes here, base64 on the wire. */
import type { EncryptionContext } from './encryption-context';
import type { GrantConstraints } from './key';
import type { ConnectionErrorCode, ConnectionState } from './key-store';
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
/** A dry run may leave the ciphertext out: then the key must be named, and only the permission is checked. */
interface WithCiphertext {
	readonly CiphertextBlob?: Uint8Array;
	readonly DryRunModifiers?: readonly 'IGNORE_CIPHERTEXT'[];
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
export interface Tag {
	readonly TagKey: string;
	readonly TagValue: string;
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
	readonly CustomKeyStoreId?: string;
	readonly CloudHsmClusterId?: string;
	readonly XksKeyConfiguration?: { readonly Id: string };
	readonly ExpirationModel?: ExpirationModel;
	readonly KeyManager: 'AWS' | 'CUSTOMER';
	readonly CustomerMasterKeySpec: KeySpec;
	readonly KeySpec: KeySpec;
	readonly EncryptionAlgorithms?: readonly Algorithm[];
	readonly SigningAlgorithms?: readonly SigningAlgorithm[];
	readonly MacAlgorithms?: readonly MacAlgorithm[];
	readonly KeyAgreementAlgorithms?: readonly KeyAgreementAlgorithm[];
	readonly EncapsulationAlgorithms?: readonly EncapsulationAlgorithm[];
	readonly MultiRegion: boolean;
	readonly MultiRegionConfiguration?: MultiRegionConfiguration;
	/** Symmetric encryption keys only; absent for keys in custom key stores. */
	readonly CurrentKeyMaterialId?: string;
}
interface MultiRegionKey {
	readonly Arn: string;
	readonly Region: string;
}
export interface MultiRegionConfiguration {
	readonly MultiRegionKeyType: 'PRIMARY' | 'REPLICA';
	readonly PrimaryKey: MultiRegionKey;
	readonly ReplicaKeys: readonly MultiRegionKey[];
}
export interface RotationsListEntry {
	readonly KeyId: string;
	readonly KeyMaterialId: string;
	readonly KeyMaterialState:
		'CURRENT' | 'NON_CURRENT' | 'PENDING_ROTATION' | 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';
	readonly ImportState?: 'IMPORTED' | 'PENDING_IMPORT';
	readonly ExpirationModel?: ExpirationModel;
	readonly ValidTo?: number;
	readonly KeyMaterialDescription?: string;
	readonly RotationDate?: number;
	readonly RotationType?: 'AUTOMATIC' | 'ON_DEMAND';
}
export interface GrantListEntry {
	readonly KeyId: string;
	readonly GrantId: string;
	readonly Name?: string;
	readonly CreationDate: number;
	readonly GranteePrincipal?: string;
	readonly RetiringPrincipal?: string;
	readonly IssuingAccount: string;
	readonly Operations: readonly string[];
	readonly Constraints?: GrantConstraints;
	readonly GranteeServicePrincipal?: string;
	readonly RetiringServicePrincipal?: string;
}
interface XksProxyAuthenticationCredential {
	readonly AccessKeyId: string;
	readonly RawSecretAccessKey: string;
}
/** What stands behind a custom key store: a CloudHSM cluster, or an external key store proxy. */
export interface KeyStoreBacking {
	readonly CloudHsmClusterId?: string;
	readonly KeyStorePassword?: string;
	readonly XksProxyUriEndpoint?: string;
	readonly XksProxyUriPath?: string;
	readonly XksProxyVpcEndpointServiceName?: string;
	readonly XksProxyVpcEndpointServiceOwner?: string;
	readonly XksProxyAuthenticationCredential?: XksProxyAuthenticationCredential;
	readonly XksProxyConnectivity?: 'PUBLIC_ENDPOINT' | 'VPC_ENDPOINT_SERVICE';
}
export interface CustomKeyStoresListEntry {
	readonly CustomKeyStoreId: string;
	readonly CustomKeyStoreName: string;
	readonly CloudHsmClusterId?: string;
	readonly TrustAnchorCertificate?: string;
	readonly ConnectionState: ConnectionState;
	readonly ConnectionErrorCode?: ConnectionErrorCode;
	readonly CreationDate: number;
	readonly CustomKeyStoreType: 'AWS_CLOUDHSM' | 'EXTERNAL_KEY_STORE';
	readonly XksProxyConfiguration?: {
		readonly Connectivity: string;
		readonly AccessKeyId: string;
		readonly UriEndpoint: string;
		readonly UriPath: string;
		readonly VpcEndpointServiceName?: string;
		readonly VpcEndpointServiceOwner?: string;
	};
}
export interface AliasListEntry {
	readonly AliasName: string;
	readonly AliasArn: string;
	/** These three are absent for a predefined alias whose AWS managed key is not there yet. */
	readonly TargetKeyId?: string;
	readonly CreationDate?: number;
	readonly LastUpdatedDate?: number;
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
			readonly Tags?: readonly Tag[];
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
			/** Absent while replicas are waited for. */
			readonly DeletionDate?: number;
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
	TagResource: { in: Keyed & { readonly Tags: readonly Tag[] }; out: Empty };
	UntagResource: { in: Keyed & { readonly TagKeys: readonly string[] }; out: Empty };
	ListResourceTags: { in: Keyed & Page; out: PageOut & { readonly Tags: readonly Tag[] } };
	PutKeyPolicy: {
		in: Keyed & {
			readonly PolicyName?: string;
			readonly Policy: string;
			readonly BypassPolicyLockoutSafetyCheck?: boolean;
		};
		out: Empty;
	};
	GetKeyPolicy: {
		in: Keyed & { readonly PolicyName?: string };
		out: { readonly Policy: string; readonly PolicyName: string };
	};
	ListKeyPolicies: { in: Keyed & Page; out: PageOut & { readonly PolicyNames: readonly string[] } };
	CreateGrant: {
		in: Keyed & {
			readonly GranteePrincipal?: string;
			readonly RetiringPrincipal?: string;
			readonly Operations: readonly string[];
			readonly Constraints?: GrantConstraints;
			readonly GrantTokens?: readonly string[];
			readonly Name?: string;
			readonly DryRun?: boolean;
			readonly GranteeServicePrincipal?: string;
			readonly RetiringServicePrincipal?: string;
		};
		out: { readonly GrantToken: string; readonly GrantId: string };
	};
	ListGrants: {
		in: Keyed &
			Page & {
				readonly GrantId?: string;
				readonly GranteePrincipal?: string;
				readonly GranteeServicePrincipal?: string;
			};
		out: PageOut & { readonly Grants: readonly GrantListEntry[] };
	};
	ListRetirableGrants: {
		in: Page & { readonly RetiringPrincipal?: string; readonly RetiringServicePrincipal?: string };
		out: PageOut & { readonly Grants: readonly GrantListEntry[] };
	};
	RetireGrant: {
		in: Partial<Keyed> & {
			readonly GrantToken?: string;
			readonly GrantId?: string;
			readonly DryRun?: boolean;
		};
		out: Empty;
	};
	RevokeGrant: { in: Keyed & { readonly GrantId: string; readonly DryRun?: boolean }; out: Empty };
	ReplicateKey: {
		in: Keyed & {
			readonly ReplicaRegion: string;
			readonly Policy?: string;
			readonly BypassPolicyLockoutSafetyCheck?: boolean;
			readonly Description?: string;
			readonly Tags?: readonly Tag[];
		};
		out: {
			readonly ReplicaKeyMetadata: KeyMetadata;
			readonly ReplicaPolicy: string;
			readonly ReplicaTags?: readonly Tag[];
		};
	};
	UpdatePrimaryRegion: { in: Keyed & { readonly PrimaryRegion: string }; out: Empty };
	CreateCustomKeyStore: {
		in: KeyStoreBacking & {
			readonly CustomKeyStoreName: string;
			readonly TrustAnchorCertificate?: string;
			readonly CustomKeyStoreType?: 'AWS_CLOUDHSM' | 'EXTERNAL_KEY_STORE';
		};
		out: { readonly CustomKeyStoreId: string };
	};
	ConnectCustomKeyStore: { in: { readonly CustomKeyStoreId: string }; out: Empty };
	DisconnectCustomKeyStore: { in: { readonly CustomKeyStoreId: string }; out: Empty };
	UpdateCustomKeyStore: {
		in: KeyStoreBacking & { readonly CustomKeyStoreId: string; readonly NewCustomKeyStoreName?: string };
		out: Empty;
	};
	DeleteCustomKeyStore: { in: { readonly CustomKeyStoreId: string }; out: Empty };
	DescribeCustomKeyStores: {
		in: Page & { readonly CustomKeyStoreId?: string; readonly CustomKeyStoreName?: string };
		out: PageOut & { readonly CustomKeyStores: readonly CustomKeyStoresListEntry[] };
	};
	GetKeyLastUsage: {
		in: Keyed;
		out: {
			readonly KeyId: string;
			readonly KeyLastUsage?: {
				readonly Operation: string;
				readonly Timestamp: number;
				readonly CloudTrailEventId: string;
				readonly KmsRequestId: string;
			};
			readonly TrackingStartDate: number;
			readonly KeyCreationDate: number;
		};
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
		in: Partial<Keyed> & Crypto & WithCiphertext & { readonly EncryptionAlgorithm?: string };
		out: {
			readonly KeyId: string;
			readonly Plaintext: Uint8Array;
			readonly EncryptionAlgorithm: Algorithm;
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
/** Members whose text is a secret. */
export const SECRET_TEXT_MEMBERS: ReadonlySet<string> = new Set([
	'KeyStorePassword',
	'RawSecretAccessKey',
	'SecretString',
	'MessageBody',
	'Message',
	// An attribute of DynamoDB: text, a number.
	'S',
	'N',
	// What is said to a database, and its answer.
	'sql',
	'stringValue'
]);
/** Members that hold a secret: memory only; an entry has their length and SHA-256. */
export const SECRET_MEMBERS: ReadonlySet<string> = new Set([
	'Plaintext',
	'Message',
	'PrivateKeyPlaintext',
	'SharedSecret',
	// Of services that call KMS.
	'Body',
	'SSECustomerKey'
]);
