/**
 * Every KMS permission and what a policy, an alias, a grant or another account may do with it.
 * Sources: Service Authorization Reference, AWS KMS (September 2026); KMS API Reference, "Cross-account use" and
 * "KeyId" of each operation; CreateGrant, `Operations`. As of 2026-11.
 * Differs from AWS: ReEncrypt is an operation with two permissions, so it has two rows and none of its own.
 */

/**
 * `cross-account`: works on a key of another account. `alias`: takes an alias name or ARN for the key.
 * `grant`: a grant can list it.
 */
export type ActionTrait = 'cross-account' | 'alias' | 'grant';

export interface ActionFacts {
	/** `key`: authorised on one key. `none`: no key exists in the request, so only IAM policies decide. */
	readonly resource: 'key' | 'none';
	readonly traits: ReadonlySet<ActionTrait>;
}

const onKey = (...traits: readonly ActionTrait[]): ActionFacts => ({
	resource: 'key',
	traits: new Set(traits)
});
const onAccount = (): ActionFacts => ({ resource: 'none', traits: new Set() });

export const KMS_ACTIONS = {
	CancelKeyDeletion: onKey(),
	ConnectCustomKeyStore: onAccount(),
	CreateAlias: onKey(),
	CreateCustomKeyStore: onAccount(),
	CreateGrant: onKey('cross-account', 'grant'),
	CreateKey: onAccount(),
	Decapsulate: onKey('cross-account', 'alias', 'grant'),
	Decrypt: onKey('cross-account', 'alias', 'grant'),
	DeleteAlias: onKey(),
	DeleteCustomKeyStore: onAccount(),
	DeleteImportedKeyMaterial: onKey(),
	DeriveSharedSecret: onKey('cross-account', 'alias', 'grant'),
	DescribeCustomKeyStores: onAccount(),
	DescribeKey: onKey('cross-account', 'alias', 'grant'),
	DisableKey: onKey(),
	DisableKeyRotation: onKey(),
	DisconnectCustomKeyStore: onAccount(),
	EnableKey: onKey(),
	EnableKeyRotation: onKey(),
	Encapsulate: onKey('cross-account', 'alias', 'grant'),
	Encrypt: onKey('cross-account', 'alias', 'grant'),
	GenerateDataKey: onKey('cross-account', 'alias', 'grant'),
	GenerateDataKeyPair: onKey('cross-account', 'alias', 'grant'),
	GenerateDataKeyPairWithoutPlaintext: onKey('cross-account', 'alias', 'grant'),
	GenerateDataKeyWithoutPlaintext: onKey('cross-account', 'alias', 'grant'),
	GenerateMac: onKey('cross-account', 'alias', 'grant'),
	GenerateRandom: onAccount(),
	GetKeyLastUsage: onKey(),
	GetKeyPolicy: onKey(),
	GetKeyRotationStatus: onKey('cross-account'),
	GetParametersForImport: onKey(),
	GetPublicKey: onKey('cross-account', 'alias', 'grant'),
	ImportKeyMaterial: onKey(),
	ListAliases: onAccount(),
	ListGrants: onKey('cross-account'),
	ListKeyPolicies: onKey(),
	ListKeyRotations: onKey(),
	ListKeys: onAccount(),
	ListResourceTags: onKey(),
	ListRetirableGrants: onAccount(),
	PutKeyPolicy: onKey(),
	ReEncryptFrom: onKey('cross-account', 'alias', 'grant'),
	ReEncryptTo: onKey('cross-account', 'alias', 'grant'),
	ReplicateKey: onKey(),
	RetireGrant: onKey('cross-account', 'grant'),
	RevokeGrant: onKey('cross-account'),
	RotateKeyOnDemand: onKey(),
	ScheduleKeyDeletion: onKey(),
	Sign: onKey('cross-account', 'alias', 'grant'),
	SynchronizeMultiRegionKey: onKey(),
	TagResource: onKey(),
	UntagResource: onKey(),
	UpdateAlias: onKey(),
	UpdateCustomKeyStore: onAccount(),
	UpdateKeyDescription: onKey(),
	UpdatePrimaryRegion: onKey(),
	Verify: onKey('cross-account', 'alias', 'grant'),
	VerifyMac: onKey('cross-account', 'alias', 'grant')
} as const satisfies Readonly<Record<string, ActionFacts>>;

export type KmsAction = keyof typeof KMS_ACTIONS;
export const ACTION_NAMES = Object.keys(KMS_ACTIONS) as readonly KmsAction[];

const BY_LOWER_CASE: ReadonlyMap<string, KmsAction> = new Map(
	ACTION_NAMES.map((name) => [`kms:${name.toLowerCase()}`, name])
);

/** The facts of `kms:Encrypt` in any case; undefined for what KMS does not know. */
export function actionFacts(action: string): (ActionFacts & { readonly name: KmsAction }) | undefined {
	const name = BY_LOWER_CASE.get(action.toLowerCase());
	return name && { ...KMS_ACTIONS[name], name };
}

/** Aliases are resources of their own: these need a permission on the alias besides the key. Source: SAR. */
export const ALIAS_ACTIONS: ReadonlySet<string> = new Set([
	'kms:CreateAlias',
	'kms:DeleteAlias',
	'kms:UpdateAlias'
]);

/** What key users are given by the console, by key type. Source: Developer Guide, "Default key policy". */
export const USE_ACTIONS = {
	SYMMETRIC: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
	HMAC: ['kms:DescribeKey', 'kms:GenerateMac', 'kms:VerifyMac'],
	RSA_ENCRYPTION: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:DescribeKey', 'kms:GetPublicKey'],
	SIGNING: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign', 'kms:Verify'],
	/** Unverified. */
	KEY_AGREEMENT: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:DeriveSharedSecret']
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What key administrators are given by the console. Source: Developer Guide, "Default key policy". */
export const ADMINISTRATOR_ACTIONS = [
	...[
		'Create*',
		'Describe*',
		'Enable*',
		'List*',
		'Put*',
		'Update*',
		'Revoke*',
		'Disable*',
		'Get*',
		'Delete*'
	],
	...['TagResource', 'UntagResource', 'ScheduleKeyDeletion', 'CancelKeyDeletion']
].map((name) => `kms:${name}`);
/** For persistent resources of services, with `kms:GrantIsForAWSResource`. Source: as above. */
export const GRANT_ACTIONS = ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'] as const;

const withTrait = (trait: ActionTrait): ReadonlySet<string> =>
	new Set([
		...ACTION_NAMES.filter((name) => KMS_ACTIONS[name].traits.has(trait)),
		// One operation, two permissions.
		...(KMS_ACTIONS.ReEncryptFrom.traits.has(trait) ? ['ReEncrypt'] : [])
	]);
/** Operations that work on a key of another account. */
export const CROSS_ACCOUNT = withTrait('cross-account');
/** Operations that take an alias for the key. */
export const ALIAS_ACCEPTED = withTrait('alias');
