/**
 * Keys in custom key stores: what CreateKey checks, and what their record has more.
 * Source: API CreateKey. Differs from AWS: the material of such keys is kept as a token like any other, and an external
 * key adds no second encryption.
 */
import type { KeyRecord } from '$lib/domain/key';
import type { KeyStoreRecord } from '$lib/domain/key-store';
import type { Input } from '$lib/domain/operations';
import { KmsError } from '$lib/domain/errors';
import type { Call } from './call';
import { backingOf, findStore, keysIn, requireBacking, requireConnection, storeError } from './key-store';
import { invalid } from './validate';

type InStore = Pick<KeyRecord, 'origin' | 'customKeyStoreId' | 'xksKeyId'>;

/** @throws KmsError for a request that does not fit its store */
export function inStore(call: Call, input: Input<'CreateKey'>): InStore {
	const { Origin: origin = 'AWS_KMS', CustomKeyStoreId: id, XksKeyId: xksKeyId } = input;
	if (origin !== 'AWS_CLOUDHSM' && origin !== 'EXTERNAL_KEY_STORE') {
		if (id !== undefined) throw invalid(`CustomKeyStoreId is not valid for Origin ${origin}`);
		if (xksKeyId !== undefined) throw invalid(`XksKeyId is not valid for Origin ${origin}`);
		return {};
	}
	if (id === undefined) throw invalid(`CustomKeyStoreId is required for Origin ${origin}`);
	if ((xksKeyId !== undefined) !== (origin === 'EXTERNAL_KEY_STORE'))
		throw invalid(
			origin === 'EXTERNAL_KEY_STORE'
				? 'XksKeyId is required for Origin EXTERNAL_KEY_STORE'
				: `XksKeyId is not valid for Origin ${origin}`
		);
	if (input.MultiRegion) throw unsupported('A key in a custom key store cannot be a multi-Region key.');
	const store = findStore(call, id);
	if (store.type !== origin) throw unsupported(`The custom key store is of type ${store.type}.`);
	requireConnection(store, ['CONNECTED']);
	if (store.type === 'AWS_CLOUDHSM') {
		requireBacking(call, store.clusterId, ['CloudHsmClusterInvalidConfigurationException']);
		return { origin, customKeyStoreId: id };
	}
	return { origin, customKeyStoreId: id, xksKeyId: checkedExternalKey(call, store, xksKeyId!) };
}

function checkedExternalKey(call: Call, store: KeyStoreRecord, xksKeyId: string): string {
	if (keysIn(call, store).some((key) => key.xksKeyId === xksKeyId))
		throw storeError('XksKeyAlreadyInUseException', `another KMS key stands on ${xksKeyId}`);
	for (const backing of [backingOf(store), `${backingOf(store)}#${xksKeyId}`])
		requireBacking(call, backing, ['XksKeyNotFoundException', 'XksKeyInvalidConfigurationException']);
	return xksKeyId;
}

const unsupported = (message: string): KmsError =>
	new KmsError('UnsupportedOperationException', message, { check: 'unsupported', detail: message });
