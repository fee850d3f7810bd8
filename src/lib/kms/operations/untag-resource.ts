/** UntagResource: takes tags away by their keys; a key that is no tag of the KMS key is passed over. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { checkTagKeys } from '../tags';

export function untagResource(call: Call, input: Input<'UntagResource'>): Output<'UntagResource'> {
	const key = call.useKey(input.KeyId);
	checkTagKeys(input.TagKeys);
	const gone = new Set(input.TagKeys);
	const tags = Object.fromEntries(Object.entries(key.tags).filter(([name]) => !gone.has(name)));
	call.tracer.add({
		kind: 'record',
		what: 'tags',
		ref: key.arn,
		change: `removed ${input.TagKeys.join(', ')}`
	});
	call.emit({ type: 'key.tagged', arn: key.arn, tags });
	return {};
}
