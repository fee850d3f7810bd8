/** How many keys an account may have in a Region. Source: KMS Developer Guide, "Resource quotas". */
import type { WorldState } from '$lib/domain/entry';
import { KmsError } from '$lib/domain/errors';
import type { AccountId, Region } from '$lib/domain/ids';
import { LIMITS } from '$lib/facts/limits';

/** @throws KmsError LimitExceededException when there is no room for one more */
export function requireRoomForKey(
	{ keys }: Pick<WorldState, 'keys'>,
	place: { readonly account: AccountId; readonly region: Region }
): void {
	if (keys.size < LIMITS.keysPerRegion) return;
	let count = 0;
	for (const key of keys.values())
		if (key.account === place.account && key.region === place.region && key.manager !== 'AWS') count++;
	if (count >= LIMITS.keysPerRegion)
		throw new KmsError('LimitExceededException', '', {
			check: 'limit',
			detail: `an account has at most ${LIMITS.keysPerRegion} keys in a Region`
		});
}
