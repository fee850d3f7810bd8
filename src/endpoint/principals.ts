/**
 * Who may sign: the principals of the world, each with one access key. The keys follow from the world's seed, so that
 * the same world file has the same keys; whoever has the file has the world anyway.
 * Differs from AWS: a role has an access key of its own, where AWS has temporary credentials of a session.
 */
import { createHmac } from 'node:crypto';
import type { Command, WorldOrigin, WorldState } from '$lib/domain/entry';
import { accountOfPrincipal, type AccountId, type PrincipalArn } from '$lib/domain/ids';
import { principalsOf } from '$lib/world/policy-world';

export interface Principal {
	readonly arn: PrincipalArn;
	readonly account: AccountId;
}

export interface AccessKey extends Principal {
	/** 20 characters, `AKIAGLASS…`. */
	readonly id: string;
	/** 40 characters. */
	readonly secret: string;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The administrator of the world's own account first, then all others that can have an access key. */
export function signersOf(origin: WorldOrigin, state: Pick<WorldState, 'principals'>): readonly Principal[] {
	const arns = principalsOf(state)
		.map(({ arn }) => arn as PrincipalArn)
		// AWS itself acts as a service-linked role; nobody signs as one.
		.filter((arn) => arn !== origin.caller && !arn.includes(':role/aws-service-role/'));
	return [origin.caller, ...arns].map((arn) => ({ arn, account: accountOfPrincipal(arn) ?? origin.account }));
}

/** What makes a principal of a world with another account than its cast has: one who may do everything there. */
export const administratorCommand = ({ caller, account, region }: WorldOrigin): Command => ({
	type: 'iam.putPrincipal',
	principal: {
		arn: caller,
		identityPolicies: [
			{
				name: 'AdministratorAccess',
				policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }
			}
		]
	},
	caller,
	account,
	region
});

const known = new WeakMap<WorldState['principals'], readonly AccessKey[]>();
/** One a principal. They are made again only when the principals change. */
export function accessKeysOf(
	origin: WorldOrigin,
	state: Pick<WorldState, 'principals'>
): readonly AccessKey[] {
	let keys = known.get(state.principals);
	if (!keys)
		known.set(state.principals, (keys = signersOf(origin, state).map((one) => accessKeyOf(origin, one))));
	return keys;
}

function accessKeyOf(origin: WorldOrigin, principal: Principal): AccessKey {
	const seed = Buffer.from(origin.seed, 'hex');
	const derive = (what: string): Buffer =>
		createHmac('sha256', seed).update(`glass-kms ${what}|${principal.arn}`).digest();
	const letters = [...derive('access key id')].slice(0, 11).map((byte) => BASE32[byte % 32]);
	return {
		...principal,
		id: `AKIAGLASS${letters.join('')}`,
		secret: derive('secret access key').subarray(0, 30).toString('base64')
	};
}
