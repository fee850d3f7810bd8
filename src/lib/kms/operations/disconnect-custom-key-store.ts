/** DisconnectCustomKeyStore: its keys are Unavailable from now on; those pending deletion stay so. */
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { findStore, keysIn, putStore, requireConnection } from '../key-store';

export async function disconnectCustomKeyStore(
	call: Call,
	input: Input<'DisconnectCustomKeyStore'>
): Promise<Output<'DisconnectCustomKeyStore'>> {
	call.authorize('kms:DisconnectCustomKeyStore', undefined);
	const store = findStore(call, input.CustomKeyStoreId);
	requireConnection(store, ['CONNECTED', 'CONNECTING', 'FAILED']);
	const { connectionError: _error, ...rest } = store;
	putStore(
		call,
		{ ...rest, connection: 'DISCONNECTING', passesAt: call.time + LIMITS.passing.disconnecting },
		'disconnecting'
	);
	for (const key of keysIn(call, store)) {
		if (key.state !== 'Enabled' && key.state !== 'Disabled') continue;
		const state = await call.takeEvent(key, 'store.disconnected');
		call.emit({ type: 'key.stateChanged', arn: key.arn, state, returnsTo: key.state });
	}
	return {};
}
