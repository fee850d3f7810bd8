/**
 * RotateKeyOnDemand: at most 25 in a key's life; the dates of automatic rotation do not move. A key with imported
 * material takes the one that waits. A world of 2022 does not know the operation. Differs from AWS: at once.
 */
import { KmsError } from '$lib/domain/errors';
import { originOf } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import { rulesOf } from '$lib/facts/rule-years';
import type { Call } from '../call';
import { refuseReplica } from '../multi-region';
import { requireRotatable } from '../key-use';
import { rotate, rotateToPending } from '../rotate';

export async function rotateKeyOnDemand(
	call: Call,
	input: Input<'RotateKeyOnDemand'>
): Promise<Output<'RotateKeyOnDemand'>> {
	const { onDemand } = rulesOf(call.state);
	if (onDemand === 0)
		throw new KmsError('UnknownOperationException', '', {
			check: 'unsupported',
			detail: 'by the rules of 2022 there is no RotateKeyOnDemand; it came in April 2024'
		});
	const key = call.useKey(input.KeyId, { fits: (one) => requireRotatable(one, 'on-demand') });
	refuseReplica(call, key);
	if (key.onDemandRotations >= onDemand)
		throw new KmsError(
			'LimitExceededException',
			`The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${key.arn}`,
			{
				check: 'limit',
				detail: `a key can be rotated on demand ${onDemand} times in its life`
			}
		);
	const { enabled, nextAt } = key.rotation;
	if (enabled && nextAt !== undefined && nextAt - call.time <= LIMITS.rotationConflictMinutes * 60_000)
		throw new KmsError('ConflictException', `An automatic rotation of key ${key.arn} is due`, {
			check: 'conflict',
			detail: `an automatic rotation is due within ${LIMITS.rotationConflictMinutes} minutes`
		});
	const step = await call.takeRotation(key, { type: 'rotation.onDemand' });
	if (step?.rotates) {
		if (originOf(key) === 'EXTERNAL') rotateToPending(call, key);
		else await rotate(call, key, 'ON_DEMAND');
	}
	return { KeyId: key.arn };
}
