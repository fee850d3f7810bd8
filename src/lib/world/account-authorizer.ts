/**
 * Who may call, until policies come: the principals of the key's account, and the grantees of a grant on the key that
 * names the operation. All others are refused.
 * Differs from AWS: key policies, IAM policies and service control policies are not read.
 */
import type { AuthorizationRequest, Authorizer, Decision } from '$lib/domain/authorizer';
import type { WorldState } from '$lib/domain/entry';
import { accountOfPrincipal, parseKmsArn, type PrincipalArn } from '$lib/domain/ids';

export function accountAuthorizer(state: Pick<WorldState, 'grants'>): Authorizer {
	return { decide: (request, caller) => decide(state, request, caller) };
}

function decide(
	state: Pick<WorldState, 'grants'>,
	{ action, keyArn, account }: AuthorizationRequest,
	caller: PrincipalArn
): Decision {
	const owner = (keyArn && parseKmsArn(keyArn)?.account) ?? account;
	const what = keyArn ? 'the key' : 'the account';
	if (accountOfPrincipal(caller) === owner)
		return {
			allowed: true,
			decidedBy: 'same-account',
			reason: `${nameOf(caller)} belongs to account ${owner}, which ${keyArn ? 'owns the key' : 'is called'}.`
		};
	const operation = action.replace(/^kms:/, '');
	for (const grant of state.grants.values())
		if (grant.keyArn === keyArn && grant.grantee === caller && grant.operations.includes(operation))
			return {
				allowed: true,
				decidedBy: 'grant',
				reason: `Grant ${grant.id} lets ${nameOf(caller)} call ${operation} with the key.`
			};
	return {
		allowed: false,
		decidedBy: 'nobody-said-yes',
		reason: `${nameOf(caller)} does not belong to account ${owner}, and no grant on ${what} allows ${action}.`
	};
}

const nameOf = (caller: PrincipalArn): string => caller.split('/').at(-1) ?? caller;
