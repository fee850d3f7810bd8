/** ListResourceTags. */
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { paginate } from '../paginate';

export function listResourceTags(call: Call, input: Input<'ListResourceTags'>): Output<'ListResourceTags'> {
	const key = call.useKey(input.KeyId);
	const tags = Object.entries(key.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
	const { page, ...more } = paginate(tags, input, LIMITS.page.ListResourceTags.default);
	return { Tags: page, ...more };
}
