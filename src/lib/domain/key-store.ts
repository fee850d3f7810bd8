/**
 * Custom key stores, simulated: a record with its connection state, and how the cluster or proxy behind it fares.
 * Source: API CustomKeyStoresListEntry (2026-11).
 */
import type { KmsErrorCode } from './errors';
import type { AccountId, Region } from './ids';

export type ConnectionState = 'CONNECTED' | 'CONNECTING' | 'DISCONNECTED' | 'DISCONNECTING' | 'FAILED';

export const CONNECTION_ERROR_CODES = [
	'CLUSTER_NOT_FOUND',
	'INSUFFICIENT_CLOUDHSM_HSMS',
	'INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET',
	'INTERNAL_ERROR',
	'INVALID_CREDENTIALS',
	'NETWORK_ERRORS',
	'SUBNET_NOT_FOUND',
	'USER_LOCKED_OUT',
	'USER_LOGGED_IN',
	'USER_NOT_FOUND',
	'XKS_PROXY_ACCESS_DENIED',
	'XKS_PROXY_INVALID_CONFIGURATION',
	'XKS_PROXY_INVALID_RESPONSE',
	'XKS_PROXY_INVALID_TLS_CONFIGURATION',
	'XKS_PROXY_NOT_REACHABLE',
	'XKS_PROXY_TIMED_OUT',
	'XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION',
	'XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND'
] as const;
export type ConnectionErrorCode = (typeof CONNECTION_ERROR_CODES)[number];

/** The exceptions that tell how a cluster, a proxy or an external key is. */
export const BACKING_EXCEPTIONS = [
	'CloudHsmClusterInvalidConfigurationException',
	'CloudHsmClusterNotActiveException',
	'CloudHsmClusterNotFoundException',
	'CloudHsmClusterNotRelatedException',
	'XksKeyInvalidConfigurationException',
	'XksKeyNotFoundException',
	'XksProxyIncorrectAuthenticationCredentialException',
	'XksProxyInvalidConfigurationException',
	'XksProxyInvalidResponseException',
	'XksProxyUriUnreachableException',
	'XksProxyVpcEndpointServiceInvalidConfigurationException',
	'XksProxyVpcEndpointServiceNotFoundException'
] as const satisfies readonly KmsErrorCode[];
export type BackingException = (typeof BACKING_EXCEPTIONS)[number];

/** What is wrong with a cluster or proxy, as the person simulating it says. */
export type BackingCondition = ConnectionErrorCode | BackingException;

export const isConnectionError = (
	condition: BackingCondition | undefined
): condition is ConnectionErrorCode => CONNECTION_ERROR_CODES.includes(condition as ConnectionErrorCode);

export interface ProxyConfiguration {
	readonly connectivity: 'PUBLIC_ENDPOINT' | 'VPC_ENDPOINT_SERVICE';
	readonly accessKeyId: string;
	readonly endpoint: string;
	readonly path: string;
	readonly vpcService?: string;
	readonly vpcServiceOwner?: string;
}

interface Common {
	/** `cks-` and 17 hex digits. */
	readonly id: string;
	readonly name: string;
	readonly account: AccountId;
	readonly region: Region;
	readonly createdAt: number;
	readonly connection: ConnectionState;
	/** Present while FAILED. */
	readonly connectionError?: ConnectionErrorCode;
	/** Present while CONNECTING or DISCONNECTING: when that ends. */
	readonly passesAt?: number;
}
/** The credential's secret and the password are not kept: there is nothing here that could check them. */
export type KeyStoreRecord = Common &
	(
		| { readonly type: 'AWS_CLOUDHSM'; readonly clusterId: string; readonly trustAnchor: string }
		| { readonly type: 'EXTERNAL_KEY_STORE'; readonly proxy: ProxyConfiguration }
	);

/** What a store stands on: a cluster's id, or a proxy's address. Its condition is kept under this name. */
export const backingOf = (store: KeyStoreRecord): string =>
	store.type === 'AWS_CLOUDHSM' ? store.clusterId : `${store.proxy.endpoint}${store.proxy.path}`;
