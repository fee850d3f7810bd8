/**
 * ScheduleKeyDeletion: a waiting period of 7 to 30 days, 30 unless told. A primary key with replicas waits for the last of
 * them to be gone before its period begins.
 * Differs from AWS: ends to the millisecond.
 */
import { DAY } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { seconds } from '../metadata';
import { isReplica, relatedTo } from '../multi-region';

export async function scheduleKeyDeletion(
	call: Call,
	input: Input<'ScheduleKeyDeletion'>
): Promise<Output<'ScheduleKeyDeletion'>> {
	const key = call.useKey(input.KeyId);
	const days = input.PendingWindowInDays ?? LIMITS.deletionWindow.default;
	const replicas = isReplica(call.state, key) ? [] : relatedTo(call.state, key);
	if (replicas.length > 0) {
		const waiting = await call.takeEvent(key, 'key.scheduleDeletionAfterReplicas');
		call.emit({ type: 'key.stateChanged', arn: key.arn, state: waiting, pendingWindowInDays: days });
		return { KeyId: key.arn, KeyState: waiting, PendingWindowInDays: days };
	}
	const state = await call.takeEvent(key, 'key.scheduleDeletion');
	const deletionAt = call.time + days * DAY;
	call.emit({ type: 'key.stateChanged', arn: key.arn, state, deletionAt, pendingWindowInDays: days });
	return { KeyId: key.arn, DeletionDate: seconds(deletionAt), KeyState: state, PendingWindowInDays: days };
}
