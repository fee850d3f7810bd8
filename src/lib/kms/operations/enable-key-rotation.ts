/**
 * EnableKeyRotation: the first rotation falls due a whole period after this call, also when called again.
 * Differs from AWS: in a world of 2022 KMS itself refuses another period; then no client had a name for it.
 */
import { KmsError } from '$lib/domain/errors';
import { DAY } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { rulesOf } from '$lib/facts/rule-years';
import type { Call } from '../call';
import { emitRotation, refuseReplica } from '../multi-region';
import { requireRotatable } from '../key-use';

export async function enableKeyRotation(
	call: Call,
	input: Input<'EnableKeyRotation'>
): Promise<Output<'EnableKeyRotation'>> {
	const key = call.useKey(input.KeyId, { fits: (one) => requireRotatable(one, 'automatic') });
	const { period } = rulesOf(call.state);
	const periodInDays = input.RotationPeriodInDays ?? period.default;
	if (periodInDays < period.min || periodInDays > period.max)
		throw new KmsError('ValidationException', 'Unknown parameter in input: "RotationPeriodInDays"', {
			check: 'validation',
			detail: `by the rules of 2022 a key rotates every ${period.default} days, and nobody chooses otherwise`
		});
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
