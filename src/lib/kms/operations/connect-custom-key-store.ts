/** ConnectCustomKeyStore: answers before the work is done; whether it fails shows in the store's state. */
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { backingOf, findStore, putStore, requireBacking, requireConnection } from '../key-store';

export function connectCustomKeyStore(
	call: Call,
	input: Input<'ConnectCustomKeyStore'>
): Output<'ConnectCustomKeyStore'> {
	call.authorize('kms:ConnectCustomKeyStore', undefined);
	const store = findStore(call, input.CustomKeyStoreId);
	requireConnection(store, ['DISCONNECTED', 'CONNECTING', 'CONNECTED']);
	requireBacking(call, backingOf(store), [
		'CloudHsmClusterInvalidConfigurationException',
		'CloudHsmClusterNotActiveException'
	]);
	if (store.connection !== 'DISCONNECTED') return {};
	const { connectingCloudHsm, connectingExternal } = LIMITS.passing;
	const lasts = store.type === 'AWS_CLOUDHSM' ? connectingCloudHsm : connectingExternal;
	putStore(call, { ...store, connection: 'CONNECTING', passesAt: call.time + lasts }, 'connecting');
	return {};
}
