/**
 * The condition keys that mean something in a KMS request: type, the operations that send them, where the value
 * comes from. A key that is not here and not in the request cannot be evaluated, which is said and never allowed.
 * Sources: Service Authorization Reference, AWS KMS (September 2026); KMS Developer Guide, "AWS KMS condition keys"
 * and "AWS global condition keys"; IAM User Guide, "Global condition context keys". As of 2026-11.
 * Differs from AWS: the recipient attestation keys are one row each for ImageSha384, PCR and NitroTPMPCR.
 */
export type ConditionType = 'String' | 'Bool' | 'Numeric' | 'Date' | 'ARN' | 'IPAddress';

/** `key`: every operation on a particular key. `all`: every request. Otherwise the permissions that send it. */
export type Operations = 'key' | 'all' | readonly string[];

export interface ConditionKeyFacts {
	readonly key: string;
	readonly type: ConditionType;
	/** Several values in one request: needs ForAnyValue or ForAllValues. */
	readonly multi?: true;
	/** The key ends in a name of the request's own: `kms:EncryptionContext:` and a pair's name. */
	readonly prefix?: true;
	readonly operations: Operations;
	/** Only IAM policies can use it. */
	readonly identityOnly?: true;
	readonly from: string;
	readonly note?: string;
	readonly source: string;
}

type Extra = Partial<Pick<ConditionKeyFacts, 'multi' | 'prefix' | 'identityOnly' | 'note' | 'source'>>;
const row = (
	key: string,
	type: ConditionType,
	operations: Operations,
	from: string,
	extra: Extra = {}
): ConditionKeyFacts => ({
	source: key.startsWith('kms:') ? 'SAR; DG AWS KMS condition keys' : 'IUG Global condition keys',
	...{ key, type, operations, from },
	...extra
});

const DATA_KEYS = ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'];
const PAIRS = ['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'];
const RE_ENCRYPT = ['ReEncryptFrom', 'ReEncryptTo'];
const SYMMETRIC = ['Encrypt', 'Decrypt', ...RE_ENCRYPT, ...DATA_KEYS, ...PAIRS];
const WITH_CONTEXT = [...SYMMETRIC, 'CreateGrant', 'RetireGrant'];
const GRANT_KEYS = ['CreateGrant'];
const RECIPIENT = [
	'Decrypt',
	'DeriveSharedSecret',
	'GenerateDataKey',
	'GenerateDataKeyPair',
	'GenerateRandom'
];
const SIGNING = ['Sign', 'Verify'];
const BY_ALIAS = [...SYMMETRIC, ...SIGNING, 'GenerateMac', 'VerifyMac', 'DeriveSharedSecret'];
const ALIAS_REQUESTS = [...BY_ALIAS, 'Encapsulate', 'Decapsulate', 'DescribeKey', 'GetPublicKey'];
const TAGGING = ['CreateKey', 'TagResource', 'ReplicateKey'];
/** Key properties: every operation on a key, and CreateKey by its parameters. */
const PROPERTY: Operations = 'all';

export const CONDITION_KEYS: readonly ConditionKeyFacts[] = [
	row('kms:BypassPolicyLockoutSafetyCheck', 'Bool', ['CreateKey', 'PutKeyPolicy'], 'parameter'),
	row('kms:CallerAccount', 'String', 'all', "the caller's account"),
	row('kms:CustomerMasterKeySpec', 'String', PROPERTY, 'as kms:KeySpec', { note: 'deprecated name' }),
	row('kms:CustomerMasterKeyUsage', 'String', PROPERTY, 'as kms:KeyUsage', { note: 'deprecated name' }),
	row('kms:DataKeyPairSpec', 'String', PAIRS, 'KeyPairSpec'),
	row('kms:EncryptionAlgorithm', 'String', SYMMETRIC, 'parameter, or the algorithm used', {
		note: 'SYMMETRIC_DEFAULT when not given'
	}),
	row(
		'kms:EncryptionContext:',
		'String',
		WITH_CONTEXT,
		"the pair of that name; in CreateGrant the constraint's",
		{
			prefix: true,
			note: 'the name is not case-sensitive; the value is as the operator says'
		}
	),
	row('kms:EncryptionContextKeys', 'String', WITH_CONTEXT, 'the names of all pairs', { multi: true }),
	row('kms:ExpirationModel', 'String', ['ImportKeyMaterial'], 'parameter'),
	row('kms:GrantConstraintSourceArn', 'ARN', GRANT_KEYS, 'SourceArn of the constraints', {
		note: 'new 2026'
	}),
	row('kms:GrantConstraintType', 'String', [...GRANT_KEYS, 'RetireGrant'], 'the constraints given', {
		note: 'whether SourceArn is a value is unverified'
	}),
	row(
		'kms:GrantIsForAWSResource',
		'Bool',
		['CreateGrant', 'ListGrants', 'RevokeGrant'],
		'true through a service'
	),
	row('kms:GrantOperations', 'String', GRANT_KEYS, 'Operations', { multi: true }),
	row('kms:GranteePrincipal', 'String', GRANT_KEYS, 'GranteePrincipal'),
	row('kms:GranteeServicePrincipal', 'String', GRANT_KEYS, 'GranteeServicePrincipal', { note: 'new 2026' }),
	row('kms:KeyAgreementAlgorithm', 'String', ['DeriveSharedSecret'], 'parameter'),
	row('kms:KeyOrigin', 'String', PROPERTY, 'key property or parameter'),
	row('kms:KeySpec', 'String', PROPERTY, 'key property or parameter'),
	row('kms:KeyUsage', 'String', PROPERTY, 'key property or parameter'),
	row('kms:MacAlgorithm', 'String', ['GenerateMac', 'VerifyMac'], 'parameter', {
		note: 'the guide says several values must all match; the general rule (alternatives) is followed'
	}),
	row('kms:MessageType', 'String', SIGNING, 'parameter'),
	row('kms:MultiRegion', 'Bool', PROPERTY, 'key property or parameter'),
	row('kms:MultiRegionKeyType', 'String', PROPERTY, 'PRIMARY or REPLICA', {
		note: 'absent for single-Region keys'
	}),
	row('kms:PrimaryRegion', 'String', ['UpdatePrimaryRegion'], 'parameter'),
	row('kms:ReEncryptOnSameKey', 'Bool', RE_ENCRYPT, 'source key = destination key'),
	row('kms:RecipientAttestation:ImageSha384', 'String', RECIPIENT, 'attestation document'),
	row('kms:RecipientAttestation:PCR', 'String', RECIPIENT, 'attestation document', { prefix: true }),
	row('kms:RecipientAttestation:NitroTPMPCR', 'String', RECIPIENT, 'attestation document', { prefix: true }),
	row('kms:ReplicaRegion', 'String', ['ReplicateKey'], 'parameter'),
	row('kms:RequestAlias', 'String', ALIAS_REQUESTS, 'alias name used in the request', {
		note: 'absent when a key id or key ARN was used'
	}),
	row('kms:ResourceAliases', 'String', 'key', 'all aliases of the key', { multi: true, identityOnly: true }),
	row('kms:RetiringPrincipal', 'String', GRANT_KEYS, 'RetiringPrincipal'),
	row('kms:RetiringServicePrincipal', 'String', GRANT_KEYS, 'RetiringServicePrincipal', { note: 'new 2026' }),
	row('kms:RotationPeriodInDays', 'Numeric', ['EnableKeyRotation'], 'parameter'),
	row('kms:ScheduleKeyDeletionPendingWindowInDays', 'Numeric', ['ScheduleKeyDeletion'], 'parameter', {
		note: 'whether the default of 30 is filled in is unverified; here it is not'
	}),
	row('kms:SigningAlgorithm', 'String', SIGNING, 'parameter'),
	row(
		'kms:TrailingDaysWithoutKeyUsage',
		'Numeric',
		['DisableKey', 'ScheduleKeyDeletion'],
		'days since last used',
		{
			note: 'new 2026'
		}
	),
	row('kms:ValidTo', 'Date', ['ImportKeyMaterial'], 'parameter', { note: 'numeric Unix time in the guide' }),
	row('kms:ViaService', 'String', 'all', 'the calling service', { note: 'absent in a direct call' }),
	row('kms:WrappingAlgorithm', 'String', ['GetParametersForImport'], 'parameter'),
	row('kms:WrappingKeySpec', 'String', ['GetParametersForImport'], 'parameter'),

	row('aws:PrincipalArn', 'ARN', 'all', 'the caller', { note: 'for a session the role ARN' }),
	row('aws:PrincipalAccount', 'String', 'all', "the caller's account"),
	row('aws:PrincipalOrgID', 'String', 'all', "the caller's organization", { note: 'absent outside of one' }),
	row('aws:PrincipalOrgPaths', 'String', 'all', "the path of the caller's account", { multi: true }),
	row('aws:PrincipalTag/', 'String', 'all', 'tags of user, role, session', { prefix: true }),
	row('aws:PrincipalType', 'String', 'all', 'Account, User, AssumedRole, FederatedUser'),
	row('aws:PrincipalIsAWSService', 'Bool', 'all', 'true for a service in its own name'),
	row('aws:PrincipalServiceName', 'String', 'all', 'the service principal'),
	row('aws:PrincipalServiceNamesList', 'String', 'all', 'the service principal', { multi: true }),
	row('aws:ViaAWSService', 'Bool', 'all', 'true for a forward access session'),
	row('aws:CalledVia', 'String', 'all', 'the chain of services', { multi: true }),
	row('aws:CalledViaFirst', 'String', 'all', 'the first of the chain'),
	row('aws:CalledViaLast', 'String', 'all', 'the last of the chain'),
	row('aws:SourceArn', 'ARN', 'all', 'the resource a service acts for', {
		note: 'only by service principals'
	}),
	row('aws:SourceAccount', 'String', 'all', 'its account', { note: 'only by service principals' }),
	row('aws:SourceOrgID', 'String', 'all', 'its organization', { note: 'only by service principals' }),
	row('aws:SourceOrgPaths', 'String', 'all', 'its path', { multi: true, note: 'only by service principals' }),
	row('aws:SourceIdentity', 'String', 'all', "the session's source identity"),
	row('aws:RequestedRegion', 'String', 'all', 'the Region of the endpoint'),
	row('aws:ResourceAccount', 'String', 'key', "the key's account"),
	row('aws:ResourceOrgID', 'String', 'key', "the organization of the key's account"),
	row('aws:ResourceOrgPaths', 'String', 'key', "the path of the key's account", { multi: true }),
	row('aws:ResourceTag/', 'String', 'key', 'tags of the key', { prefix: true }),
	row('aws:RequestTag/', 'String', TAGGING, 'tags in the request', { prefix: true }),
	row('aws:TagKeys', 'String', [...TAGGING, 'UntagResource'], 'tag names in the request', { multi: true }),
	row('aws:MultiFactorAuthPresent', 'Bool', 'all', 'temporary credentials', {
		note: 'absent with long-term access keys: a Deny needs BoolIfExists'
	}),
	row('aws:MultiFactorAuthAge', 'Numeric', 'all', 'seconds since MFA', { note: 'absent without MFA' }),
	row('aws:TokenIssueTime', 'Date', 'all', 'temporary credentials'),
	row('aws:FederatedProvider', 'String', 'all', 'the identity provider of a federated session'),
	row('aws:SourceIp', 'IPAddress', 'all', 'the address of the caller', {
		note: 'useless through a VPC endpoint'
	}),
	row('aws:VpcSourceIp', 'IPAddress', 'all', 'the address inside the VPC'),
	row('aws:SourceVpc', 'String', 'all', 'the VPC of the endpoint'),
	row('aws:SourceVpcArn', 'ARN', 'all', 'the VPC of the endpoint'),
	row('aws:SourceVpce', 'String', 'all', 'the VPC endpoint'),
	row('aws:SecureTransport', 'Bool', 'all', 'true: KMS takes TLS only'),
	row('aws:CurrentTime', 'Date', 'all', "the world's clock"),
	row('aws:EpochTime', 'Date', 'all', "the world's clock"),
	row('aws:UserAgent', 'String', 'all', 'the client'),
	row('aws:Referer', 'String', 'all', 'the HTTP header'),
	row('aws:username', 'String', 'all', 'the IAM user', { note: 'absent for roles' }),
	row('aws:userid', 'String', 'all', "the caller's unique id")
];

const EXACT = new Map(CONDITION_KEYS.filter((k) => !k.prefix).map((k) => [k.key.toLowerCase(), k]));
const PREFIXES = CONDITION_KEYS.filter((k) => k.prefix).map((k) => [k.key.toLowerCase(), k] as const);

/** Names are not case-sensitive. */
export function conditionKeyFacts(name: string): ConditionKeyFacts | undefined {
	const lower = name.toLowerCase();
	const found = EXACT.get(lower);
	if (found) return found;
	return PREFIXES.find(([prefix]) => lower.startsWith(prefix) && lower.length > prefix.length)?.[1];
}
