/**
 * Who may call, until policies come: the principals of the key's account, and the grantees of a fitting grant on the key.
 * All others are refused.
 * Differs from AWS: key policies, IAM policies and service control policies are not read.
 */
import type { AuthorizationRequest, Authorizer, Decision } from '$lib/domain/authorizer';
import type { WorldState } from '$lib/domain/entry';
import { accountOfPrincipal, parseKmsArn, type PrincipalArn } from '$lib/domain/ids';
import { fits, mayRetire } from './grant-fit';

export function accountAuthorizer(state: Pick<WorldState, 'grants'>): Authorizer {
	return { decide: (request, caller) => decide(state, request, caller) };
}

function decide(
	state: Pick<WorldState, 'grants'>,
	request: AuthorizationRequest,
	caller: PrincipalArn
): Decision {
	const { action, keyArn, account } = request;
	const owner = (keyArn && parseKmsArn(keyArn)?.account) ?? account;
	if (action === 'kms:RetireGrant') return decideRetiring(state, request, caller);
	if (accountOfPrincipal(caller) === owner)
		return {
			allowed: true,
			decidedBy: 'same-account',
			reason: `${nameOf(caller)} belongs to account ${owner}, which ${keyArn ? 'owns the key' : 'is called'}.`
		};
	for (const grant of state.grants.values())
		if (fits(grant, request, caller))
			return {
				allowed: true,
				decidedBy: 'grant',
				reason: `Grant ${grant.id} lets ${nameOf(caller)} call ${action.replace(/^kms:/, '')} with the key.`
			};
	const what = keyArn ? 'the key' : 'the account';
	return {
		allowed: false,
		decidedBy: 'nobody-said-yes',
		reason: `${nameOf(caller)} does not belong to account ${owner}, and no grant on ${what} allows ${action}.`
	};
}

/** The grant itself says who may retire it; owning the key is not enough. */
function decideRetiring(
	state: Pick<WorldState, 'grants'>,
	{ keyArn, grantId }: AuthorizationRequest,
	caller: PrincipalArn
): Decision {
	const grant = grantId === undefined ? undefined : state.grants.get(grantId);
	const allowed = grant !== undefined && grant.keyArn === keyArn && mayRetire(grant, caller);
	return {
		allowed,
		decidedBy: allowed ? 'grant' : 'nobody-said-yes',
		reason: allowed
			? `Grant ${grant.id} lets ${nameOf(caller)} retire it.`
			: `${nameOf(caller)} is neither the grant's retiring principal, nor its grantee with RetireGrant, nor of the account that issued it.`
	};
}

const nameOf = (caller: PrincipalArn): string => caller.split('/').at(-1) ?? caller;
