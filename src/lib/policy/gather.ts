/**
 * Which policies are gathered for one permission, kind by kind.
 * Models: "Which policies are gathered": KMS Developer Guide, "Troubleshooting key access"; IAM User Guide, "Policy
 * evaluation logic"; Organizations User Guide, SCP effects; KMS Developer Guide, "Resource control policies".
 * Differs from AWS: the implicit RCPFullAWSAccess is not drawn; a service-linked role is spared by RCPs (unverified).
 */
import type { PolicySource } from './document';
import type { Permission } from './context';
import type { NamedPolicy, OrganizationLevel } from './world';

const NO_POLICIES: readonly never[] = [];

const named = new WeakMap<object, readonly NamedPolicy[]>();
/** One policy as a list, the same list each time for the same document. */
function alone(name: string, policy: PolicySource | undefined): readonly NamedPolicy[] {
	if (policy === undefined) return NO_POLICIES;
	if (typeof policy === 'string') return [{ name, policy }];
	let list = named.get(policy);
	if (!list) named.set(policy, (list = [{ name, policy }]));
	return list;
}

/** Absent (undefined): the gate is not in play. Empty: it is, and holds no policy. */
export const gather = {
	/** RCPs follow the key, spare AWS managed keys and have no say in RetireGrant. */
	rcpLevels({ world, caller, key, action }: Permission): readonly OrganizationLevel[] | undefined {
		if (!key || key.manager === 'AWS' || caller.serviceLinked || action === 'kms:RetireGrant')
			return undefined;
		if (world.organization?.managementAccount === key.account) return undefined;
		return world.organization?.accounts[key.account]?.rcps;
	},
	/** SCPs follow the caller, and spare the management account, services and service-linked roles. */
	scpLevels({ world, caller }: Permission): readonly OrganizationLevel[] | undefined {
		const { organization } = world;
		if (!organization || caller.account === undefined || caller.serviceLinked) return undefined;
		if (caller.account === organization.managementAccount) return undefined;
		return organization.accounts[caller.account]?.scps;
	},
	vpcEndpointPolicy: ({ call }: Permission): readonly NamedPolicy[] | undefined =>
		call.vpcEndpointPolicy === undefined ? undefined : alone('VPC endpoint policy', call.vpcEndpointPolicy),
	keyPolicy: ({ key }: Permission): readonly NamedPolicy[] | undefined => key && alone('default', key.policy),
	/** Root users and services have none. */
	identityPolicies: ({ caller }: Permission): readonly NamedPolicy[] | undefined =>
		caller.kind === 'root' || caller.kind === 'service'
			? undefined
			: (caller.record?.identityPolicies ?? NO_POLICIES),
	boundary: ({ caller }: Permission): readonly NamedPolicy[] | undefined =>
		caller.serviceLinked || caller.record?.permissionsBoundary === undefined
			? undefined
			: alone('permissions boundary', caller.record.permissionsBoundary),
	sessionPolicy: ({ caller, call }: Permission): readonly NamedPolicy[] | undefined =>
		call.sessionPolicy === undefined || caller.kind === 'user' || caller.kind === 'service'
			? undefined
			: alone('session policy', call.sessionPolicy)
};
