/** CancelKeyDeletion: the key is Disabled afterwards, whatever it was before. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';

export async function cancelKeyDeletion(
	call: Call,
	input: Input<'CancelKeyDeletion'>
): Promise<Output<'CancelKeyDeletion'>> {
	const key = call.useKey(input.KeyId);
	call.emit({
		type: 'key.stateChanged',
		arn: key.arn,
		state: await call.takeEvent(key, 'key.cancelDeletion')
	});
	return { KeyId: key.arn };
}
