/**
 * What decisions are made from: accounts' principals and their policies, keys with theirs, the organization.
 * Models: IAM User Guide, "Policies and permissions"; KMS Developer Guide, "Key policies", "Grants"; Organizations
 * User Guide, "SCP evaluation", "RCP evaluation".
 * Differs from AWS: groups are folded into their users' identity policies. Plain data, JSON through and through.
 */
import type { Organization, PolicySource, PrincipalRecord } from '$lib/domain/iam';

export type {
	MemberAccount,
	NamedPolicy,
	Organization,
	OrganizationLevel,
	PrincipalRecord
} from '$lib/domain/iam';

export interface GrantConstraints {
	readonly EncryptionContextEquals?: Readonly<Record<string, string>>;
	readonly EncryptionContextSubset?: Readonly<Record<string, string>>;
	readonly SourceArn?: string;
}
/** What CreateGrant is asked for. */
export interface GrantParameters {
	readonly granteePrincipal?: string;
	/** New 2026; needs a SourceArn constraint. */
	readonly granteeServicePrincipal?: string;
	readonly operations: readonly string[];
	readonly constraints?: GrantConstraints;
	readonly retiringPrincipal?: string;
	readonly retiringServicePrincipal?: string;
	readonly name?: string;
}
export interface Grant extends GrantParameters {
	readonly grantId: string;
	readonly issuingAccount: string;
	/** Known everywhere; until then the request must carry a grant token. */
	readonly consistent: boolean;
	readonly tokens?: readonly string[];
}

export interface PolicyKey {
	readonly arn: string;
	readonly keyId: string;
	readonly account: string;
	readonly region: string;
	/** An AWS managed key's policy cannot be changed, and RCPs do not touch it. */
	readonly manager: 'CUSTOMER' | 'AWS';
	readonly state: string;
	readonly keySpec: string;
	readonly keyUsage: string;
	readonly origin: string;
	readonly multiRegion: boolean;
	readonly multiRegionKeyType?: 'PRIMARY' | 'REPLICA';
	readonly policy: PolicySource;
	/** `alias/…` */
	readonly aliases: readonly string[];
	readonly tags: Readonly<Record<string, string>>;
	readonly grants: readonly Grant[];
	/** Whole days. */
	readonly daysSinceLastUse?: number;
}

export interface PolicyWorld {
	/** Accounts whose principals are all known, so that a policy naming another is refused at save. */
	readonly completeAccounts?: readonly string[];
	readonly organization?: Organization;
	readonly principals: readonly PrincipalRecord[];
	readonly keys: readonly PolicyKey[];
}

interface Index {
	readonly principals: ReadonlyMap<string, PrincipalRecord>;
	/** By account and name, since a session's ARN leaves out the role's path. */
	readonly roles: ReadonlyMap<string, PrincipalRecord>;
}
const indexes = new WeakMap<readonly PrincipalRecord[], Index>();

function indexOf({ principals }: PolicyWorld): Index {
	const known = indexes.get(principals);
	if (known) return known;
	const roles = principals.filter(({ arn }) => /:role\//.test(arn));
	const index = {
		principals: new Map(principals.map((p) => [p.arn, p])),
		roles: new Map(roles.map((p) => [`${p.arn.split(':')[4]}/${p.arn.split('/').at(-1)}`, p]))
	};
	indexes.set(principals, index);
	return index;
}

export const findPrincipal = (world: PolicyWorld, arn: string): PrincipalRecord | undefined =>
	indexOf(world).principals.get(arn);
export const findRole = (world: PolicyWorld, account: string, name: string): PrincipalRecord | undefined =>
	indexOf(world).roles.get(`${account}/${name}`);
