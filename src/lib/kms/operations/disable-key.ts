/** DisableKey. Rotation keeps its settings and waits. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';

export async function disableKey(call: Call, input: Input<'DisableKey'>): Promise<Output<'DisableKey'>> {
	const key = call.useKey(input.KeyId);
	call.emit({ type: 'key.stateChanged', arn: key.arn, state: await call.takeEvent(key, 'key.disable') });
	return {};
}
