/** How many keys an account may have in a Region. Source: KMS Developer Guide, "Resource quotas". */
import type { WorldState } from '$lib/domain/entry';
import type { AccountId, Region } from '$lib/domain/ids';
import { LIMITS } from '$lib/facts/limits';
import { limitReached } from './limit';

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
		throw limitReached(`${LIMITS.keysPerRegion} keys for an account in a Region`);
}
