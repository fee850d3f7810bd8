/**
 * RetireGrant is decided by the grant: its retiring principal, its grantee if RetireGrant is listed, the account that
 * issued it. IAM only hands on the account's own right; an Allow in the key policy has no effect.
 * Models: KMS Developer Guide, "Managing grants", retiring and revoking; API RetireGrant.
 * Differs from AWS: when no grant is named, the token's grant is meant.
 */
import { allow, identityRefusal, refuse, type Said, type Weighed } from './decide-allow';
import { isGrantee, mayRetire } from './grants';

export function decideRetire(weighed: Weighed): Said {
	const { caller, key, call } = weighed.permission;
	const grant = key?.grants.find(({ grantId, tokens = [] }) =>
		call.grantId !== undefined
			? grantId === call.grantId
			: call.grantTokens?.some((token) => tokens.includes(token))
	);
	if (!grant) return refuse('grant', 'GRANT_NOT_FOUND');
	const { grantId } = grant;
	if (mayRetire(grant, caller)) return allow('grant', 'ALLOW_RETIRING_PRINCIPAL', { grantId });
	const grantee = isGrantee(grant, caller);
	if (grantee && grant.operations.includes('RetireGrant')) return allow('grant', 'ALLOW_GRANT', { grantId });
	if (caller.account === grant.issuingAccount) {
		if (caller.kind === 'root') return allow('grant', 'ALLOW_GRANT_ISSUING_ACCOUNT', { grantId });
		const refusal = identityRefusal(weighed);
		if (!refusal)
			return allow('iamPolicy', 'ALLOW_IAM_ISSUING_ACCOUNT', {
				grantId,
				statement: weighed.gates.iamPolicy.sets?.[0]?.allow
			});
		if (refusal.decidedBy !== 'iamPolicy' || refusal.reason === 'CONDITION_NOT_MET') return refusal;
	}
	return refuse('grant', grantee ? 'GRANT_OPERATION_NOT_LISTED' : 'GRANT_WRONG_PRINCIPAL', { grantId });
}
