/** CancelKeyDeletion: the key is Disabled afterwards, whatever it was before; while its store is away, Unavailable. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';

export async function cancelKeyDeletion(
	call: Call,
	input: Input<'CancelKeyDeletion'>
): Promise<Output<'CancelKeyDeletion'>> {
	const key = call.useKey(input.KeyId);
	const state = await call.takeEvent(key, 'key.cancelDeletion');
	const store = key.customKeyStoreId !== undefined && call.state.keyStores.get(key.customKeyStoreId);
	if (store && store.connection !== 'CONNECTED')
		call.emit({
			type: 'key.stateChanged',
			arn: key.arn,
			state: await call.takeEvent({ ...key, state }, 'store.disconnected'),
			returnsTo: 'Disabled'
		});
	else call.emit({ type: 'key.stateChanged', arn: key.arn, state });
	return { KeyId: key.arn };
}
