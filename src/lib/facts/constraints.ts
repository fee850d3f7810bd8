/**
 * The constraints on every member of every input built so far.
 * Sources: KMS service model 2014-11-01; API Reference parameter texts (where these are narrower). As of 2026-11.
 */
import type { Input, OperationName } from '$lib/domain/operations';
import { GRANT_OPERATIONS } from './grant-operations';
import {
	aliasName,
	bool,
	context,
	dataKey,
	FIRST_CONSTRAINTS,
	grantTokens,
	keyId,
	policy,
	tags,
	type Constraint
} from './first-constraints';

export { KEY_SPECS, type Constraint, type MemberType } from './first-constraints';

const optionalKeyId: Constraint = { type: 'string', min: 1, max: 2048 };
const limit: Constraint = { type: 'integer', min: 1, max: 1000 };
const marker: Constraint = { type: 'string', min: 1, max: 1024 };
const principal: Constraint = { type: 'string', min: 1, max: 256, pattern: '^[\\w+=,.@:/-]+$' };
const servicePrincipal: Constraint = {
	type: 'string',
	min: 1,
	max: 128,
	pattern: '^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$'
};
const grantId: Constraint = { type: 'string', min: 1, max: 128 };
const grantPage = { Limit: { ...limit, max: 100 }, Marker: marker };
const regionName: Constraint = { type: 'string', min: 1, max: 32, pattern: '^([a-z]+-){2,3}\\d+$' };
const keyStoreId: Constraint = { type: 'string', required: true, min: 1, max: 64 };
const keyStoreBacking = {
	CloudHsmClusterId: { type: 'string', min: 19, max: 24, pattern: '^cluster-[2-7a-zA-Z]{11,16}$' },
	KeyStorePassword: { type: 'string', min: 7, max: 32, sensitive: true },
	XksProxyUriEndpoint: { type: 'string', min: 10, max: 128, pattern: '^https://[a-zA-Z0-9.-]+$' },
	XksProxyUriPath: {
		type: 'string',
		min: 10,
		max: 128,
		pattern: '^(/[a-zA-Z0-9\\/_-]+/kms/xks/v\\d{1,2})$|^(/kms/xks/v\\d{1,2})$'
	},
	XksProxyVpcEndpointServiceName: {
		type: 'string',
		min: 20,
		max: 64,
		pattern: '^(com|eu)\\.amazonaws\\.vpce\\.([a-z]+-){2,3}\\d+\\.vpce-svc-[0-9a-z]+$'
	},
	XksProxyVpcEndpointServiceOwner: { type: 'string', min: 12, max: 12, pattern: '^[0-9]{12}$' },
	XksProxyAuthenticationCredential: {
		type: 'structure',
		members: {
			AccessKeyId: {
				type: 'string',
				required: true,
				min: 20,
				max: 30,
				pattern: '^[A-Z2-7]+$',
				sensitive: true
			},
			RawSecretAccessKey: {
				type: 'string',
				required: true,
				min: 43,
				max: 64,
				pattern: '^[a-zA-Z0-9\\/+=]+$',
				sensitive: true
			}
		}
	},
	XksProxyConnectivity: { type: 'string', values: ['PUBLIC_ENDPOINT', 'VPC_ENDPOINT_SERVICE'] }
} as const satisfies Record<string, Constraint>;
const policyName: Constraint = { type: 'string', min: 1, max: 128, pattern: '^[\\w]+$' };
/** That it must be there is the operation's to say: a dry run may leave it out. */
const ciphertext: Constraint = { type: 'blob', min: 1, max: 6144 };
const dryRunModifiers: Constraint = {
	type: 'list',
	items: { type: 'string', values: ['IGNORE_CIPHERTEXT'] }
};
const algorithm: Constraint = {
	type: 'string',
	values: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE', 'SYMMETRIC_DEFAULT']
};
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
	...FIRST_CONSTRAINTS,
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
	TagResource: { KeyId: keyId, Tags: { ...tags, required: true } },
	UntagResource: {
		KeyId: keyId,
		TagKeys: { type: 'list', required: true, items: { type: 'string', min: 1, max: 128 } }
	},
	ListResourceTags: { KeyId: keyId, Limit: { ...limit, max: 50 }, Marker: marker },
	PutKeyPolicy: {
		KeyId: keyId,
		PolicyName: policyName,
		Policy: { ...policy, required: true },
		BypassPolicyLockoutSafetyCheck: bool
	},
	GetKeyPolicy: { KeyId: keyId, PolicyName: policyName },
	ListKeyPolicies: { KeyId: keyId, Limit: limit, Marker: marker },
	CreateGrant: {
		KeyId: keyId,
		GranteePrincipal: principal,
		RetiringPrincipal: principal,
		Operations: { type: 'list', required: true, items: { type: 'string', values: GRANT_OPERATIONS } },
		Constraints: {
			type: 'structure',
			members: {
				EncryptionContextSubset: context,
				EncryptionContextEquals: context,
				SourceArn: {
					type: 'string',
					min: 20,
					max: 512,
					pattern: '^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$'
				}
			}
		},
		GrantTokens: grantTokens,
		Name: { type: 'string', min: 1, max: 256, pattern: '^[a-zA-Z0-9:/_-]+$' },
		DryRun: bool,
		GranteeServicePrincipal: servicePrincipal,
		RetiringServicePrincipal: servicePrincipal
	},
	ListGrants: {
		KeyId: keyId,
		GrantId: grantId,
		GranteePrincipal: principal,
		GranteeServicePrincipal: servicePrincipal,
		...grantPage
	},
	ListRetirableGrants: {
		RetiringPrincipal: principal,
		RetiringServicePrincipal: servicePrincipal,
		...grantPage
	},
	RetireGrant: {
		GrantToken: { type: 'string', min: 1, max: 8192 },
		KeyId: optionalKeyId,
		GrantId: grantId,
		DryRun: bool
	},
	RevokeGrant: { KeyId: keyId, GrantId: { ...grantId, required: true }, DryRun: bool },
	ReplicateKey: {
		KeyId: keyId,
		ReplicaRegion: { ...regionName, required: true },
		Policy: policy,
		BypassPolicyLockoutSafetyCheck: bool,
		Description: { type: 'string', min: 0, max: 8192 },
		Tags: tags
	},
	UpdatePrimaryRegion: { KeyId: keyId, PrimaryRegion: { ...regionName, required: true } },
	CreateCustomKeyStore: {
		CustomKeyStoreName: { type: 'string', required: true, min: 1, max: 256 },
		TrustAnchorCertificate: { type: 'string', min: 1, max: 5000 },
		CustomKeyStoreType: { type: 'string', values: ['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] },
		...keyStoreBacking
	},
	ConnectCustomKeyStore: { CustomKeyStoreId: keyStoreId },
	DisconnectCustomKeyStore: { CustomKeyStoreId: keyStoreId },
	UpdateCustomKeyStore: {
		CustomKeyStoreId: keyStoreId,
		NewCustomKeyStoreName: { type: 'string', min: 1, max: 256 },
		...keyStoreBacking
	},
	DeleteCustomKeyStore: { CustomKeyStoreId: keyStoreId },
	DescribeCustomKeyStores: {
		CustomKeyStoreId: { type: 'string', min: 1, max: 64 },
		CustomKeyStoreName: { type: 'string', min: 1, max: 256 },
		Limit: limit,
		Marker: marker
	},
	GetKeyLastUsage: { KeyId: keyId },
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
		DryRun: bool,
		DryRunModifiers: dryRunModifiers
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
		DryRun: bool,
		DryRunModifiers: dryRunModifiers
	},
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
