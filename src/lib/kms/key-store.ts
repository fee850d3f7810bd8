/**
 * What the operations on custom key stores share. No message of these exceptions is documented, so they have none.
 * Sources: API CreateCustomKeyStore, CustomKeyStoreInvalidStateException; KMS Developer Guide, "Custom key stores".
 * Differs from AWS: cluster and proxy are simulated. All exist and are well but those whose condition the world keeps;
 * passwords and credentials are taken as right, certificates only looked at from outside.
 */
import { KmsError, type KmsErrorCode } from '$lib/domain/errors';
import type { KeyRecord } from '$lib/domain/key';
import {
	backingOf,
	BACKING_EXCEPTIONS,
	type BackingException,
	type ConnectionState,
	type KeyStoreRecord,
	type ProxyConfiguration
} from '$lib/domain/key-store';
import type { KeyStoreBacking } from '$lib/domain/operations';
import type { Call } from './call';
import { invalid } from './validate';

export const storeError = (code: KmsErrorCode, detail: string): KmsError =>
	new KmsError(code, '', { check: 'key-store', detail });

export const storesOf = ({ state, acting }: Call): readonly KeyStoreRecord[] =>
	[...state.keyStores.values()].filter(
		(store) => store.account === acting.account && store.region === acting.region
	);

/** @throws KmsError CustomKeyStoreNotFoundException */
export function findStore(call: Call, id: string): KeyStoreRecord {
	const store = storesOf(call).find((one) => one.id === id);
	if (store) return store;
	throw storeError('CustomKeyStoreNotFoundException', `no custom key store ${id} in this account and Region`);
}

export const keysIn = ({ state }: Call, store: KeyStoreRecord): readonly KeyRecord[] =>
	[...state.keys.values()].filter((key) => key.customKeyStoreId === store.id);

/** @throws KmsError CustomKeyStoreInvalidStateException */
export function requireConnection(store: KeyStoreRecord, allowed: readonly ConnectionState[]): void {
	if (allowed.includes(store.connection)) return;
	throw storeError(
		'CustomKeyStoreInvalidStateException',
		`the key store is ${store.connection}; expected ${allowed.join(' or ')}`
	);
}

/** How the cluster, proxy or external key is, as far as this operation would learn of it. @throws KmsError */
export function requireBacking(
	call: Call,
	backing: string,
	learns: readonly BackingException[] = BACKING_EXCEPTIONS
): void {
	const condition = call.state.backings.get(backing) as BackingException | undefined;
	if (condition && learns.includes(condition))
		throw storeError(condition, `${backing} is simulated to be so`);
}

/** @throws KmsError CustomKeyStoreNameInUseException */
export function requireFreeName(call: Call, name: string): void {
	if (storesOf(call).some((store) => store.name === name))
		throw storeError('CustomKeyStoreNameInUseException', `the name ${name} is taken`);
}

const CLUSTER_MEMBERS = ['CloudHsmClusterId', 'KeyStorePassword', 'TrustAnchorCertificate'];
const PROXY_MEMBERS = [
	'XksProxyUriEndpoint',
	'XksProxyUriPath',
	'XksProxyAuthenticationCredential',
	'XksProxyConnectivity',
	'XksProxyVpcEndpointServiceName',
	'XksProxyVpcEndpointServiceOwner'
];

/** Members of the other kind of store have no place. @throws KmsError ValidationException */
export function refuseOthers(type: KeyStoreRecord['type'], input: KeyStoreBacking): void {
	const others = type === 'AWS_CLOUDHSM' ? PROXY_MEMBERS : CLUSTER_MEMBERS;
	const wrong = others.find((member) => (input as Readonly<Record<string, unknown>>)[member] !== undefined);
	if (wrong !== undefined) throw invalid(`${wrong} is not valid for a custom key store of type ${type}`);
}

/** @throws KmsError CloudHsmClusterInUseException and what is wrong with the cluster */
export function requireCluster(call: Call, clusterId: string, store?: KeyStoreRecord): void {
	const taken = storesOf(call).some(
		(other) => other.id !== store?.id && other.type === 'AWS_CLOUDHSM' && other.clusterId === clusterId
	);
	if (taken) throw storeError('CloudHsmClusterInUseException', `${clusterId} backs another custom key store`);
	requireBacking(
		call,
		clusterId,
		BACKING_EXCEPTIONS.filter((name) => store || name !== 'CloudHsmClusterNotRelatedException')
	);
}

/** @throws KmsError for an address or service in use, and what is wrong with the proxy */
export function requireProxy(call: Call, proxy: ProxyConfiguration, store?: KeyStoreRecord): void {
	for (const other of storesOf(call)) {
		if (other.type !== 'EXTERNAL_KEY_STORE' || other.id === store?.id) continue;
		const sameEndpoint = other.proxy.endpoint === proxy.endpoint;
		if (sameEndpoint && other.proxy.path === proxy.path)
			throw storeError('XksProxyUriInUseException', `${other.name} uses this address`);
		// Only a public endpoint can serve several stores, each with a path of its own.
		if (sameEndpoint && [proxy, other.proxy].some((one) => one.connectivity === 'VPC_ENDPOINT_SERVICE'))
			throw storeError('XksProxyUriEndpointInUseException', `${other.name} uses this endpoint`);
		if (proxy.vpcService !== undefined && other.proxy.vpcService === proxy.vpcService)
			throw storeError('XksProxyVpcEndpointServiceInUseException', `${other.name} uses this service`);
	}
	requireBacking(call, `${proxy.endpoint}${proxy.path}`);
}

/** A proxy from what is asked for, on top of what was. @throws KmsError ValidationException */
export function proxyOf(input: KeyStoreBacking, before?: ProxyConfiguration): ProxyConfiguration {
	const connectivity = input.XksProxyConnectivity ?? before?.connectivity;
	const accessKeyId = input.XksProxyAuthenticationCredential?.AccessKeyId ?? before?.accessKeyId;
	const endpoint = input.XksProxyUriEndpoint ?? before?.endpoint;
	const path = input.XksProxyUriPath ?? before?.path;
	if (!connectivity || !accessKeyId || !endpoint || !path)
		throw invalid(
			'An external key store needs XksProxyUriEndpoint, XksProxyUriPath, XksProxyAuthenticationCredential and XksProxyConnectivity.'
		);
	const vpcService = input.XksProxyVpcEndpointServiceName ?? before?.vpcService;
	const vpcServiceOwner = input.XksProxyVpcEndpointServiceOwner ?? before?.vpcServiceOwner;
	if (connectivity === 'VPC_ENDPOINT_SERVICE' && vpcService === undefined)
		throw invalid(
			'XksProxyVpcEndpointServiceName is required when XksProxyConnectivity is VPC_ENDPOINT_SERVICE.'
		);
	if (connectivity === 'PUBLIC_ENDPOINT' && input.XksProxyVpcEndpointServiceName !== undefined)
		throw invalid('XksProxyVpcEndpointServiceName is valid only for VPC_ENDPOINT_SERVICE.');
	const base = { connectivity, accessKeyId, endpoint, path };
	if (connectivity === 'PUBLIC_ENDPOINT') return base;
	return {
		...base,
		vpcService: vpcService!,
		...(vpcServiceOwner !== undefined && { vpcServiceOwner })
	};
}

/** Tells of a store and writes it. */
export function putStore(call: Call, store: KeyStoreRecord, change: string): void {
	call.tracer.add({ kind: 'record', what: 'key store', ref: store.name, change });
	call.emit({ type: 'store.put', store });
}

export { backingOf };
