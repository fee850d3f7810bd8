/**
 * Who may sign: the principals of the world, each with one access key. The keys follow from the world's seed, so that
 * the same world file has the same keys; whoever has the file has the world anyway.
 * Differs from AWS: an access key has one form; there are no temporary credentials.
 */
import { createHmac } from 'node:crypto';
import type { WorldOrigin } from '$lib/domain/entry';
import { accountId, accountOfPrincipal, userArn, type AccountId, type PrincipalArn } from '$lib/domain/ids';

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

/** The two accounts of AWS's documentation. */
const ACCOUNTS = [accountId('111122223333'), accountId('444455556666')] as const;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The world's caller, a colleague in the same account, and someone of another account. */
export function principalsOf(origin: WorldOrigin): readonly Principal[] {
	const { account, caller } = origin;
	const other = ACCOUNTS.find((one) => one !== account) ?? ACCOUNTS[1];
	return [caller, userArn(account, 'Bob'), userArn(other, 'Carol')].map((arn) => ({
		arn,
		account: accountOfPrincipal(arn) ?? account
	}));
}

export function accessKeysOf(origin: WorldOrigin): readonly AccessKey[] {
	const seed = Buffer.from(origin.seed, 'hex');
	return principalsOf(origin).map((principal) => {
		const derive = (what: string): Buffer =>
			createHmac('sha256', seed).update(`glass-kms ${what}|${principal.arn}`).digest();
		const letters = [...derive('access key id')].slice(0, 11).map((byte) => BASE32[byte % 32]);
		return {
			...principal,
			id: `AKIAGLASS${letters.join('')}`,
			secret: derive('secret access key').subarray(0, 30).toString('base64')
		};
	});
}
