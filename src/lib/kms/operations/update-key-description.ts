/** UpdateKeyDescription. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';

export function updateKeyDescription(
	call: Call,
	input: Input<'UpdateKeyDescription'>
): Output<'UpdateKeyDescription'> {
	const key = call.useKey(input.KeyId);
	call.emit({ type: 'key.described', arn: key.arn, description: input.Description });
	return {};
}
