/**
 * Who decides about a call. Policies do; while a world has nothing but what it was born with, there is one answer for
 * its administrator, and a page starts without the evaluator. A test holds both against each other.
 */
import type { AuthorizationRequest, Authorizer, Decision, WalkedGate } from '$lib/domain/authorizer';
import type { Acting, WorldState } from '$lib/domain/entry';
import type { OperationName } from '$lib/domain/operations';
import { DEFAULT_ACCOUNT } from './origins';
import type { Job } from './work';

interface Asked extends Acting {
	readonly operation: OperationName;
	readonly input: object;
}

export async function authorizerFor(
	{ authorizer }: Pick<Job, 'authorizer'>,
	state: WorldState,
	asked: Asked
): Promise<Authorizer> {
	if (authorizer) return authorizer;
	if (isUntouched(state, asked)) return UNTOUCHED;
	return (await import('./by-policies')).byPolicies(state);
}

const ADMINISTRATOR = `arn:aws:iam::${DEFAULT_ACCOUNT}:user/Alice`;

/** Default key policies, no grants, principals and organization as at the start: nothing can refuse Alice. */
export function isUntouched(state: WorldState, asked: Asked): boolean {
	const { caller, account, viaService, sessionPolicy, vpcEndpointPolicy, input } = asked;
	return (
		caller === ADMINISTRATOR &&
		account === DEFAULT_ACCOUNT &&
		viaService === undefined &&
		sessionPolicy === undefined &&
		vpcEndpointPolicy === undefined &&
		state.principals.size === 0 &&
		state.organization === undefined &&
		state.grants.size === 0 &&
		!('Policy' in input) &&
		!('BypassPolicyLockoutSafetyCheck' in input) &&
		haveDefaultPolicies(state.keys)
	);
}

const known = new WeakMap<WorldState['keys'], boolean>();
function haveDefaultPolicies(keys: WorldState['keys']): boolean {
	let are = known.get(keys);
	if (are === undefined) {
		are = [...keys.values()].every(
			(key) => key.policy === undefined && key.manager === undefined && key.account === DEFAULT_ACCOUNT
		);
		known.set(keys, are);
	}
	return are;
}

/** What the evaluator says in such a world. */
const UNTOUCHED: Authorizer = {
	decide: ({ keyArn, aliasArn }: AuthorizationRequest): Decision =>
		keyArn !== undefined && aliasArn === undefined ? BY_ACCOUNT : WITHOUT_KEY
};
const ORGANIZATION: readonly WalkedGate[] = [
	{ gate: 'rcp', side: 'key', says: 'allows' },
	{ gate: 'scp', side: 'caller', says: 'allows' }
];
const IDENTITY: WalkedGate = { gate: 'iamPolicy', side: 'caller', says: 'allows' };
const BY_ACCOUNT: Decision = {
	allowed: true,
	decidedBy: 'iamPolicy',
	reason: 'The key policy leaves it to the account, and an identity policy allows it.',
	reasonCode: 'ALLOW_IAM_VIA_ACCOUNT_DELEGATION',
	walk: [...ORGANIZATION, { gate: 'keyPolicy', side: 'key', says: 'delegates' }, IDENTITY]
};
const WITHOUT_KEY: Decision = {
	allowed: true,
	decidedBy: 'iamPolicy',
	reason: 'No key is involved, and an identity policy allows it.',
	reasonCode: 'ALLOW_IAM_NO_KEY_RESOURCE',
	walk: [...ORGANIZATION.slice(1), IDENTITY]
};
