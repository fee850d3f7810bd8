/**
 * Where the value of each condition key comes from: one line a key.
 * Models: the "Value comes from" of KMS Developer Guide, "AWS KMS condition keys", and of the global keys.
 * Differs from AWS: aws:userid of a user is its unique id where the world knows one, otherwise its name.
 */
import type { ContextValue } from './call';
import type { Permission } from './context';
import type { GrantParameters, PolicyKey } from './world';

type Value = (permission: Permission) => ContextValue | undefined;

const parameter =
	(name: string): Value =>
	({ call }) => {
		const value = call.parameters?.[name];
		if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
		return Array.isArray(value) ? value.map(String) : undefined;
	};
/** A property of the key; at CreateKey the parameter, or what the API fills in. */
const property =
	(ofKey: (key: PolicyKey) => ContextValue | undefined, name: string, fallback?: ContextValue): Value =>
	(permission) =>
		permission.key
			? ofKey(permission.key)
			: permission.action === 'kms:CreateKey'
				? (parameter(name)(permission) ?? fallback)
				: undefined;
const grant =
	(value: (grant: GrantParameters) => ContextValue | undefined): Value =>
	({ call }) =>
		call.grant && value(call.grant);

/** CreateGrant has no encryption context: its pairs are those of the constraint. RetireGrant: those of the grant. */
function pairsOf({
	action,
	call,
	key,
	encryptionContext
}: Permission): Readonly<Record<string, string>> | undefined {
	const constraints =
		action === 'kms:CreateGrant'
			? call.grant?.constraints
			: action === 'kms:RetireGrant'
				? key?.grants.find((g) => g.grantId === call.grantId)?.constraints
				: undefined;
	return constraints?.EncryptionContextEquals ?? constraints?.EncryptionContextSubset ?? encryptionContext;
}
const constraintTypes = ({ constraints = {} }: GrantParameters): string[] =>
	(['EncryptionContextEquals', 'EncryptionContextSubset'] as const).filter((name) => constraints[name]);

const organization = ({ world }: Permission, account: string | undefined) =>
	account !== undefined &&
	world.organization &&
	(Object.hasOwn(world.organization.accounts, account) || world.organization.managementAccount === account)
		? { id: world.organization.id, path: world.organization.accounts[account]?.path }
		: undefined;
const chain = ({ call }: Permission): string[] | undefined =>
	call.viaService === undefined
		? undefined
		: [call.viaService.replace(/^([^.]+)\.[a-z0-9-]+\.amazonaws/, '$1.amazonaws')];
const isService = ({ caller }: Permission): boolean => caller.kind === 'service';
const keySpec = property((key) => key.keySpec, 'KeySpec', 'SYMMETRIC_DEFAULT');
const keyUsage = property((key) => key.keyUsage, 'KeyUsage', 'ENCRYPT_DECRYPT');
const TYPES = {
	root: 'Account',
	user: 'User',
	'role-session': 'AssumedRole',
	'federated-user': 'FederatedUser'
} as const;

export const VALUES: Readonly<Record<string, Value>> = {
	'kms:BypassPolicyLockoutSafetyCheck': ({ call }) => call.bypassPolicyLockoutSafetyCheck ?? false,
	'kms:CallerAccount': ({ caller }) => caller.account,
	'kms:CustomerMasterKeySpec': keySpec,
	'kms:CustomerMasterKeyUsage': keyUsage,
	'kms:DataKeyPairSpec': parameter('KeyPairSpec'),
	'kms:EncryptionAlgorithm': (p) =>
		parameter('EncryptionAlgorithm')(p) ??
		(p.key?.keySpec === 'SYMMETRIC_DEFAULT' ? 'SYMMETRIC_DEFAULT' : undefined),
	'kms:EncryptionContextKeys': (p) => Object.keys(pairsOf(p) ?? {}),
	'kms:ExpirationModel': parameter('ExpirationModel'),
	'kms:GrantConstraintSourceArn': grant((g) => g.constraints?.SourceArn),
	'kms:GrantConstraintType': grant(constraintTypes),
	'kms:GrantIsForAWSResource': (p) => p.call.viaService !== undefined || isService(p),
	'kms:GrantOperations': grant((g) => g.operations),
	'kms:GranteePrincipal': grant((g) => g.granteePrincipal),
	'kms:GranteeServicePrincipal': grant((g) => g.granteeServicePrincipal),
	'kms:KeyAgreementAlgorithm': parameter('KeyAgreementAlgorithm'),
	'kms:KeyOrigin': property((key) => key.origin, 'Origin', 'AWS_KMS'),
	'kms:KeySpec': keySpec,
	'kms:KeyUsage': keyUsage,
	'kms:MacAlgorithm': parameter('MacAlgorithm'),
	'kms:MessageType': parameter('MessageType'),
	'kms:MultiRegion': property((key) => key.multiRegion, 'MultiRegion', false),
	'kms:MultiRegionKeyType': ({ key, action, call }) =>
		key?.multiRegionKeyType ??
		(action === 'kms:CreateKey' && call.parameters?.MultiRegion === true ? 'PRIMARY' : undefined),
	'kms:PrimaryRegion': parameter('PrimaryRegion'),
	'kms:ReEncryptOnSameKey': ({ key, otherKey }) => key !== undefined && key.arn === otherKey?.arn,
	'kms:RecipientAttestation:ImageSha384': parameter('ImageSha384'),
	'kms:ReplicaRegion': parameter('ReplicaRegion'),
	'kms:RequestAlias': ({ call, action }) => {
		const used = action === 'kms:ReEncryptTo' ? call.otherKeyRef : call.keyRef;
		return /(?:^|:)(alias\/.+)$/.exec(used ?? '')?.[1];
	},
	'kms:ResourceAliases': ({ key }) => key?.aliases,
	'kms:RetiringPrincipal': grant((g) => g.retiringPrincipal),
	'kms:RetiringServicePrincipal': grant((g) => g.retiringServicePrincipal),
	'kms:RotationPeriodInDays': parameter('RotationPeriodInDays'),
	'kms:ScheduleKeyDeletionPendingWindowInDays': parameter('PendingWindowInDays'),
	'kms:SigningAlgorithm': parameter('SigningAlgorithm'),
	'kms:TrailingDaysWithoutKeyUsage': ({ key }) => key?.daysSinceLastUse,
	'kms:ValidTo': parameter('ValidTo'),
	'kms:ViaService': ({ call }) => call.viaService,
	'kms:WrappingAlgorithm': parameter('WrappingAlgorithm'),
	'kms:WrappingKeySpec': parameter('WrappingKeySpec'),

	'aws:PrincipalArn': ({ caller }) => caller.principalArn,
	'aws:PrincipalAccount': ({ caller }) => caller.account,
	'aws:PrincipalOrgID': (p) => (organization(p, p.caller.account) || undefined)?.id,
	'aws:PrincipalOrgPaths': (p) => {
		const path = (organization(p, p.caller.account) || undefined)?.path;
		return path === undefined ? undefined : [path];
	},
	'aws:PrincipalType': ({ caller }) =>
		caller.kind === 'service' || caller.kind === 'unknown' ? undefined : TYPES[caller.kind],
	'aws:PrincipalIsAWSService': isService,
	'aws:PrincipalServiceName': (p) => (isService(p) ? p.caller.arn : undefined),
	'aws:PrincipalServiceNamesList': (p) => (isService(p) ? [p.caller.arn] : undefined),
	'aws:ViaAWSService': ({ call }) => call.viaService !== undefined,
	'aws:CalledVia': chain,
	'aws:CalledViaFirst': (p) => chain(p)?.[0],
	'aws:CalledViaLast': (p) => chain(p)?.at(-1),
	'aws:RequestedRegion': ({ call }) => call.region,
	'aws:ResourceAccount': ({ key }) => key?.account,
	'aws:ResourceOrgID': (p) => (organization(p, p.key?.account) || undefined)?.id,
	'aws:ResourceOrgPaths': (p) => {
		const path = (organization(p, p.key?.account) || undefined)?.path;
		return path === undefined ? undefined : [path];
	},
	'aws:TagKeys': ({ call }) => {
		const { Tags: tags, TagKeys: names } = call.parameters ?? {};
		return Array.isArray(names)
			? names.map(String)
			: typeof tags === 'object' && tags
				? Object.keys(tags)
				: undefined;
	},
	'aws:SecureTransport': () => true,
	'aws:CurrentTime': ({ call }) => (call.time === undefined ? undefined : new Date(call.time).toISOString()),
	'aws:EpochTime': ({ call }) => (call.time === undefined ? undefined : Math.floor(call.time / 1000)),
	'aws:username': ({ caller }) => (caller.kind === 'user' ? caller.name : undefined),
	'aws:userid': ({ caller }) => {
		const id = caller.record?.uniqueId;
		if (caller.kind === 'role-session') return id === undefined ? undefined : `${id}:${caller.name}`;
		return caller.kind === 'root'
			? caller.account
			: (id ?? (caller.kind === 'user' ? caller.name : undefined));
	}
};

/** Keys that end in a name of the request's own. Names of pairs and tags are not case-sensitive here. */
export function readByPrefix(prefix: string, name: string, permission: Permission): ContextValue | undefined {
	const { call, caller, key } = permission;
	const from = (map: Readonly<Record<string, unknown>> | undefined): string[] =>
		Object.entries(map ?? {}).flatMap(([k, v]) =>
			k.toLowerCase() === name && typeof v === 'string' ? [v] : []
		);
	switch (prefix) {
		case 'kms:EncryptionContext:':
			return from(pairsOf(permission));
		case 'aws:ResourceTag/':
			return from(key?.tags);
		case 'aws:PrincipalTag/':
			return from({ ...caller.record?.tags, ...call.sessionTags });
		case 'aws:RequestTag/':
			return from(call.parameters?.Tags as Readonly<Record<string, unknown>> | undefined);
		default:
			return parameter(`${prefix.slice(prefix.lastIndexOf(':') + 1)}${name}`)(permission);
	}
}
