/** TagResource: adds tags to a key, or gives those it has other values. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { withTags } from '../tags';

export function tagResource(call: Call, input: Input<'TagResource'>): Output<'TagResource'> {
	const key = call.useKey(input.KeyId);
	const tags = withTags(key.tags, input.Tags);
	const names = input.Tags.map((tag) => tag.TagKey).join(', ');
	call.tracer.add({ kind: 'record', what: 'tags', ref: key.arn, change: `set ${names}` });
	call.emit({ type: 'key.tagged', arn: key.arn, tags });
	return {};
}
