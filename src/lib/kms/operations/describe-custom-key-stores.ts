/** DescribeCustomKeyStores: all of the account and Region, or one by its id or name. */
import type { KeyStoreRecord } from '$lib/domain/key-store';
import type { CustomKeyStoresListEntry, Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { storeError, storesOf } from '../key-store';
import { seconds } from '../metadata';
import { paginate } from '../paginate';
import { invalid } from '../validate';

export function describeCustomKeyStores(
	call: Call,
	input: Input<'DescribeCustomKeyStores'>
): Output<'DescribeCustomKeyStores'> {
	const { CustomKeyStoreId: id, CustomKeyStoreName: name } = input;
	if (id !== undefined && name !== undefined)
		throw invalid('Specify either CustomKeyStoreId or CustomKeyStoreName, not both.');
	call.authorize('kms:DescribeCustomKeyStores', undefined);
	const stores = storesOf(call).filter(
		(store) => (id === undefined || store.id === id) && (name === undefined || store.name === name)
	);
	if (stores.length === 0 && (id ?? name) !== undefined)
		throw storeError('CustomKeyStoreNotFoundException', `no custom key store ${id ?? name}`);
	const { page, ...more } = paginate(stores.map(entryOf), input, LIMITS.page.DescribeCustomKeyStores.default);
	return { CustomKeyStores: page, ...more };
}

const entryOf = (store: KeyStoreRecord): CustomKeyStoresListEntry => ({
	CustomKeyStoreId: store.id,
	CustomKeyStoreName: store.name,
	...(store.type === 'AWS_CLOUDHSM'
		? { CloudHsmClusterId: store.clusterId, TrustAnchorCertificate: store.trustAnchor }
		: {
				XksProxyConfiguration: {
					Connectivity: store.proxy.connectivity,
					AccessKeyId: store.proxy.accessKeyId,
					UriEndpoint: store.proxy.endpoint,
					UriPath: store.proxy.path,
					...(store.proxy.vpcService !== undefined && {
						VpcEndpointServiceName: store.proxy.vpcService
					}),
					...(store.proxy.vpcServiceOwner !== undefined && {
						VpcEndpointServiceOwner: store.proxy.vpcServiceOwner
					})
				}
			}),
	ConnectionState: store.connection,
	...(store.connectionError && { ConnectionErrorCode: store.connectionError }),
	CreationDate: seconds(store.createdAt),
	CustomKeyStoreType: store.type
});
