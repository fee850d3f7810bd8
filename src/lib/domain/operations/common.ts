/** What the operations of several families take or answer. Times are seconds since 1970, as JSON 1.1 has them. */
import type {
	EncapsulationAlgorithm,
	EncryptionAlgorithm,
	KeyAgreementAlgorithm,
	KeyOrigin,
	KeySpec,
	KeyUsage,
	MacAlgorithm,
	SigningAlgorithm
} from '../key-spec';

export interface Page {
	readonly Limit?: number;
	readonly Marker?: string;
}

export interface PageOut {
	readonly Truncated: boolean;
	readonly NextMarker?: string;
}

export interface Keyed {
	readonly KeyId: string;
}

export interface Tag {
	readonly TagKey: string;
	readonly TagValue: string;
}

export type Empty = Readonly<Record<string, never>>;

export type ExpirationModel = 'KEY_MATERIAL_EXPIRES' | 'KEY_MATERIAL_DOES_NOT_EXPIRE';

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
	readonly EncryptionAlgorithms?: readonly EncryptionAlgorithm[];
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
