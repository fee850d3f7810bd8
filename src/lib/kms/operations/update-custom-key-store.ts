/** UpdateCustomKeyStore: while disconnected; the name alone also while connected. */
import type { KeyStoreRecord } from '$lib/domain/key-store';
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import {
	findStore,
	proxyOf,
	putStore,
	refuseOthers,
	requireCluster,
	requireConnection,
	requireFreeName,
	requireProxy
} from '../key-store';
import { invalid } from '../validate';

export function updateCustomKeyStore(
	call: Call,
	input: Input<'UpdateCustomKeyStore'>
): Output<'UpdateCustomKeyStore'> {
	call.authorize('kms:UpdateCustomKeyStore', undefined);
	const store = findStore(call, input.CustomKeyStoreId);
	refuseOthers(store.type, input);
	const { CustomKeyStoreId: _id, NewCustomKeyStoreName: name, ...backing } = input;
	const nameAlone = Object.values(backing).every((value) => value === undefined);
	if (nameAlone && name === undefined) throw invalid('Specify at least one thing to update.');
	requireConnection(store, nameAlone ? ['DISCONNECTED', 'CONNECTED'] : ['DISCONNECTED']);
	if (name !== undefined && name !== store.name) requireFreeName(call, name);
	const updated = changed(call, store, input);
	putStore(call, { ...updated, ...(name !== undefined && { name }) }, 'updated');
	return {};
}

function changed(call: Call, store: KeyStoreRecord, input: Input<'UpdateCustomKeyStore'>): KeyStoreRecord {
	if (store.type === 'EXTERNAL_KEY_STORE') {
		const proxy = proxyOf(input, store.proxy);
		requireProxy(call, proxy, store);
		return { ...store, proxy };
	}
	const clusterId = input.CloudHsmClusterId;
	if (clusterId === undefined) return store;
	requireCluster(call, clusterId, store);
	return { ...store, clusterId };
}
