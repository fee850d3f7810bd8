/**
 * The constraints on every member of every input built so far.
 * Sources: KMS service model 2014-11-01; API Reference parameter texts (where these are narrower). As of 2026-11.
 */
import type { Input, OperationName } from '$lib/domain/operations';

export type MemberType = 'string' | 'integer' | 'boolean' | 'blob' | 'map' | 'list' | 'timestamp';
export interface Constraint {
	readonly type: MemberType;
	readonly required?: true;
	/** Length of a string, blob or list; value of an integer. */
	readonly min?: number;
	readonly max?: number;
	readonly pattern?: string;
	readonly values?: readonly string[];
}

const keyId: Constraint = { type: 'string', required: true, min: 1, max: 2048 };
const optionalKeyId: Constraint = { type: 'string', min: 1, max: 2048 };
const context: Constraint = { type: 'map' };
const grantTokens: Constraint = { type: 'list', min: 0, max: 10 };
const bool: Constraint = { type: 'boolean' };
const aliasName: Constraint = {
	type: 'string',
	required: true,
	min: 1,
	max: 256,
	pattern: '^[a-zA-Z0-9:/_-]+$'
};
const ciphertext: Constraint = { type: 'blob', required: true, min: 1, max: 6144 };
const limit: Constraint = { type: 'integer', min: 1, max: 1000 };
const marker: Constraint = { type: 'string', min: 1, max: 1024 };
const algorithm: Constraint = {
	type: 'string',
	values: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE', 'SYMMETRIC_DEFAULT']
};
const usage: Constraint = {
	type: 'string',
	values: [
		'ENCAPSULATE_DECAPSULATE',
		'ENCRYPT_DECRYPT',
		'GENERATE_VERIFY_MAC',
		'KEY_AGREEMENT',
		'SIGN_VERIFY'
	]
};
export const KEY_SPECS: readonly string[] = [
	'ECC_NIST_EDWARDS25519',
	'ECC_NIST_P256',
	'ECC_NIST_P384',
	'ECC_NIST_P521',
	'ECC_SECG_P256K1',
	'HMAC_224',
	'HMAC_256',
	'HMAC_384',
	'HMAC_512',
	'ML_DSA_44',
	'ML_DSA_65',
	'ML_DSA_87',
	'ML_KEM_1024',
	'ML_KEM_512',
	'ML_KEM_768',
	'RSA_2048',
	'RSA_3072',
	'RSA_4096',
	'SM2',
	'SYMMETRIC_DEFAULT'
];
const spec: Constraint = { type: 'string', values: KEY_SPECS };
const dataKey = {
	KeyId: keyId,
	EncryptionContext: context,
	NumberOfBytes: { type: 'integer', min: 1, max: 1024 },
	KeySpec: { type: 'string', values: ['AES_128', 'AES_256'] },
	GrantTokens: grantTokens,
	DryRun: bool
} as const satisfies Record<string, Constraint>;

const message: Constraint = { type: 'blob', required: true, min: 1, max: 4096 };
const tag: Constraint = { type: 'blob', required: true, min: 1, max: 6144 };
const signingAlgorithm: Constraint = {
	type: 'string',
	required: true,
	values: [
		'ECDSA_SHA_256',
		'ECDSA_SHA_384',
		'ECDSA_SHA_512',
		'ED25519_PH_SHA_512',
		'ED25519_SHA_512',
		'ML_DSA_SHAKE_256',
		'RSASSA_PKCS1_V1_5_SHA_256',
		'RSASSA_PKCS1_V1_5_SHA_384',
		'RSASSA_PKCS1_V1_5_SHA_512',
		'RSASSA_PSS_SHA_256',
		'RSASSA_PSS_SHA_384',
		'RSASSA_PSS_SHA_512',
		'SM2DSA'
	]
};
const messageType: Constraint = { type: 'string', values: ['DIGEST', 'EXTERNAL_MU', 'RAW'] };
const macAlgorithm: Constraint = {
	type: 'string',
	required: true,
	values: ['HMAC_SHA_224', 'HMAC_SHA_256', 'HMAC_SHA_384', 'HMAC_SHA_512']
};
const encapsulation: Constraint = { type: 'string', required: true, values: ['ML_KEM'] };
const materialId: Constraint = { type: 'string', min: 64, max: 64, pattern: '^[a-f0-9]+$' };
const dataKeyPair = {
	KeyId: keyId,
	EncryptionContext: context,
	KeyPairSpec: {
		type: 'string',
		required: true,
		values: [
			'ECC_NIST_EDWARDS25519',
			'ECC_NIST_P256',
			'ECC_NIST_P384',
			'ECC_NIST_P521',
			'ECC_SECG_P256K1',
			'ML_KEM_1024',
			'ML_KEM_512',
			'ML_KEM_768',
			'RSA_2048',
			'RSA_3072',
			'RSA_4096',
			'SM2'
		]
	},
	GrantTokens: grantTokens,
	DryRun: bool
} as const satisfies Record<string, Constraint>;

export const CONSTRAINTS = {
	CreateKey: {
		Policy: { type: 'string', min: 1, max: 131072 },
		Description: { type: 'string', min: 0, max: 8192 },
		KeyUsage: usage,
		CustomerMasterKeySpec: spec,
		KeySpec: spec,
		Origin: { type: 'string', values: ['AWS_CLOUDHSM', 'AWS_KMS', 'EXTERNAL', 'EXTERNAL_KEY_STORE'] },
		CustomKeyStoreId: { type: 'string', min: 1, max: 64 },
		BypassPolicyLockoutSafetyCheck: bool,
		// How many is told by a TagException: kms/tags.ts.
		Tags: { type: 'list' },
		MultiRegion: bool,
		XksKeyId: { type: 'string', min: 1, max: 128, pattern: '^[a-zA-Z0-9-_.]+$' }
	},
	DescribeKey: { KeyId: keyId, GrantTokens: grantTokens },
	ListKeys: { Limit: limit, Marker: marker },
	UpdateKeyDescription: { KeyId: keyId, Description: { type: 'string', required: true, min: 0, max: 8192 } },
	EnableKey: { KeyId: keyId },
	DisableKey: { KeyId: keyId },
	ScheduleKeyDeletion: { KeyId: keyId, PendingWindowInDays: { type: 'integer', min: 7, max: 30 } },
	CancelKeyDeletion: { KeyId: keyId },
	EnableKeyRotation: { KeyId: keyId, RotationPeriodInDays: { type: 'integer', min: 90, max: 2560 } },
	DisableKeyRotation: { KeyId: keyId },
	GetKeyRotationStatus: { KeyId: keyId },
	RotateKeyOnDemand: { KeyId: keyId },
	ListKeyRotations: {
		KeyId: keyId,
		IncludeKeyMaterial: { type: 'string', values: ['ALL_KEY_MATERIAL', 'ROTATIONS_ONLY'] },
		Limit: limit,
		Marker: marker
	},
	CreateAlias: { AliasName: aliasName, TargetKeyId: keyId },
	UpdateAlias: { AliasName: aliasName, TargetKeyId: keyId },
	DeleteAlias: { AliasName: aliasName },
	ListAliases: { KeyId: optionalKeyId, Limit: { ...limit, max: 100 }, Marker: marker },
	Encrypt: {
		KeyId: keyId,
		Plaintext: { type: 'blob', required: true, min: 1, max: 4096 },
		EncryptionContext: context,
		GrantTokens: grantTokens,
		EncryptionAlgorithm: algorithm,
		DryRun: bool
	},
	Decrypt: {
		CiphertextBlob: ciphertext,
		EncryptionContext: context,
		GrantTokens: grantTokens,
		KeyId: optionalKeyId,
		EncryptionAlgorithm: algorithm,
		DryRun: bool
	},
	ReEncrypt: {
		CiphertextBlob: ciphertext,
		SourceEncryptionContext: context,
		SourceKeyId: optionalKeyId,
		DestinationKeyId: keyId,
		DestinationEncryptionContext: context,
		SourceEncryptionAlgorithm: algorithm,
		DestinationEncryptionAlgorithm: algorithm,
		GrantTokens: grantTokens,
		DryRun: bool
	},
	GenerateDataKey: dataKey,
	GenerateDataKeyWithoutPlaintext: dataKey,
	GenerateDataKeyPair: dataKeyPair,
	GenerateDataKeyPairWithoutPlaintext: dataKeyPair,
	GetPublicKey: { KeyId: keyId, GrantTokens: grantTokens },
	Sign: {
		KeyId: keyId,
		Message: message,
		MessageType: messageType,
		GrantTokens: grantTokens,
		SigningAlgorithm: signingAlgorithm,
		DryRun: bool
	},
	Verify: {
		KeyId: keyId,
		Message: message,
		MessageType: messageType,
		Signature: tag,
		SigningAlgorithm: signingAlgorithm,
		GrantTokens: grantTokens,
		DryRun: bool
	},
	GenerateMac: {
		Message: message,
		KeyId: keyId,
		MacAlgorithm: macAlgorithm,
		GrantTokens: grantTokens,
		DryRun: bool
	},
	VerifyMac: {
		Message: message,
		KeyId: keyId,
		MacAlgorithm: macAlgorithm,
		Mac: tag,
		GrantTokens: grantTokens,
		DryRun: bool
	},
	DeriveSharedSecret: {
		KeyId: keyId,
		KeyAgreementAlgorithm: { type: 'string', required: true, values: ['ECDH'] },
		PublicKey: { type: 'blob', required: true, min: 1, max: 8192 },
		GrantTokens: grantTokens,
		DryRun: bool
	},
	Encapsulate: {
		KeyId: keyId,
		EncapsulationAlgorithm: encapsulation,
		GrantTokens: grantTokens,
		DryRun: bool
	},
	Decapsulate: {
		KeyId: keyId,
		SharedSecretCiphertextBlob: { type: 'blob', required: true },
		EncapsulationAlgorithm: encapsulation,
		GrantTokens: grantTokens,
		DryRun: bool
	},
	GetParametersForImport: {
		KeyId: keyId,
		WrappingAlgorithm: {
			type: 'string',
			required: true,
			values: [
				'RSAES_OAEP_SHA_1',
				'RSAES_OAEP_SHA_256',
				'RSAES_PKCS1_V1_5',
				'RSA_AES_KEY_WRAP_SHA_1',
				'RSA_AES_KEY_WRAP_SHA_256',
				'SM2PKE'
			]
		},
		WrappingKeySpec: { type: 'string', required: true, values: ['RSA_2048', 'RSA_3072', 'RSA_4096', 'SM2'] }
	},
	ImportKeyMaterial: {
		KeyId: keyId,
		ImportToken: tag,
		EncryptedKeyMaterial: tag,
		ValidTo: { type: 'timestamp' },
		ExpirationModel: { type: 'string', values: ['KEY_MATERIAL_DOES_NOT_EXPIRE', 'KEY_MATERIAL_EXPIRES'] },
		ImportType: { type: 'string', values: ['EXISTING_KEY_MATERIAL', 'NEW_KEY_MATERIAL'] },
		KeyMaterialDescription: { type: 'string', min: 0, max: 256, pattern: '^[a-zA-Z0-9:/_\\s.-]+$' },
		KeyMaterialId: materialId
	},
	DeleteImportedKeyMaterial: { KeyId: keyId, KeyMaterialId: materialId },
	GenerateRandom: {
		NumberOfBytes: { type: 'integer', min: 1, max: 1024 },
		CustomKeyStoreId: { type: 'string', min: 1, max: 64 }
	}
} as const satisfies { readonly [O in OperationName]: { readonly [M in keyof Input<O>]-?: Constraint } };
