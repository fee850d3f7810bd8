/**
 * What each operation is for, what it needs, what it answers.
 * Sources: SDK model client-kms 3.1164.0 (members of the answers); Service Authorization Reference and API Reference,
 * "Required permissions", "Cross-account use" of each operation. As of 2026-11.
 */
import type { OperationName } from '$lib/domain/operations';

export const OPERATION_GROUPS = [
	'Cryptography',
	'Life of a key',
	'Aliases',
	'Rotation',
	'Imported material',
	'Multi-Region keys',
	'Grants',
	'Key policy',
	'Tags',
	'Custom key stores'
] as const;
export type OperationGroup = (typeof OPERATION_GROUPS)[number];

export interface OperationFacts {
	readonly group: OperationGroup;
	readonly does: string;
	/** What must be allowed, where it is more than `kms:` and the name on the key. */
	readonly needs?: readonly string[];
	/** Members of the answer. */
	readonly output: readonly string[];
}

export const OPERATION_FACTS: Readonly<Record<OperationName, OperationFacts>> = {
	CancelKeyDeletion: {
		group: 'Life of a key',
		does: 'Calls off the deletion of a key. The key is Disabled afterwards; EnableKey makes it usable again.',
		output: ['KeyId']
	},
	ConnectCustomKeyStore: {
		group: 'Custom key stores',
		does: 'Connects a custom key store to what is behind it. The answer comes before the work is done.',
		needs: ['kms:ConnectCustomKeyStore in an IAM policy'],
		output: []
	},
	CreateAlias: {
		group: 'Aliases',
		does: 'Gives a key a name of its own in the account and Region.',
		needs: ['kms:CreateAlias on the alias', 'kms:CreateAlias on the key'],
		output: []
	},
	CreateCustomKeyStore: {
		group: 'Custom key stores',
		does: 'Sets up a key store on a CloudHSM cluster, or on a key manager outside of AWS behind a proxy.',
		needs: [
			'kms:CreateCustomKeyStore in an IAM policy',
			'cloudhsm:DescribeClusters in an IAM policy, for a CloudHSM cluster'
		],
		output: ['CustomKeyStoreId']
	},
	CreateGrant: {
		group: 'Grants',
		does: 'Gives a principal some operations on a key, under constraints, without a change of its policy.',
		output: ['GrantToken', 'GrantId']
	},
	CreateKey: {
		group: 'Life of a key',
		does: 'Makes a KMS key. What it is for and where its material comes from is fixed for its life.',
		needs: ['kms:CreateKey in an IAM policy', 'kms:TagResource in an IAM policy, with Tags'],
		output: ['KeyMetadata']
	},
	Decapsulate: {
		group: 'Cryptography',
		does: 'Recovers, with the private key inside the HSM, the secret that somebody encapsulated to its public key.',
		output: ['KeyId', 'SharedSecret', 'EncapsulationAlgorithm']
	},
	Decrypt: {
		group: 'Cryptography',
		does: 'Opens a ciphertext inside the HSM. A symmetric ciphertext names the key that sealed it.',
		output: ['KeyId', 'Plaintext', 'EncryptionAlgorithm', 'CiphertextForRecipient', 'KeyMaterialId']
	},
	DeleteAlias: {
		group: 'Aliases',
		does: 'Takes a name away. The key stays.',
		needs: ['kms:DeleteAlias on the alias', 'kms:DeleteAlias on the key'],
		output: []
	},
	DeleteCustomKeyStore: {
		group: 'Custom key stores',
		does: 'Removes an empty, disconnected custom key store. What is behind it stays.',
		needs: ['kms:DeleteCustomKeyStore in an IAM policy'],
		output: []
	},
	DeleteImportedKeyMaterial: {
		group: 'Imported material',
		does: 'Deletes material that was imported. The key waits until the same material is imported again.',
		output: ['KeyId', 'KeyMaterialId']
	},
	DeriveSharedSecret: {
		group: 'Cryptography',
		does: 'Agrees on a secret: the private key inside the HSM with a public key from outside (ECDH).',
		output: ['KeyId', 'SharedSecret', 'CiphertextForRecipient', 'KeyAgreementAlgorithm', 'KeyOrigin']
	},
	DescribeCustomKeyStores: {
		group: 'Custom key stores',
		does: 'Lists custom key stores with their connection and what went wrong with it.',
		needs: ['kms:DescribeCustomKeyStores in an IAM policy'],
		output: ['CustomKeyStores', 'NextMarker', 'Truncated']
	},
	DescribeKey: {
		group: 'Life of a key',
		does: 'Says all about a key but its material, policy, aliases and tags.',
		output: ['KeyMetadata']
	},
	DisableKey: {
		group: 'Life of a key',
		does: 'Makes a key unusable until it is enabled again. What it sealed stays sealed.',
		output: []
	},
	DisableKeyRotation: {
		group: 'Rotation',
		does: 'Ends automatic rotation. All generations so far stay for decryption.',
		output: []
	},
	DisconnectCustomKeyStore: {
		group: 'Custom key stores',
		does: 'Cuts a custom key store off. Its keys are Unavailable until it is connected again.',
		needs: ['kms:DisconnectCustomKeyStore in an IAM policy'],
		output: []
	},
	EnableKey: {
		group: 'Life of a key',
		does: 'Makes a disabled key usable.',
		output: []
	},
	EnableKeyRotation: {
		group: 'Rotation',
		does: 'Lets KMS make new key material by the calendar, every 90 to 2,560 days.',
		output: []
	},
	Encapsulate: {
		group: 'Cryptography',
		does: 'Makes a shared secret and its ciphertext under the public key of an ML-KEM key.',
		output: ['KeyId', 'SharedSecret', 'SharedSecretCiphertextBlob', 'EncapsulationAlgorithm']
	},
	Encrypt: {
		group: 'Cryptography',
		does: 'Seals up to 4,096 bytes inside the HSM; fewer under an RSA key.',
		output: ['CiphertextBlob', 'KeyId', 'EncryptionAlgorithm']
	},
	GenerateDataKey: {
		group: 'Cryptography',
		does: 'Makes a data key, plain and wrapped under a KMS key: the heart of envelope encryption.',
		output: ['CiphertextBlob', 'Plaintext', 'KeyId', 'CiphertextForRecipient', 'KeyMaterialId']
	},
	GenerateDataKeyPair: {
		group: 'Cryptography',
		does: 'Makes an asymmetric key pair outside of KMS, its private key plain and wrapped.',
		output: [
			'PrivateKeyCiphertextBlob',
			'PrivateKeyPlaintext',
			'PublicKey',
			'KeyId',
			'KeyPairSpec',
			'CiphertextForRecipient',
			'KeyMaterialId'
		]
	},
	GenerateDataKeyPairWithoutPlaintext: {
		group: 'Cryptography',
		does: 'Makes an asymmetric key pair, its private key only wrapped.',
		output: ['PrivateKeyCiphertextBlob', 'PublicKey', 'KeyId', 'KeyPairSpec', 'KeyMaterialId']
	},
	GenerateDataKeyWithoutPlaintext: {
		group: 'Cryptography',
		does: 'Makes a data key, only wrapped, for whoever needs it later.',
		output: ['CiphertextBlob', 'KeyId', 'KeyMaterialId']
	},
	GenerateMac: {
		group: 'Cryptography',
		does: 'Makes a message authentication code under an HMAC key.',
		output: ['Mac', 'MacAlgorithm', 'KeyId']
	},
	GenerateRandom: {
		group: 'Cryptography',
		does: 'Gives random bytes of the HSM. No key is involved.',
		needs: ['kms:GenerateRandom in an IAM policy'],
		output: ['Plaintext', 'CiphertextForRecipient']
	},
	GetKeyLastUsage: {
		group: 'Life of a key',
		does: 'Says when a key was last used, and for what.',
		output: ['KeyId', 'KeyLastUsage', 'TrackingStartDate', 'KeyCreationDate']
	},
	GetKeyPolicy: {
		group: 'Key policy',
		does: 'Gives the key policy as text.',
		output: ['Policy', 'PolicyName']
	},
	GetKeyRotationStatus: {
		group: 'Rotation',
		does: 'Says whether a key rotates by itself, how often, and when next.',
		output: [
			'KeyRotationEnabled',
			'KeyId',
			'RotationPeriodInDays',
			'NextRotationDate',
			'OnDemandRotationStartDate'
		]
	},
	GetParametersForImport: {
		group: 'Imported material',
		does: 'Gives a wrapping public key and an import token, both good for 24 hours.',
		output: ['KeyId', 'ImportToken', 'PublicKey', 'ParametersValidTo']
	},
	GetPublicKey: {
		group: 'Cryptography',
		does: 'Gives the public half of an asymmetric key, to be used outside of KMS.',
		output: [
			'KeyId',
			'PublicKey',
			'CustomerMasterKeySpec',
			'KeySpec',
			'KeyUsage',
			'EncryptionAlgorithms',
			'SigningAlgorithms',
			'KeyAgreementAlgorithms',
			'EncapsulationAlgorithms'
		]
	},
	ImportKeyMaterial: {
		group: 'Imported material',
		does: 'Takes wrapped key material into a key that was made without any.',
		output: ['KeyId', 'KeyMaterialId']
	},
	ListAliases: {
		group: 'Aliases',
		does: 'Lists the aliases of the account and Region, or of one key.',
		needs: ['kms:ListAliases in an IAM policy'],
		output: ['Aliases', 'NextMarker', 'Truncated']
	},
	ListGrants: {
		group: 'Grants',
		does: 'Lists the grants on a key.',
		output: ['Grants', 'NextMarker', 'Truncated']
	},
	ListKeyPolicies: {
		group: 'Key policy',
		does: 'Lists the names of the key policies. There is one, and it is called default.',
		output: ['PolicyNames', 'NextMarker', 'Truncated']
	},
	ListKeyRotations: {
		group: 'Rotation',
		does: 'Lists when a key was rotated; on demand, all its key material.',
		output: ['Rotations', 'NextMarker', 'Truncated']
	},
	ListKeys: {
		group: 'Life of a key',
		does: 'Lists the keys of the account and Region.',
		needs: ['kms:ListKeys in an IAM policy'],
		output: ['Keys', 'NextMarker', 'Truncated']
	},
	ListResourceTags: {
		group: 'Tags',
		does: 'Lists the tags of a key.',
		output: ['Tags', 'NextMarker', 'Truncated']
	},
	ListRetirableGrants: {
		group: 'Grants',
		does: 'Lists the grants that a principal may retire.',
		needs: ['kms:ListRetirableGrants in an IAM policy'],
		output: ['Grants', 'NextMarker', 'Truncated']
	},
	PutKeyPolicy: {
		group: 'Key policy',
		does: 'Puts another key policy in the place of the one there is.',
		output: []
	},
	ReEncrypt: {
		group: 'Cryptography',
		does: 'Opens a ciphertext and seals it anew under another key or generation, all inside the HSM.',
		needs: ['kms:ReEncryptFrom on the key that sealed it', 'kms:ReEncryptTo on the key that seals it anew'],
		output: [
			'CiphertextBlob',
			'SourceKeyId',
			'KeyId',
			'SourceEncryptionAlgorithm',
			'DestinationEncryptionAlgorithm',
			'SourceKeyMaterialId',
			'DestinationKeyMaterialId'
		]
	},
	ReplicateKey: {
		group: 'Multi-Region keys',
		does: 'Makes a replica of a multi-Region primary key in another Region, with the same material.',
		needs: [
			'kms:ReplicateKey on the primary key',
			'kms:CreateKey in the Region of the replica',
			'kms:TagResource there, with Tags'
		],
		output: ['ReplicaKeyMetadata', 'ReplicaPolicy', 'ReplicaTags']
	},
	RetireGrant: {
		group: 'Grants',
		does: 'Ends a grant, by who it names for that, by its grantee where it says so, or by its issuer.',
		needs: [
			'the grant itself: its retiring principal, its grantee if it lists RetireGrant, its issuing account',
			'or kms:RetireGrant in an IAM policy'
		],
		output: []
	},
	RevokeGrant: {
		group: 'Grants',
		does: 'Ends a grant, by who administers the key.',
		output: []
	},
	RotateKeyOnDemand: {
		group: 'Rotation',
		does: 'Makes new key material current at once, up to 25 times in the life of a key.',
		output: ['KeyId']
	},
	ScheduleKeyDeletion: {
		group: 'Life of a key',
		does: 'Has a key deleted after 7 to 30 days. Until then nobody can use it, and the deletion can be called off.',
		output: ['KeyId', 'DeletionDate', 'KeyState', 'PendingWindowInDays']
	},
	Sign: {
		group: 'Cryptography',
		does: 'Signs a message or its digest with the private key inside the HSM.',
		output: ['KeyId', 'Signature', 'SigningAlgorithm']
	},
	TagResource: {
		group: 'Tags',
		does: 'Gives a key tags, or other values to those it has.',
		output: []
	},
	UntagResource: {
		group: 'Tags',
		does: 'Takes tags off a key.',
		output: []
	},
	UpdateAlias: {
		group: 'Aliases',
		does: 'Hangs an alias on another key of the same type and use.',
		needs: [
			'kms:UpdateAlias on the alias',
			'kms:UpdateAlias on the key it leaves',
			'kms:UpdateAlias on the key it goes to'
		],
		output: []
	},
	UpdateCustomKeyStore: {
		group: 'Custom key stores',
		does: 'Changes name or backing of a custom key store.',
		needs: ['kms:UpdateCustomKeyStore in an IAM policy'],
		output: []
	},
	UpdateKeyDescription: {
		group: 'Life of a key',
		does: 'Changes the description of a key.',
		output: []
	},
	UpdatePrimaryRegion: {
		group: 'Multi-Region keys',
		does: 'Makes a replica the primary of its multi-Region set.',
		needs: ['kms:UpdatePrimaryRegion on the primary key', 'kms:UpdatePrimaryRegion on the replica'],
		output: []
	},
	Verify: {
		group: 'Cryptography',
		does: 'Checks a signature. A wrong one is an exception, never false.',
		output: ['KeyId', 'SignatureValid', 'SigningAlgorithm']
	},
	VerifyMac: {
		group: 'Cryptography',
		does: 'Checks a message authentication code. A wrong one is an exception, never false.',
		output: ['KeyId', 'MacValid', 'MacAlgorithm']
	}
};
