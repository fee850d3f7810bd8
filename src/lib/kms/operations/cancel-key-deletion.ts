/**
 * CancelKeyDeletion: the key is Disabled afterwards, whatever it was before; while its store is away, Unavailable.
 * Differs from AWS: one whose imported material is missing goes on to PendingImport; what AWS does with it is not
 * documented.
 */
import { hasAllMaterial } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';

export async function cancelKeyDeletion(
	call: Call,
	input: Input<'CancelKeyDeletion'>
): Promise<Output<'CancelKeyDeletion'>> {
	const key = call.useKey(input.KeyId);
	const disabled = await call.takeEvent(key, 'key.cancelDeletion');
	const state = hasAllMaterial(key.generations)
		? disabled
		: await call.takeEvent({ ...key, state: disabled }, 'material.deleted');
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
