/** DisableKeyRotation: no further rotation; the current material stays in use, older ones still open. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { requireRotatable } from '../key-use';

export function disableKeyRotation(
	call: Call,
	input: Input<'DisableKeyRotation'>
): Output<'DisableKeyRotation'> {
	const key = call.useKey(input.KeyId, { fits: (one) => requireRotatable(one, 'automatic') });
	const rotation = { enabled: false, periodInDays: key.rotation.periodInDays };
	call.tracer.add({ kind: 'rotation-settings', keyArn: key.arn, ...rotation });
	call.emit({ type: 'key.rotationChanged', arn: key.arn, rotation });
	return {};
}
