/**
 * Accounts' principals and the organization, as far as decisions need them. Plain data, JSON through and through.
 * Models: IAM User Guide, "Policies and permissions"; Organizations User Guide, "SCP evaluation", "RCP evaluation".
 * Differs from AWS: groups are folded into their users' identity policies.
 */
/** A policy as JSON text, or as the object that the text stands for. */
export type PolicySource = string | object;

export interface NamedPolicy {
	readonly name: string;
	readonly policy: PolicySource;
}

export interface PrincipalRecord {
	/** User, role, root or federated user ARN; roles with their path, if they have one. */
	readonly arn: string;
	/** `AIDA…` or `AROA…`: what a policy keeps of a principal that was deleted. */
	readonly uniqueId?: string;
	readonly tags?: Readonly<Record<string, string>>;
	readonly identityPolicies: readonly NamedPolicy[];
	readonly permissionsBoundary?: PolicySource;
}

/** The policies attached at one level of the tree: root, each organizational unit, the account. */
export interface OrganizationLevel {
	readonly target: string;
	readonly policies: readonly NamedPolicy[];
}
export interface MemberAccount {
	/** `o-…/r-…/ou-…/`, for aws:PrincipalOrgPaths. */
	readonly path?: string;
	readonly scps?: readonly OrganizationLevel[];
	readonly rcps?: readonly OrganizationLevel[];
}
export interface Organization {
	readonly id: string;
	readonly managementAccount: string;
	readonly accounts: Readonly<Record<string, MemberAccount>>;
}
