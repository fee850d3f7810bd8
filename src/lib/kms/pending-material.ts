/**
 * New imported material of a multi-Region set: it is imported into the primary key first, then the same bytes into each
 * replica, and used nowhere until it is everywhere; then the primary is rotated.
 * Source: KMS Developer Guide, "Rotating multi-Region keys"; API RotationsListEntry. As of 2026-11.
 */
import type { WorldState } from '$lib/domain/entry';
import type { Generation, KeyRecord } from '$lib/domain/key';
import { isReplica, relatedTo, setOf } from './multi-region';

type Keys = Pick<WorldState, 'keys' | 'sets'>;

export const relatedKeys = (state: Keys, key: KeyRecord): readonly KeyRecord[] =>
	relatedTo(state, key).flatMap((arn) => state.keys.get(arn) ?? []);

/** What waits for rotation: the key's own, or what the primary announces to a replica that has not got it yet. */
export function awaited(state: Keys, key: KeyRecord): Generation | undefined {
	if (key.pendingMaterial || !isReplica(state, key)) return key.pendingMaterial;
	const primary = state.keys.get(setOf(state, key)!.primary);
	const announced = primary?.pendingMaterial;
	return announced && { ...announced, token: '' };
}

/** Keys of the set that have not got the material yet. */
export const lacking = (state: Keys, key: KeyRecord, { materialId }: Generation): readonly KeyRecord[] =>
	[key, ...relatedKeys(state, key)].filter(
		({ pendingMaterial }) => pendingMaterial?.materialId !== materialId
	);
