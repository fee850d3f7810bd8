/** GetKeyRotationStatus: while pending deletion it reads false; the settings come back when cancelled. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { seconds } from '../metadata';

export function getKeyRotationStatus(
	call: Call,
	input: Input<'GetKeyRotationStatus'>
): Output<'GetKeyRotationStatus'> {
	const key = call.useKey(input.KeyId);
	const { enabled, periodInDays, nextAt } = key.rotation;
	if (!enabled || key.state === 'PendingDeletion' || key.state === 'PendingReplicaDeletion')
		return { KeyId: key.keyId, KeyRotationEnabled: false };
	return {
		KeyId: key.keyId,
		KeyRotationEnabled: true,
		RotationPeriodInDays: periodInDays,
		...(nextAt !== undefined && { NextRotationDate: seconds(nextAt) })
	};
}
