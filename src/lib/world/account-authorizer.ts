/**
 * Who may call, until policies come: the principals of the key's account, and the grantees of a fitting grant on the key.
 * All others are refused.
 * Differs from AWS: key policies, IAM policies and service control policies are not read.
 */
import type { AuthorizationRequest, Authorizer, Decision } from '$lib/domain/authorizer';
import type { WorldState } from '$lib/domain/entry';
import { accountOfPrincipal, parseKmsArn, type PrincipalArn } from '$lib/domain/ids';
import type { KeyRecord } from '$lib/domain/key';
import {
	AWS_MANAGED_USE,
	AWS_MANAGED_VIEW,
	awsManagedKeyOf,
	viaServiceOf
} from '$lib/facts/aws-managed-keys';
import { fits, mayRetire } from './grant-fit';

type Known = Pick<WorldState, 'grants' | 'keys' | 'aliases'>;

export function accountAuthorizer(state: Known): Authorizer {
	return { decide: (request, caller) => decide(state, request, caller) };
}

function decide(state: Known, request: AuthorizationRequest, caller: PrincipalArn): Decision {
	const { action, keyArn, account } = request;
	const owner = (keyArn && parseKmsArn(keyArn)?.account) ?? account;
	if (action === 'kms:RetireGrant') return decideRetiring(state, request, caller);
	const key = keyArn && state.keys.get(keyArn);
	const managed = key?.manager === 'AWS';
	if (accountOfPrincipal(caller) === owner && (!managed || managedKeyAllows(state, key, request)))
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
	if (managed)
		return {
			allowed: false,
			decidedBy: 'nobody-said-yes',
			reason: `AWS manages this key: its policy lets its account look at it, and use it through its service only. Nobody can change that policy.`
		};
	const what = keyArn ? 'the key' : 'the account';
	return {
		allowed: false,
		decidedBy: 'nobody-said-yes',
		reason: `${nameOf(caller)} does not belong to account ${owner}, and no grant on ${what} allows ${action}.`
	};
}

/** What the fixed policy of an AWS managed key says to the principals of its account. */
function managedKeyAllows(
	{ aliases }: Pick<WorldState, 'aliases'>,
	key: KeyRecord,
	{ action, viaService }: AuthorizationRequest
): boolean {
	const isIn = (patterns: readonly string[]): boolean =>
		patterns.some((pattern) =>
			pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern
		);
	if (isIn(AWS_MANAGED_VIEW)) return true;
	if (viaService === undefined || !isIn(AWS_MANAGED_USE)) return false;
	for (const { name, targetArn } of aliases.values()) {
		const kind = targetArn === key.arn ? awsManagedKeyOf(name) : undefined;
		if (kind) return viaServiceOf(kind, key.region) === viaService;
	}
	return false;
}

/** The grant itself says who may retire it; owning the key is not enough. */
function decideRetiring(
	state: Known,
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
