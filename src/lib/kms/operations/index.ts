/** Every operation built so far, by its name. Each is fetched with its first call, so that a page starts small. */
import type { Input, OperationName, Output } from '$lib/domain/operations';
import type { Call } from '../call';

export type Operation<O extends OperationName> = (
	call: Call,
	input: Input<O>
) => Promise<Output<O>> | Output<O>;

export const OPERATIONS = {
	CreateKey: async () => (await import('./create-key')).createKey,
	DescribeKey: async () => (await import('./describe-key')).describeKey,
	ListKeys: async () => (await import('./list-keys')).listKeys,
	UpdateKeyDescription: async () => (await import('./update-key-description')).updateKeyDescription,
	EnableKey: async () => (await import('./enable-key')).enableKey,
	DisableKey: async () => (await import('./disable-key')).disableKey,
	ScheduleKeyDeletion: async () => (await import('./schedule-key-deletion')).scheduleKeyDeletion,
	CancelKeyDeletion: async () => (await import('./cancel-key-deletion')).cancelKeyDeletion,
	EnableKeyRotation: async () => (await import('./enable-key-rotation')).enableKeyRotation,
	DisableKeyRotation: async () => (await import('./disable-key-rotation')).disableKeyRotation,
	GetKeyRotationStatus: async () => (await import('./get-key-rotation-status')).getKeyRotationStatus,
	RotateKeyOnDemand: async () => (await import('./rotate-key-on-demand')).rotateKeyOnDemand,
	ListKeyRotations: async () => (await import('./list-key-rotations')).listKeyRotations,
	TagResource: async () => (await import('./tag-resource')).tagResource,
	UntagResource: async () => (await import('./untag-resource')).untagResource,
	ListResourceTags: async () => (await import('./list-resource-tags')).listResourceTags,
	PutKeyPolicy: async () => (await import('./put-key-policy')).putKeyPolicy,
	GetKeyPolicy: async () => (await import('./get-key-policy')).getKeyPolicy,
	ListKeyPolicies: async () => (await import('./list-key-policies')).listKeyPolicies,
	CreateGrant: async () => (await import('./create-grant')).createGrant,
	ListGrants: async () => (await import('./list-grants')).listGrants,
	ListRetirableGrants: async () => (await import('./list-retirable-grants')).listRetirableGrants,
	RetireGrant: async () => (await import('./retire-grant')).retireGrant,
	RevokeGrant: async () => (await import('./revoke-grant')).revokeGrant,
	ReplicateKey: async () => (await import('./replicate-key')).replicateKey,
	UpdatePrimaryRegion: async () => (await import('./update-primary-region')).updatePrimaryRegion,
	CreateCustomKeyStore: async () => (await import('./create-custom-key-store')).createCustomKeyStore,
	ConnectCustomKeyStore: async () => (await import('./connect-custom-key-store')).connectCustomKeyStore,
	DisconnectCustomKeyStore: async () =>
		(await import('./disconnect-custom-key-store')).disconnectCustomKeyStore,
	UpdateCustomKeyStore: async () => (await import('./update-custom-key-store')).updateCustomKeyStore,
	DeleteCustomKeyStore: async () => (await import('./delete-custom-key-store')).deleteCustomKeyStore,
	DescribeCustomKeyStores: async () => (await import('./describe-custom-key-stores')).describeCustomKeyStores,
	GetKeyLastUsage: async () => (await import('./get-key-last-usage')).getKeyLastUsage,
	CreateAlias: async () => (await import('./create-alias')).createAlias,
	UpdateAlias: async () => (await import('./update-alias')).updateAlias,
	DeleteAlias: async () => (await import('./delete-alias')).deleteAlias,
	ListAliases: async () => (await import('./list-aliases')).listAliases,
	Encrypt: async () => (await import('./encrypt')).encrypt,
	Decrypt: async () => (await import('./decrypt')).decrypt,
	ReEncrypt: async () => (await import('./re-encrypt')).reEncrypt,
	GenerateDataKey: async () => (await import('./generate-data-key')).generateDataKey,
	GenerateDataKeyWithoutPlaintext: async () =>
		(await import('./generate-data-key-without-plaintext')).generateDataKeyWithoutPlaintext,
	GenerateDataKeyPair: async () => (await import('./generate-data-key-pair')).generateDataKeyPair,
	GenerateDataKeyPairWithoutPlaintext: async () =>
		(await import('./generate-data-key-pair-without-plaintext')).generateDataKeyPairWithoutPlaintext,
	GetPublicKey: async () => (await import('./get-public-key')).getPublicKey,
	Sign: async () => (await import('./sign')).sign,
	Verify: async () => (await import('./verify')).verify,
	GenerateMac: async () => (await import('./generate-mac')).generateMac,
	VerifyMac: async () => (await import('./verify-mac')).verifyMac,
	DeriveSharedSecret: async () => (await import('./derive-shared-secret')).deriveSharedSecret,
	Encapsulate: async () => (await import('./encapsulate')).encapsulate,
	Decapsulate: async () => (await import('./decapsulate')).decapsulate,
	GetParametersForImport: async () => (await import('./get-parameters-for-import')).getParametersForImport,
	ImportKeyMaterial: async () => (await import('./import-key-material')).importKeyMaterial,
	DeleteImportedKeyMaterial: async () =>
		(await import('./delete-imported-key-material')).deleteImportedKeyMaterial,
	GenerateRandom: async () => (await import('./generate-random')).generateRandom
} satisfies { readonly [O in OperationName]: () => Promise<Operation<O>> };
