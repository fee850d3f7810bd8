/** EnableKey. A rotation whose date passed while the key was disabled happens at once. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { rotate } from '../rotate';

export async function enableKey(call: Call, input: Input<'EnableKey'>): Promise<Output<'EnableKey'>> {
	const key = call.useKey(input.KeyId);
	call.emit({ type: 'key.stateChanged', arn: key.arn, state: await call.takeEvent(key, 'key.enable') });
	const { enabled, nextAt } = key.rotation;
	const overdue = enabled && nextAt !== undefined && nextAt <= call.time;
	const step = await call.takeRotation(key, { type: 'key.enable', overdue });
	if (step?.rotates) await rotate(call, key, 'AUTOMATIC');
	return {};
}
