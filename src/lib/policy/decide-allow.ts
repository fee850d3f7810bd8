/**
 * No Deny and no guard rail in the way: does somebody say yes? The key's side first, then the caller's.
 * Models: KMS Developer Guide, "Default key policy" (the account principal), "Allowing users in other accounts";
 * IAM User Guide, "Policy evaluation logic", resource-based policies by principal type.
 * Differs from AWS: for `"*"` a boundary's silence does not limit, for a grant neither (both unverified).
 */
import type { Permission } from './context';
import type { GrantSearch } from './grants';
import { decideRetire } from './decide-retire';
import type { Gates } from './permit';
import type { Found } from './policy-set';
import type { PrincipalLevel } from './match-principal';
import type { AllowReason, DecidedBy, ReasonCode, Unverified, Verdict } from './verdict';

export interface Weighed {
	readonly permission: Permission;
	readonly foreign: boolean;
	readonly gates: Gates;
	readonly grants: GrantSearch;
}
/** A verdict before the doubts of the gates are added. */
export type Said = Omit<Verdict, 'notEvaluable' | 'broken'>;
interface Extra {
	readonly statement?: Found | undefined;
	readonly grantId?: string | undefined;
	readonly also?: readonly ReasonCode[];
	readonly unverified?: readonly Unverified[];
}

const said = (allowed: boolean, decidedBy: DecidedBy, reason: ReasonCode, extra: Extra): Said => ({
	...{ allowed, decidedBy, reason },
	...(extra.statement && { statement: extra.statement }),
	...(extra.grantId !== undefined && { grantId: extra.grantId }),
	also: extra.also ?? [],
	unverified: extra.unverified ?? []
});
export const allow = (decidedBy: DecidedBy, reason: AllowReason, extra: Extra = {}): Said =>
	said(true, decidedBy, reason, extra);
export const refuse = (decidedBy: DecidedBy, reason: ReasonCode, extra: Extra = {}): Said =>
	said(false, decidedBy, reason, extra);

export function decideAllow(weighed: Weighed): Said {
	const { permission, foreign } = weighed;
	if (!permission.key) return decideWithoutKey(weighed);
	if (permission.action === 'kms:RetireGrant') return decideRetire(weighed);
	return foreign ? decideForeign(weighed) : decideOwn(weighed);
}

/** The caller's own policies; undefined when they allow. A root user needs none, a service has none. */
export function identityRefusal({ permission, gates }: Weighed): Said | undefined {
	const { caller } = permission;
	if (caller.kind === 'root') return undefined;
	const identity = gates.iamPolicy.sets?.[0];
	if (!identity?.allow) {
		const near = identity?.nearMiss;
		return refuse('iamPolicy', near ? 'CONDITION_NOT_MET' : 'IMPLICIT_NO_IAM_ALLOW', { statement: near });
	}
	return limitRefusal(gates);
}

/** Boundary and session policy must each allow, where they exist. */
function limitRefusal(gates: Gates): Said | undefined {
	if (gates.boundary.sets && !gates.boundary.sets[0]?.allow) return refuse('boundary', 'IMPLICIT_BOUNDARY');
	if (gates.session.sets && !gates.session.sets[0]?.allow) return refuse('session', 'IMPLICIT_SESSION');
	return undefined;
}

function decideWithoutKey(weighed: Weighed): Said {
	const refusal = identityRefusal(weighed);
	if (refusal) return refusal;
	if (weighed.permission.caller.kind === 'root') return allow('iamPolicy', 'ALLOW_ROOT_USER_NO_KEY_RESOURCE');
	return allow('iamPolicy', 'ALLOW_IAM_NO_KEY_RESOURCE', {
		statement: weighed.gates.iamPolicy.sets?.[0]?.allow
	});
}

function decideOwn(weighed: Weighed): Said {
	const { permission, gates, grants } = weighed;
	const opening = gates.keyPolicy.sets?.[0]?.allow;
	const verdict = opening?.level ? throughOpening(weighed, opening, opening.level) : undefined;
	if (verdict?.allowed) return verdict;
	if (grants.fitting) return allowByGrant(weighed, grants.fitting);
	const refusal = verdict ?? refuseWithoutOpening(weighed);
	return preferNearest(refusal, weighed, permission.caller.kind === 'root');
}

function throughOpening(weighed: Weighed, statement: Found, level: PrincipalLevel): Said {
	const { permission, gates } = weighed;
	if (level === 'account') {
		if (permission.caller.kind === 'root')
			return allow('keyPolicy', 'ALLOW_ROOT_USER_KEY_POLICY', { statement });
		return (
			identityRefusal(weighed) ??
			allow('iamPolicy', 'ALLOW_IAM_VIA_ACCOUNT_DELEGATION', { statement: gates.iamPolicy.sets?.[0]?.allow })
		);
	}
	const limit = level === 'role' ? limitRefusal(gates) : undefined;
	const limited = gates.boundary.sets?.[0]?.allow === undefined && gates.boundary.sets !== undefined;
	const unverified: Unverified[] = level === 'everyone' && limited ? ['everyone-unlimited-by-boundary'] : [];
	return limit ?? allow('keyPolicy', 'ALLOW_KEY_POLICY_DIRECT', { statement, unverified });
}

const hasIdentityAllow = ({ gates }: Weighed): boolean => gates.iamPolicy.sets?.[0]?.allow !== undefined;

function refuseWithoutOpening(weighed: Weighed): Said {
	if (hasIdentityAllow(weighed)) return refuse('keyPolicy', 'IMPLICIT_NO_DELEGATION');
	const { kind } = weighed.permission.caller;
	const also: ReasonCode[] = kind === 'root' || kind === 'service' ? [] : ['IMPLICIT_NO_IAM_ALLOW'];
	const unverified: Unverified[] = also.length > 0 ? ['which-missing-allow-is-named'] : [];
	return refuse('keyPolicy', 'IMPLICIT_NO_KEY_POLICY_ALLOW', { also, unverified });
}

/**
 * A statement that missed by a condition only, or the caller's only grant, says more than a missing Allow:
 * a key policy statement that means the caller; one for the account if IAM would follow; then the grant.
 */
function preferNearest(refusal: Said, weighed: Weighed, isRoot: boolean): Said {
	const { gates, grants } = weighed;
	if (
		refusal.decidedBy !== 'keyPolicy' &&
		refusal.reason !== 'IMPLICIT_NO_IAM_ALLOW' &&
		refusal.reason !== 'CONDITION_NOT_MET'
	)
		return refusal;
	const also: ReasonCode[] = [refusal.reason, ...refusal.also].filter((code) => code !== 'CONDITION_NOT_MET');
	const near = gates.keyPolicy.sets?.[0]?.nearMiss;
	const follows = hasIdentityAllow(weighed);
	const means =
		near?.level === 'account'
			? follows || isRoot
			: near?.level === 'everyone'
				? !follows
				: near?.level !== undefined;
	if (near && means) return refuse('keyPolicy', 'CONDITION_NOT_MET', { statement: near, also });
	if (refusal.reason === 'CONDITION_NOT_MET' || follows || !grants.miss) return refusal;
	return refuse('grant', grants.miss.reason, { grantId: grants.miss.grant.grantId, also });
}

function allowByGrant(
	{ permission, gates }: Weighed,
	grant: { readonly grantId: string; readonly granteePrincipal?: string }
): Said {
	const unverified: Unverified[] = [];
	if (gates.boundary.sets && !gates.boundary.sets[0]?.allow) unverified.push('grant-unlimited-by-boundary');
	if (grant.granteePrincipal?.endsWith(':root') && permission.caller.kind !== 'root')
		unverified.push('account-grantee-needs-no-iam');
	return allow('grant', 'ALLOW_GRANT', { grantId: grant.grantId, unverified });
}

function decideForeign(weighed: Weighed): Said {
	const { permission, gates, grants } = weighed;
	const opening = gates.keyPolicy.sets?.[0]?.allow;
	const refusal = identityRefusal(weighed);
	if (grants.fitting && grants.fitting.issuingAccount === permission.caller.account)
		return allowByGrant(weighed, grants.fitting);
	if (opening && !refusal)
		return allow('iamPolicy', 'ALLOW_CROSS_ACCOUNT_BOTH_SIDES', {
			statement: gates.iamPolicy.sets?.[0]?.allow
		});
	if (grants.fitting && !refusal) return allowByGrant(weighed, grants.fitting);
	if (opening ?? grants.fitting) {
		const noAllow = refusal?.decidedBy === 'iamPolicy';
		if (!noAllow && refusal) return refusal;
		const also: ReasonCode[] = refusal?.reason === 'CONDITION_NOT_MET' ? ['CONDITION_NOT_MET'] : [];
		return refuse('iamPolicy', 'CROSS_ACCOUNT_NO_IAM', { statement: refusal?.statement, also });
	}
	const near = gates.keyPolicy.sets?.[0]?.nearMiss;
	const missing: ReasonCode[] = refusal ? ['CROSS_ACCOUNT_NO_IAM'] : [];
	if (grants.miss && !near)
		return refuse('grant', grants.miss.reason, {
			grantId: grants.miss.grant.grantId,
			also: ['CROSS_ACCOUNT_NO_KEY_POLICY', ...missing]
		});
	return refuse('keyPolicy', 'CROSS_ACCOUNT_NO_KEY_POLICY', {
		statement: near,
		also: near ? ['CONDITION_NOT_MET', ...missing] : missing,
		...(refusal && { unverified: ['which-missing-allow-is-named' as const] })
	});
}
