/**
 * Every exception of KMS: when it comes, who can throw it, what a client does about it.
 * Sources: SDK model client-kms 3.1164.0 (errors of each operation, their descriptions); KMS Developer Guide, "Key
 * states", "Throttling", "Testing your permissions" (2026); API Reference, "Errors". As of 2026-11.
 */
import type { KmsErrorCode } from '$lib/domain/errors';
import type { OperationName } from '$lib/domain/operations';
import { CONSTRAINTS } from './constraints';
import { USES } from './last-usage';

export interface ErrorFacts {
	readonly when: string;
	/** As the API model lists them. `any`: a common error, listed for none. */
	readonly thrownBy: readonly OperationName[] | 'any';
	/** The SDKs try again by themselves. */
	readonly retried?: true;
	/** What of it no AWS text confirms. */
	readonly unverified?: string;
}

const ALL = (Object.keys(CONSTRAINTS) as OperationName[]).sort();
const allBut = (...names: readonly OperationName[]): readonly OperationName[] =>
	ALL.filter((name) => !names.includes(name));

/** Operations that use a key, and GetPublicKey, which hands half of one out. */
const USES_AND_PUBLIC_KEY = [...USES, 'GetPublicKey' as const].sort();

const STORES = [
	'ConnectCustomKeyStore',
	'CreateCustomKeyStore',
	'DeleteCustomKeyStore',
	'DescribeCustomKeyStores',
	'DisconnectCustomKeyStore',
	'UpdateCustomKeyStore'
] as const satisfies readonly OperationName[];
const MAKE_STORE = [
	'CreateCustomKeyStore',
	'UpdateCustomKeyStore'
] as const satisfies readonly OperationName[];
const proxy = (when: string): ErrorFacts => ({ when, thrownBy: MAKE_STORE });

export const ERROR_FACTS = {
	AccessDeniedException: {
		when: 'No policy and no grant allows the call, or one denies it. Decrypt answers it, too, where no key of this Region sealed the ciphertext.',
		thrownBy: 'any'
	},
	ThrottlingException: {
		when: 'More calls in this second than the quota of the account and Region allows.',
		thrownBy: 'any',
		retried: true
	},
	ValidationException: {
		when: 'A member is missing, too long, too short, out of range, or not one of the values it may have; or members do not go together.',
		thrownBy: 'any'
	},
	SerializationException: {
		when: 'The body is not JSON, or a member has the wrong JSON type.',
		thrownBy: 'any',
		unverified: 'its message'
	},
	UnknownOperationException: { when: 'X-Amz-Target names no operation of KMS.', thrownBy: 'any' },
	NotAuthorizedException: {
		when: 'An alias that begins with alias/aws/ is to be made, moved or deleted; AWS keeps those names.',
		thrownBy: 'any',
		unverified: 'its message'
	},
	AlreadyExistsException: {
		when: 'The alias name is taken in the account and Region, or the Region has a replica of the key already.',
		thrownBy: ['CreateAlias', 'ReplicateKey']
	},
	ConflictException: {
		when: 'An automatic rotation of the key is due within 20 minutes.',
		thrownBy: ['RotateKeyOnDemand']
	},
	DependencyTimeoutException: {
		when: 'A part of AWS that KMS asked did not answer in time.',
		thrownBy: allBut(
			...STORES,
			'GenerateMac',
			'ListKeyRotations',
			'ListResourceTags',
			'ReplicateKey',
			'TagResource',
			'UntagResource',
			'UpdatePrimaryRegion',
			'VerifyMac'
		),
		retried: true
	},
	DisabledException: {
		when: 'The key is disabled.',
		thrownBy: [
			...USES_AND_PUBLIC_KEY,
			'CreateGrant',
			'DisableKeyRotation',
			'EnableKeyRotation',
			'ReplicateKey',
			'RotateKeyOnDemand',
			'UpdatePrimaryRegion'
		]
	},
	DryRunOperationException: {
		when: 'DryRun was asked for, and the call would have succeeded. A dry run always ends in an exception; this is the good one.',
		thrownBy: [...USES, 'CreateGrant', 'RetireGrant', 'RevokeGrant']
	},
	ExpiredImportTokenException: {
		when: 'The import token is older than 24 hours.',
		thrownBy: ['ImportKeyMaterial']
	},
	IncorrectKeyException: {
		when: 'The request names another key than the one that sealed the ciphertext.',
		thrownBy: ['Decrypt', 'ReEncrypt']
	},
	IncorrectKeyMaterialException: {
		when: 'The material is not the one that was expected here: other bytes than before, or the same where new ones were announced.',
		thrownBy: ['ImportKeyMaterial']
	},
	InvalidAliasNameException: {
		when: 'The alias name is not one that KMS takes.',
		thrownBy: ['CreateAlias']
	},
	InvalidArnException: {
		when: 'What should be an ARN is none, or none that may stand there.',
		thrownBy: [
			'CancelKeyDeletion',
			'CreateGrant',
			'CreateKey',
			'DeleteImportedKeyMaterial',
			'DescribeKey',
			'DisableKey',
			'DisableKeyRotation',
			'EnableKey',
			'EnableKeyRotation',
			'GetKeyLastUsage',
			'GetKeyPolicy',
			'GetKeyRotationStatus',
			'GetParametersForImport',
			'GetPublicKey',
			'ImportKeyMaterial',
			'ListAliases',
			'ListGrants',
			'ListKeyPolicies',
			'ListKeyRotations',
			'ListResourceTags',
			'ListRetirableGrants',
			'PutKeyPolicy',
			'ReplicateKey',
			'RetireGrant',
			'RevokeGrant',
			'RotateKeyOnDemand',
			'ScheduleKeyDeletion',
			'TagResource',
			'UntagResource',
			'UpdateKeyDescription',
			'UpdatePrimaryRegion'
		]
	},
	InvalidCiphertextException: {
		when: 'The ciphertext was altered, or its encryption context is another; wrapped key material does not open. AWS gives no message with it.',
		thrownBy: ['Decapsulate', 'Decrypt', 'ImportKeyMaterial', 'ReEncrypt']
	},
	InvalidGrantIdException: {
		when: 'The grant id is not 64 hex digits.',
		thrownBy: ['ListGrants', 'RetireGrant', 'RevokeGrant']
	},
	InvalidGrantTokenException: {
		when: 'A grant token is not one that KMS gave.',
		thrownBy: [...USES_AND_PUBLIC_KEY, 'CreateGrant', 'RetireGrant']
	},
	InvalidImportTokenException: {
		when: 'The import token is damaged, or of another key.',
		thrownBy: ['ImportKeyMaterial']
	},
	InvalidKeyUsageException: {
		when: 'The key is for another use than this, or the algorithm is none of the key spec.',
		thrownBy: USES_AND_PUBLIC_KEY
	},
	InvalidMarkerException: {
		when: 'The marker is not one that the page before gave.',
		thrownBy: [
			'DescribeCustomKeyStores',
			'ListAliases',
			'ListGrants',
			'ListKeyRotations',
			'ListKeys',
			'ListResourceTags',
			'ListRetirableGrants'
		]
	},
	KMSInternalException: { when: 'Something inside KMS failed.', thrownBy: ALL, retried: true },
	KMSInvalidMacException: { when: 'The MAC is not that of the message.', thrownBy: ['VerifyMac'] },
	KMSInvalidSignatureException: {
		when: 'The signature is not that of the message.',
		thrownBy: ['Verify']
	},
	KMSInvalidStateException: {
		when: 'The state of the key does not allow the call; of a key in a custom key store, also that what is behind it fails.',
		thrownBy: allBut(
			...STORES,
			'CreateKey',
			'DescribeKey',
			'GenerateRandom',
			'GetKeyLastUsage',
			'ListAliases',
			'ListKeys',
			'ListResourceTags',
			'ListRetirableGrants'
		)
	},
	KeyUnavailableException: {
		when: 'The key cannot be had for the moment.',
		thrownBy: USES_AND_PUBLIC_KEY,
		retried: true
	},
	LimitExceededException: {
		when: 'A quota would be passed: keys, aliases, grants, tags, rotations on demand, key stores, length of a policy.',
		thrownBy: [
			'CreateAlias',
			'CreateCustomKeyStore',
			'CreateGrant',
			'CreateKey',
			'EnableKey',
			'PutKeyPolicy',
			'ReplicateKey',
			'RotateKeyOnDemand',
			'TagResource',
			'UpdateAlias'
		],
		unverified: 'its message, but for RotateKeyOnDemand'
	},
	MalformedPolicyDocumentException: {
		when: 'The key policy is no policy, names somebody who does not exist, or would shut out whoever writes it.',
		thrownBy: ['CreateKey', 'PutKeyPolicy', 'ReplicateKey']
	},
	NotFoundException: {
		when: 'There is no such key, alias, grant or policy in this account and Region.',
		thrownBy: allBut(...STORES, 'CreateKey', 'GenerateRandom', 'ListKeys')
	},
	TagException: {
		when: 'A tag key twice, or one that begins with aws:.',
		thrownBy: ['CreateKey', 'ReplicateKey', 'TagResource', 'UntagResource']
	},
	UnsupportedOperationException: {
		when: 'A key of this kind does not have the operation, or a member has a value that is not supported.',
		thrownBy: [
			'CreateKey',
			'DeleteImportedKeyMaterial',
			'DisableKeyRotation',
			'EnableKeyRotation',
			'GenerateDataKeyPair',
			'GenerateDataKeyPairWithoutPlaintext',
			'GenerateRandom',
			'GetKeyRotationStatus',
			'GetParametersForImport',
			'GetPublicKey',
			'ImportKeyMaterial',
			'ListKeyRotations',
			'PutKeyPolicy',
			'ReplicateKey',
			'RotateKeyOnDemand',
			'UpdatePrimaryRegion'
		]
	},
	CloudHsmClusterInUseException: {
		when: 'The CloudHSM cluster backs another key store.',
		thrownBy: ['CreateCustomKeyStore']
	},
	CloudHsmClusterInvalidConfigurationException: {
		when: 'The cluster lacks subnets, security group rules or active HSMs: two to create a key, one to connect.',
		thrownBy: ['ConnectCustomKeyStore', 'CreateCustomKeyStore', 'CreateKey', 'UpdateCustomKeyStore']
	},
	CloudHsmClusterNotActiveException: {
		when: 'The cluster is not active.',
		thrownBy: ['ConnectCustomKeyStore', 'CreateCustomKeyStore', 'UpdateCustomKeyStore']
	},
	CloudHsmClusterNotFoundException: { when: 'There is no such cluster.', thrownBy: MAKE_STORE },
	CloudHsmClusterNotRelatedException: {
		when: 'The new cluster does not share its backups with the old one.',
		thrownBy: ['UpdateCustomKeyStore']
	},
	CustomKeyStoreHasCMKsException: {
		when: 'The key store still has keys, also such as wait for their deletion.',
		thrownBy: ['DeleteCustomKeyStore']
	},
	CustomKeyStoreInvalidStateException: {
		when: 'The connection of the key store does not allow the call.',
		thrownBy: [
			'ConnectCustomKeyStore',
			'CreateKey',
			'DeleteCustomKeyStore',
			'DisconnectCustomKeyStore',
			'GenerateRandom',
			'UpdateCustomKeyStore'
		]
	},
	CustomKeyStoreNameInUseException: { when: 'The name of the key store is taken.', thrownBy: MAKE_STORE },
	CustomKeyStoreNotFoundException: {
		when: 'There is no such key store in this account and Region.',
		thrownBy: [
			...STORES.filter((name) => name !== 'CreateCustomKeyStore'),
			'CreateKey',
			'GenerateRandom'
		].sort() as readonly OperationName[]
	},
	IncorrectTrustAnchorException: {
		when: 'The trust anchor certificate is not the one of the cluster.',
		thrownBy: ['CreateCustomKeyStore']
	},
	XksKeyAlreadyInUseException: {
		when: 'The external key belongs to another KMS key of the store.',
		thrownBy: ['CreateKey']
	},
	XksKeyInvalidConfigurationException: {
		when: 'The external key is not an enabled AES-256 key for encryption.',
		thrownBy: ['CreateKey']
	},
	XksKeyNotFoundException: { when: 'The proxy knows no such external key.', thrownBy: ['CreateKey'] },
	XksProxyIncorrectAuthenticationCredentialException: proxy('The proxy refuses the credential.'),
	XksProxyInvalidConfigurationException: proxy('The proxy is not set up rightly.'),
	XksProxyInvalidResponseException: proxy('The answer of the proxy cannot be read.'),
	XksProxyUriEndpointInUseException: proxy('Another key store uses the endpoint.'),
	XksProxyUriInUseException: proxy('Another key store uses endpoint and path.'),
	XksProxyUriUnreachableException: proxy('The proxy does not answer.'),
	XksProxyVpcEndpointServiceInUseException: proxy('Another key store uses the VPC endpoint service.'),
	XksProxyVpcEndpointServiceInvalidConfigurationException: proxy(
		'The VPC endpoint service is not set up rightly.'
	),
	XksProxyVpcEndpointServiceNotFoundException: proxy('There is no such VPC endpoint service.')
} as const satisfies Readonly<Record<KmsErrorCode, ErrorFacts>>;

const FACTS: Readonly<Record<KmsErrorCode, ErrorFacts>> = ERROR_FACTS;
export const ERROR_CODES = Object.keys(ERROR_FACTS) as readonly KmsErrorCode[];
export const errorFacts = (code: KmsErrorCode): ErrorFacts => FACTS[code];

/** The exceptions that the API model lists for an operation. */
export const errorsOf = (operation: OperationName): readonly KmsErrorCode[] =>
	ERROR_CODES.filter((code) => {
		const { thrownBy } = FACTS[code];
		return thrownBy !== 'any' && thrownBy.includes(operation);
	}).sort();
