/** DisableKey. Rotation keeps its settings and waits; an Unavailable key shows it once it is available again. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';

export async function disableKey(call: Call, input: Input<'DisableKey'>): Promise<Output<'DisableKey'>> {
	const key = call.useKey(input.KeyId);
	const state = await call.takeEvent(key, 'key.disable');
	call.emit({
		type: 'key.stateChanged',
		arn: key.arn,
		state,
		...(state === 'Unavailable' && { returnsTo: 'Disabled' })
	});
	return {};
}
