/** DeleteCustomKeyStore: disconnected and without keys, also without keys pending deletion. The cluster stays. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { findStore, keysIn, requireConnection, storeError } from '../key-store';

export function deleteCustomKeyStore(
	call: Call,
	input: Input<'DeleteCustomKeyStore'>
): Output<'DeleteCustomKeyStore'> {
	call.authorize('kms:DeleteCustomKeyStore', undefined);
	const store = findStore(call, input.CustomKeyStoreId);
	const { length } = keysIn(call, store);
	if (length > 0)
		throw storeError('CustomKeyStoreHasCMKsException', `the key store still has ${length} keys`);
	requireConnection(store, ['DISCONNECTED']);
	call.tracer.add({ kind: 'record', what: 'key store', ref: store.name, change: 'deleted' });
	call.emit({ type: 'store.deleted', id: store.id });
	return {};
}
