/**
 * S3 when a key dies: an object fails at once; under a Bucket Key it may be read while S3 holds the bucket-level key.
 * Source: S3 User Guide, "Using SSE-KMS", "S3 Bucket Keys" (2026); how long it is held is not published.
 */
import type { WorldState } from '$lib/domain/entry';
import type { ResourceRecord } from '$lib/domain/service';
import { holdsKey, isNamed, type Fate, type Loss, type WhenKeyDies } from '../fate';
import type { BucketBody, BucketKeyBody, ObjectBody } from './records';

const ERRORS: Readonly<Record<Loss, string>> = {
	disabled: 'KMS.DisabledException',
	'pending-deletion': 'KMS.KMSInvalidStateException',
	deleted: 'KMS.NotFoundException',
	'material-gone': 'KMS.KMSInvalidStateException',
	denied: 'AccessDenied'
};

/** Bucket-level keys that S3 holds now, by the encrypted key that they are. */
function heldKeys(state: WorldState): ReadonlyMap<string, ResourceRecord> {
	const held = new Map<string, ResourceRecord>();
	for (const one of state.resources.values())
		if (one.type === 'bucket-key' && holdsKey(one, state)) held.set(one.sealed[0]?.blob ?? '', one);
	return held;
}

export const S3_FATE: WhenKeyDies = {
	fateOf({ state, loss }) {
		const held = heldKeys(state);
		const shows = ERRORS[loss];
		return (resource): Fate | undefined => {
			if (resource.type === 'bucket-key') return undefined;
			if (resource.type === 'bucket')
				return { ends: 'now', then: 'a new object without a key of its own is refused', shows };
			const { wrappedByBucketKey } = resource.body as unknown as ObjectBody;
			const bucketKey = wrappedByBucketKey && held.get(resource.sealed[0]?.blob ?? '');
			if (!bucketKey) return { ends: 'now', then: 'cannot be read', shows };
			const { requester } = bucketKey.body as unknown as BucketKeyBody;
			return {
				ends: 'later',
				...(bucketKey.memory?.until !== undefined && { until: bucketKey.memory.until }),
				still: `${requester.split('/').at(-1)} can read it while S3 holds the bucket-level key`,
				then: 'cannot be read',
				shows
			};
		};
	},
	names: (losing) => (resource) => {
		if (resource.type !== 'bucket') return false;
		const ref = (resource.body as unknown as BucketBody).defaultEncryption?.KMSMasterKeyID;
		return isNamed(ref, losing);
	}
};
