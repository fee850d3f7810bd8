/** DisableKeyRotation: no further rotation; the current material stays in use, older ones still open. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { emitRotation, refuseReplica } from '../multi-region';
import { requireRotatable } from '../key-use';

export async function disableKeyRotation(
	call: Call,
	input: Input<'DisableKeyRotation'>
): Promise<Output<'DisableKeyRotation'>> {
	const key = call.useKey(input.KeyId, { fits: (one) => requireRotatable(one, 'automatic') });
	refuseReplica(call, key);
	const step = await call.takeRotation(key, { type: 'rotation.disable' });
	const rotation = {
		enabled: step?.state === 'waiting',
		periodInDays: key.rotation.periodInDays
	};
	emitRotation(call, key, rotation);
	return {};
}
