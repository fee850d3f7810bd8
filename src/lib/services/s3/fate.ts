/**
 * S3 when a key dies: an object fails at once; under a Bucket Key it may be read, and another written, while S3 holds
 * the bucket-level key.
 * Source: S3 User Guide, "Using SSE-KMS", "S3 Bucket Keys" (2026); how long it is held is not published.
 */
import type { WorldState } from '$lib/domain/entry';
import type { ResourceRecord } from '$lib/domain/service';
import {
	asUser,
	contextOf,
	holdsKey,
	isNamed,
	textIn,
	whileHeld,
	type Fate,
	type Loss,
	type WhenKeyDies
} from '../fate';
import { bucketArn, type BucketBody, type ObjectBody } from './records';

const ERRORS: Readonly<Record<Loss, string>> = {
	disabled: 'KMS.DisabledException',
	'pending-deletion': 'KMS.KMSInvalidStateException',
	deleted: 'KMS.NotFoundException',
	'material-gone': 'KMS.KMSInvalidStateException',
	denied: 'AccessDenied'
};

/** Bucket-level keys that S3 holds now: by the encrypted key that they are, and by bucket. */
function heldKeys(state: WorldState): ReadonlyMap<string, readonly ResourceRecord[]> {
	const held = new Map<string, ResourceRecord[]>();
	for (const one of state.resources.values()) {
		if (one.type !== 'bucket-key' || !holdsKey(one, state)) continue;
		for (const by of [one.sealed[0]?.blob ?? '', bucketArn(textIn(one, 'bucket'))]) {
			const list = held.get(by);
			if (list) list.push(one);
			else held.set(by, [one]);
		}
	}
	return held;
}
const bodyOf = (bucket: ResourceRecord): BucketBody => bucket.body;

export const S3_FATE: WhenKeyDies = {
	fateOf({ state, keyArn, loss }) {
		const held = heldKeys(state);
		const shows = ERRORS[loss];
		return (resource): Fate | undefined => {
			if (resource.type === 'bucket-key') return undefined;
			const isBucket = resource.type === 'bucket';
			const then = isBucket ? 'a new object without a key of its own is refused' : 'cannot be read';
			const withBucketKey = isBucket
				? bodyOf(resource).defaultEncryption?.BucketKeyEnabled
				: (resource.body as unknown as ObjectBody).wrappedByBucketKey !== undefined;
			const inMemory = (isBucket ? held.get(resource.arn) : held.get(resource.sealed[0]?.blob ?? ''))?.filter(
				(one) => one.sealed[0]?.keyArn === keyArn
			);
			if (!withBucketKey || !inMemory?.length) return { ends: 'now', then, shows };
			const { whom, ...ending } = whileHeld(inMemory);
			const what = isBucket ? 'still encrypts for' : 'can be read by';
			return {
				...{ ends: 'later', ...ending, then, shows },
				still: `${what} ${whom} while S3 holds the bucket-level key`
			};
		};
	},
	use: (state) => (resource) => {
		const { arn, account } = resource;
		if (resource.type === 'bucket') {
			const { defaultEncryption, policy } = bodyOf(resource);
			const context = defaultEncryption?.BucketKeyEnabled ? { 'aws:s3:arn': arn } : undefined;
			return {
				ways: [asUser(context, 'kms:GenerateDataKey')],
				permission: { action: 's3:PutObject', resourceArn: `${arn}/*`, owner: account, policy }
			};
		}
		const bucket = state.resources.get(bucketArn(textIn(resource, 'bucket')));
		const policy = bucket && bodyOf(bucket).policy;
		return {
			ways: [asUser(contextOf(resource), 'kms:Decrypt')],
			permission: { action: 's3:GetObject', resourceArn: arn, owner: bucket?.account ?? account, policy }
		};
	},
	names: (losing) => (resource) => {
		if (resource.type !== 'bucket') return false;
		const { defaultEncryption } = bodyOf(resource);
		return isNamed(defaultEncryption?.KMSMasterKeyID, resource, losing);
	}
};
