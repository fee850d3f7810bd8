/** Custom key stores. */
import type { ConnectionErrorCode, ConnectionState } from '../key-store';
import type { Empty, Page, PageOut } from './common';

interface XksProxyAuthenticationCredential {
	readonly AccessKeyId: string;
	readonly RawSecretAccessKey: string;
}

/** What stands behind a custom key store: a CloudHSM cluster, or an external key store proxy. */
export interface KeyStoreBacking {
	readonly CloudHsmClusterId?: string;
	readonly KeyStorePassword?: string;
	readonly XksProxyUriEndpoint?: string;
	readonly XksProxyUriPath?: string;
	readonly XksProxyVpcEndpointServiceName?: string;
	readonly XksProxyVpcEndpointServiceOwner?: string;
	readonly XksProxyAuthenticationCredential?: XksProxyAuthenticationCredential;
	readonly XksProxyConnectivity?: 'PUBLIC_ENDPOINT' | 'VPC_ENDPOINT_SERVICE';
}

export interface CustomKeyStoresListEntry {
	readonly CustomKeyStoreId: string;
	readonly CustomKeyStoreName: string;
	readonly CloudHsmClusterId?: string;
	readonly TrustAnchorCertificate?: string;
	readonly ConnectionState: ConnectionState;
	readonly ConnectionErrorCode?: ConnectionErrorCode;
	readonly CreationDate: number;
	readonly CustomKeyStoreType: 'AWS_CLOUDHSM' | 'EXTERNAL_KEY_STORE';
	readonly XksProxyConfiguration?: {
		readonly Connectivity: string;
		readonly AccessKeyId: string;
		readonly UriEndpoint: string;
		readonly UriPath: string;
		readonly VpcEndpointServiceName?: string;
		readonly VpcEndpointServiceOwner?: string;
	};
}

export interface KeyStoreOperations {
	CreateCustomKeyStore: {
		in: KeyStoreBacking & {
			readonly CustomKeyStoreName: string;
			readonly TrustAnchorCertificate?: string;
			readonly CustomKeyStoreType?: 'AWS_CLOUDHSM' | 'EXTERNAL_KEY_STORE';
		};
		out: { readonly CustomKeyStoreId: string };
	};
	ConnectCustomKeyStore: { in: { readonly CustomKeyStoreId: string }; out: Empty };
	DisconnectCustomKeyStore: { in: { readonly CustomKeyStoreId: string }; out: Empty };
	UpdateCustomKeyStore: {
		in: KeyStoreBacking & { readonly CustomKeyStoreId: string; readonly NewCustomKeyStoreName?: string };
		out: Empty;
	};
	DeleteCustomKeyStore: { in: { readonly CustomKeyStoreId: string }; out: Empty };
	DescribeCustomKeyStores: {
		in: Page & { readonly CustomKeyStoreId?: string; readonly CustomKeyStoreName?: string };
		out: PageOut & { readonly CustomKeyStores: readonly CustomKeyStoresListEntry[] };
	};
}
