/** EnableKey. A rotation whose date passed while the key was disabled happens at once; an Unavailable key shows it later. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { isReplica } from '../multi-region';
import { rotate } from '../rotate';

export async function enableKey(call: Call, input: Input<'EnableKey'>): Promise<Output<'EnableKey'>> {
	const key = call.useKey(input.KeyId);
	const state = await call.takeEvent(key, 'key.enable');
	if (state === 'Unavailable') {
		call.emit({ type: 'key.stateChanged', arn: key.arn, state, returnsTo: 'Enabled' });
		return {};
	}
	call.emit({ type: 'key.stateChanged', arn: key.arn, state });
	const { enabled, nextAt } = key.rotation;
	if (isReplica(call.state, key)) return {};
	const overdue = enabled && nextAt !== undefined && nextAt <= call.time;
	const step = await call.takeRotation(key, { type: 'key.enable', overdue });
	if (step?.rotates) await rotate(call, key, 'AUTOMATIC');
	return {};
}
