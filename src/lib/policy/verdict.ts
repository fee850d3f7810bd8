/**
 * What a decision says: allowed or not, which gate decided, and why, in stable words.
 * Models: the words of a decision are this project's own; AWS's message is made from them in `message.ts`.
 * Differs from AWS: AWS tells an administrator one reason; here every reason that is also true is kept.
 */
import type { DecidedBy } from '$lib/domain/authorizer';
import type { PolicyKind } from './document';
import type { BrokenPolicy, Found } from './policy-set';

export type { DecidedBy };

/** Gates in the order in which the first Deny is named. */
export const DENY_REASONS = {
	rcp: 'DENY_EXPLICIT_RCP',
	scp: 'DENY_EXPLICIT_SCP',
	vpcEndpointPolicy: 'DENY_EXPLICIT_VPC_ENDPOINT',
	keyPolicy: 'DENY_EXPLICIT_KEY_POLICY',
	iamPolicy: 'DENY_EXPLICIT_IAM',
	boundary: 'DENY_EXPLICIT_BOUNDARY',
	session: 'DENY_EXPLICIT_SESSION'
} as const;
export type PolicyGate = keyof typeof DENY_REASONS;
export const POLICY_GATES = Object.keys(DENY_REASONS) as readonly PolicyGate[];
/** The kind of policy that stands at a gate. */
export const GATE_KINDS: Readonly<Record<PolicyGate, PolicyKind>> = {
	rcp: 'resource-control-policy',
	scp: 'service-control-policy',
	vpcEndpointPolicy: 'vpc-endpoint-policy',
	keyPolicy: 'key-policy',
	iamPolicy: 'identity-policy',
	boundary: 'permissions-boundary',
	session: 'session-policy'
};

export type GrantReason =
	| 'GRANT_NOT_YET_CONSISTENT'
	| 'GRANT_CONSTRAINT_MISMATCH'
	| 'GRANT_CHAIN_NOT_STRICTER'
	| 'GRANT_OPERATION_NOT_LISTED'
	| 'GRANT_WRONG_PRINCIPAL'
	| 'GRANT_NOT_FOUND';

export type AllowReason =
	| 'ALLOW_KEY_POLICY_DIRECT'
	| 'ALLOW_ROOT_USER_KEY_POLICY'
	| 'ALLOW_ROOT_USER_NO_KEY_RESOURCE'
	| 'ALLOW_IAM_VIA_ACCOUNT_DELEGATION'
	| 'ALLOW_IAM_NO_KEY_RESOURCE'
	| 'ALLOW_IAM_ISSUING_ACCOUNT'
	| 'ALLOW_CROSS_ACCOUNT_BOTH_SIDES'
	| 'ALLOW_GRANT'
	| 'ALLOW_GRANT_ISSUING_ACCOUNT'
	| 'ALLOW_RETIRING_PRINCIPAL';

export type ImplicitReason =
	| 'IMPLICIT_SCP'
	| 'IMPLICIT_VPC_ENDPOINT'
	| 'IMPLICIT_NO_KEY_POLICY_ALLOW'
	| 'IMPLICIT_NO_DELEGATION'
	| 'IMPLICIT_NO_IAM_ALLOW'
	| 'IMPLICIT_BOUNDARY'
	| 'IMPLICIT_SESSION'
	| 'CONDITION_NOT_MET'
	| 'CROSS_ACCOUNT_NO_KEY_POLICY'
	| 'CROSS_ACCOUNT_NO_IAM'
	| 'CROSS_ACCOUNT_OP_NOT_SUPPORTED'
	| 'POLICY_NOT_EVALUABLE'
	| 'UNKNOWN_ACTION'
	| 'NO_KEY_NAMED'
	| 'UNKNOWN_PRINCIPAL';

export type ReasonCode = (typeof DENY_REASONS)[PolicyGate] | GrantReason | AllowReason | ImplicitReason;

/** What the facts mark as unverified and this decision rests on. */
export type Unverified =
	| 'everyone-unlimited-by-boundary'
	| 'grant-unlimited-by-boundary'
	| 'account-grantee-needs-no-iam'
	| 'service-linked-role-exempt-from-rcp'
	| 'which-missing-allow-is-named'
	| 'cross-account-operation-error-type'
	| 'authorization-before-key-state'
	| 'lockout-with-account-statement-only';

export interface Verdict {
	readonly allowed: boolean;
	readonly decidedBy: DecidedBy;
	readonly reason: ReasonCode;
	/** The statement that decided, or nearly would have. */
	readonly statement?: Found;
	readonly grantId?: string;
	/** Other reasons that are true as well: a second Deny, the other side's missing Allow. */
	readonly also: readonly ReasonCode[];
	/** Statements with conditions that nobody here can evaluate. They never allow. */
	readonly notEvaluable: readonly Found[];
	readonly broken: readonly BrokenPolicy[];
	readonly unverified: readonly Unverified[];
}
