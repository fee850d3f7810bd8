/** DisableKeyRotation: no further rotation; the current material stays in use, older ones still open. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { requireRotatable } from '../key-use';

export async function disableKeyRotation(
	call: Call,
	input: Input<'DisableKeyRotation'>
): Promise<Output<'DisableKeyRotation'>> {
	const key = call.useKey(input.KeyId, { fits: (one) => requireRotatable(one, 'automatic') });
	const step = await call.takeRotation(key, { type: 'rotation.disable' });
	const rotation = {
		enabled: step?.state === 'waiting',
		periodInDays: key.rotation.periodInDays
	};
	call.tracer.add({ kind: 'rotation-settings', keyArn: key.arn, ...rotation });
	call.emit({ type: 'key.rotationChanged', arn: key.arn, rotation });
	return {};
}
