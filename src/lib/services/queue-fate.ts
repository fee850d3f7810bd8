/**
 * SQS and SNS when a key dies: messages go in and out while the data key may be reused (SQS: the queue's reuse period,
 * 300 seconds if not chosen; SNS: up to five minutes), for whoever has used it.
 * Source: SQS and SNS Developer Guides, "Key management".
 */
import type { WorldState } from '$lib/domain/entry';
import type { ResourceRecord } from '$lib/domain/service';
import { errorsLike, holdsKey, isNamed, textIn, type Fate, type WhenKeyDies } from './fate';

/** Reused data keys that are in memory now, by the encrypted key that they are, and by queue or topic. */
function reused({ resources, time }: WorldState): ReadonlyMap<string, ResourceRecord> {
	const held = new Map<string, ResourceRecord>();
	for (const one of resources.values()) {
		if (one.type !== 'reused-data-key' || !holdsKey(one, { time })) continue;
		held.set(one.sealed[0]?.blob ?? '', one);
		held.set(textIn(one, 'of'), one);
	}
	return held;
}

export const queueFate = (prefix: 'Kms' | 'KMS'): WhenKeyDies => ({
	fateOf({ state, loss }) {
		const held = reused(state);
		const shows = errorsLike(prefix)[loss];
		return (resource): Fate | undefined => {
			const { type, arn, sealed } = resource;
			if (type === 'reused-data-key') return undefined;
			const isPlace = type === 'queue' || type === 'topic';
			const then = isPlace ? 'takes no new message' : 'cannot be received';
			const memory = held.get(isPlace ? arn : (sealed[0]?.blob ?? ''));
			if (!memory) return { ends: 'now', then, shows };
			const requester = textIn(memory, 'requester').split('/').at(-1);
			return {
				ends: 'later',
				...(memory.memory?.until !== undefined && { until: memory.memory.until }),
				still: `works for ${requester} while the data key is reused`,
				then,
				shows
			};
		};
	},
	names: (losing) => (resource) => isNamed(resource.body['keyId'], losing)
});
