/** EnableKeyRotation: the first rotation falls due a whole period after this call, also when called again. */
import { DAY } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { emitRotation, refuseReplica } from '../multi-region';
import { requireRotatable } from '../key-use';

export async function enableKeyRotation(
	call: Call,
	input: Input<'EnableKeyRotation'>
): Promise<Output<'EnableKeyRotation'>> {
	const key = call.useKey(input.KeyId, { fits: (one) => requireRotatable(one, 'automatic') });
	const periodInDays = input.RotationPeriodInDays ?? LIMITS.rotationPeriod.default;
	refuseReplica(call, key);
	const step = await call.takeRotation(key, { type: 'rotation.enable' });
	const rotation = {
		enabled: step?.state === 'waiting',
		periodInDays,
		nextAt: call.time + periodInDays * DAY
	};
	emitRotation(call, key, rotation);
	return {};
}
