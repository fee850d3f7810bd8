/** Key policies and grants: who may use a key. */
import type { GrantConstraints } from '../key';
import type { Empty, Keyed, Page, PageOut } from './common';

export interface GrantListEntry {
	readonly KeyId: string;
	readonly GrantId: string;
	readonly Name?: string;
	readonly CreationDate: number;
	readonly GranteePrincipal?: string;
	readonly RetiringPrincipal?: string;
	readonly IssuingAccount: string;
	readonly Operations: readonly string[];
	readonly Constraints?: GrantConstraints;
	readonly GranteeServicePrincipal?: string;
	readonly RetiringServicePrincipal?: string;
}

export interface PolicyAndGrantOperations {
	PutKeyPolicy: {
		in: Keyed & {
			readonly PolicyName?: string;
			readonly Policy: string;
			readonly BypassPolicyLockoutSafetyCheck?: boolean;
		};
		out: Empty;
	};
	GetKeyPolicy: {
		in: Keyed & { readonly PolicyName?: string };
		out: { readonly Policy: string; readonly PolicyName: string };
	};
	ListKeyPolicies: { in: Keyed & Page; out: PageOut & { readonly PolicyNames: readonly string[] } };
	CreateGrant: {
		in: Keyed & {
			readonly GranteePrincipal?: string;
			readonly RetiringPrincipal?: string;
			readonly Operations: readonly string[];
			readonly Constraints?: GrantConstraints;
			readonly GrantTokens?: readonly string[];
			readonly Name?: string;
			readonly DryRun?: boolean;
			readonly GranteeServicePrincipal?: string;
			readonly RetiringServicePrincipal?: string;
		};
		out: { readonly GrantToken: string; readonly GrantId: string };
	};
	ListGrants: {
		in: Keyed &
			Page & {
				readonly GrantId?: string;
				readonly GranteePrincipal?: string;
				readonly GranteeServicePrincipal?: string;
			};
		out: PageOut & { readonly Grants: readonly GrantListEntry[] };
	};
	ListRetirableGrants: {
		in: Page & { readonly RetiringPrincipal?: string; readonly RetiringServicePrincipal?: string };
		out: PageOut & { readonly Grants: readonly GrantListEntry[] };
	};
	RetireGrant: {
		in: Partial<Keyed> & {
			readonly GrantToken?: string;
			readonly GrantId?: string;
			readonly DryRun?: boolean;
		};
		out: Empty;
	};
	RevokeGrant: { in: Keyed & { readonly GrantId: string; readonly DryRun?: boolean }; out: Empty };
}
