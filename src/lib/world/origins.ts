/** What a world is born with. The seed comes from outside: nothing here draws randomness or reads a clock. */
import { toHex } from '$lib/domain/bytes';
import type { WorldOrigin } from '$lib/domain/entry';
import { accountId, region, userArn } from '$lib/domain/ids';

/** An account of AWS's documentation. */
export const DEFAULT_ACCOUNT = accountId('111122223333');
export const DEFAULT_REGION = region('eu-west-1');

export function newOrigin(born: {
	/** 32 bytes. */
	readonly seed: Uint8Array;
	readonly name: string;
	readonly id: string;
	readonly startsAt: number;
}): WorldOrigin {
	if (born.seed.length !== 32) throw new RangeError(`expected a seed of 32 bytes, got ${born.seed.length}`);
	return {
		format: 'glass-kms-world',
		version: 1,
		id: born.id,
		name: born.name,
		seed: toHex(born.seed),
		startsAt: born.startsAt,
		account: DEFAULT_ACCOUNT,
		region: DEFAULT_REGION,
		caller: userArn(DEFAULT_ACCOUNT, 'Alice')
	};
}
