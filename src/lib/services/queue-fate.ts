/**
 * SQS and SNS when a key dies: messages go in and out while the data key may be reused (SQS: the queue's reuse period,
 * 300 seconds if not chosen; SNS: up to five minutes), for whoever has used it. What SNS has delivered is delivered.
 * Source: SQS and SNS Developer Guides, "Key management".
 */
import type { WorldState } from '$lib/domain/entry';
import type { ResourceRecord } from '$lib/domain/service';
import {
	asUser,
	contextOf,
	errorsLike,
	holdsKey,
	isNamed,
	KMS_ERRORS,
	textIn,
	whileHeld,
	type Fate,
	type WhenKeyDies
} from './fate';

/** Reused data keys that are in memory now, by the encrypted key that they are, and by queue or topic. */
function reused({ resources, time }: WorldState): ReadonlyMap<string, readonly ResourceRecord[]> {
	const held = new Map<string, ResourceRecord[]>();
	for (const one of resources.values()) {
		if (one.type !== 'reused-data-key' || !holdsKey(one, { time })) continue;
		for (const by of [one.sealed[0]?.blob ?? '', textIn(one, 'of')]) {
			const list = held.get(by);
			if (list) list.push(one);
			else held.set(by, [one]);
		}
	}
	return held;
}
const isPlace = ({ type }: ResourceRecord): boolean => type === 'queue' || type === 'topic';

export const queueFate = (prefix: 'Kms' | 'KMS'): WhenKeyDies => ({
	fateOf({ state, loss }) {
		const held = reused(state);
		return (resource): Fate | undefined => {
			const { type, arn, sealed } = resource;
			if (type === 'reused-data-key') return undefined;
			if (type === 'published')
				return {
					ends: 'now',
					then: 'was delivered; what lies there cannot be opened',
					shows: KMS_ERRORS[loss]
				};
			const sealing = isPlace(resource);
			const then = sealing ? 'takes no new message' : 'cannot be received';
			const shows = errorsLike(prefix, '', { sealing })[loss];
			// New messages go under the key as the queue names it now.
			const memory = sealing
				? held.get(arn)?.filter((one) => textIn(one, 'keyId') === textIn(resource, 'keyId'))
				: held.get(sealed[0]?.blob ?? '');
			if (!memory?.length) return { ends: 'now', then, shows };
			const { whom, ...ending } = whileHeld(memory);
			return {
				...{ ends: 'later', ...ending, then, shows },
				still: `works for ${whom} while the data key is reused`
			};
		};
	},
	use: (state) => (resource) => {
		const context = contextOf(resource);
		if (resource.type === 'published') return { direct: true, ways: [asUser(context, 'kms:Decrypt')] };
		const sealing = isPlace(resource);
		const place = sealing ? resource : (state.resources.get(textIn(resource, 'queue')) ?? resource);
		const policy = textIn(place, 'policy');
		const sends = place.service === 'sns' ? 'sns:Publish' : 'sqs:SendMessage';
		return {
			ways: [
				sealing ? asUser(undefined, 'kms:GenerateDataKey', 'kms:Decrypt') : asUser(context, 'kms:Decrypt')
			],
			permission: {
				action: sealing ? sends : 'sqs:ReceiveMessage',
				...{ resourceArn: place.arn, owner: place.account },
				...(policy !== '' && { policy })
			}
		};
	},
	names: (losing) => (resource) => isPlace(resource) && isNamed(resource.body['keyId'], resource, losing)
});
