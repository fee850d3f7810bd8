/** DisableKeyRotation: no further rotation; the current material stays in use, older ones still open. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { emitRotation, refuseReplica } from '../multi-region';

export function disableKeyRotation(
	call: Call,
	input: Input<'DisableKeyRotation'>
): Output<'DisableKeyRotation'> {
	const key = call.useKey(input.KeyId);
	refuseReplica(call, key);
	const rotation = { enabled: false, periodInDays: key.rotation.periodInDays };
	emitRotation(call, key, rotation);
	return {};
}
