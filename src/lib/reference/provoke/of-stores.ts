/** Exceptions of custom key stores, and of keys in them. */
import type { BackingCondition } from '$lib/domain/key-store';
import { LIMITS } from '$lib/facts/limits';
import { connectedStore, NEW_STORE, type KeyKind } from '../key-kinds';
import { NEXT_EVENT, type Probe } from '../probe';
import type { Members } from '../requests';
import { kindOf } from '../stage';
import type { Provocation, Way } from './index';
import { alone, type Ways } from './ways';

const NO_CLUSTER = 'cluster-abcdefg2345';
const PROXY = `${NEW_STORE.EXTERNAL_KEY_STORE.XksProxyUriEndpoint}${NEW_STORE.EXTERNAL_KEY_STORE.XksProxyUriPath}`;
export const NO_STORE = 'cks-00000000000000000';

/** What is behind a store is made to fail in this way. */
const failing = (probe: Probe, backing: string, condition: BackingCondition): Promise<void> =>
	probe.runs({ type: 'backing.set', backing, condition } as never);

const makeStore = async (probe: Probe, type: keyof typeof NEW_STORE): Promise<string> =>
	(await probe.does('CreateCustomKeyStore', NEW_STORE[type])).CustomKeyStoreId;

/** CreateCustomKeyStore while what would be behind it fails. */
const storeRefused = (type: keyof typeof NEW_STORE, condition: BackingCondition): Way =>
	alone(
		`${type === 'AWS_CLOUDHSM' ? 'The cluster' : 'The proxy'} is set to fail so.`,
		NEW_STORE[type],
		(probe) => failing(probe, type === 'AWS_CLOUDHSM' ? NO_CLUSTER : PROXY, condition)
	);
/** UpdateCustomKeyStore to something that fails. */
const updateRefused =
	(type: keyof typeof NEW_STORE, condition: BackingCondition): Way =>
	async (stage): Promise<Provocation> => {
		const probe = stage.probe.fork();
		const CustomKeyStoreId = await makeStore(probe, type);
		const cluster = 'cluster-zyxwvut5432';
		await failing(probe, type === 'AWS_CLOUDHSM' ? cluster : PROXY, condition);
		return {
			given: `${type === 'AWS_CLOUDHSM' ? 'The new cluster' : 'The proxy'} is set to fail so.`,
			probe,
			input: {
				CustomKeyStoreId,
				...(type === 'AWS_CLOUDHSM'
					? { CloudHsmClusterId: cluster }
					: { XksProxyUriPath: NEW_STORE.EXTERNAL_KEY_STORE.XksProxyUriPath })
			}
		};
	};
/** A request about a store in some connection state. */
export const aboutStore =
	(given: string, does: (probe: Probe, id: string) => Promise<Members>): Way =>
	async (stage) => {
		const probe = stage.probe.fork();
		const id = await makeStore(probe, 'AWS_CLOUDHSM');
		const more = await does(probe, id);
		return { given, probe, input: { CustomKeyStoreId: id, ...more } };
	};

export const external = kindOf('external');
const cloudhsm = kindOf('cloudhsm');
/** CreateKey in a connected store. */
const keyInStore =
	(given: string, of: KeyKind, does: (probe: Probe, CustomKeyStoreId: string) => Promise<void>): Way =>
	async (stage) => {
		const probe = stage.probe.fork();
		const CustomKeyStoreId = await connectedStore(probe, of);
		await does(probe, CustomKeyStoreId);
		return {
			given,
			probe,
			input: { ...of.create, CustomKeyStoreId, ...(of === external && { XksKeyId: 'external-key-1' }) }
		};
	};

const ofProxy = (refused: (type: keyof typeof NEW_STORE, condition: BackingCondition) => Way) =>
	({
		XksProxyIncorrectAuthenticationCredentialException: refused(
			'EXTERNAL_KEY_STORE',
			'XksProxyIncorrectAuthenticationCredentialException'
		),
		XksProxyInvalidConfigurationException: refused(
			'EXTERNAL_KEY_STORE',
			'XksProxyInvalidConfigurationException'
		),
		XksProxyInvalidResponseException: refused('EXTERNAL_KEY_STORE', 'XksProxyInvalidResponseException'),
		XksProxyUriUnreachableException: refused('EXTERNAL_KEY_STORE', 'XksProxyUriUnreachableException'),
		XksProxyVpcEndpointServiceInvalidConfigurationException: refused(
			'EXTERNAL_KEY_STORE',
			'XksProxyVpcEndpointServiceInvalidConfigurationException'
		),
		XksProxyVpcEndpointServiceNotFoundException: refused(
			'EXTERNAL_KEY_STORE',
			'XksProxyVpcEndpointServiceNotFoundException'
		),
		CloudHsmClusterInvalidConfigurationException: refused(
			'AWS_CLOUDHSM',
			'CloudHsmClusterInvalidConfigurationException'
		),
		CloudHsmClusterNotActiveException: refused('AWS_CLOUDHSM', 'CloudHsmClusterNotActiveException'),
		CloudHsmClusterNotFoundException: refused('AWS_CLOUDHSM', 'CloudHsmClusterNotFoundException')
	}) as const;

const VPC = {
	...NEW_STORE.EXTERNAL_KEY_STORE,
	CustomKeyStoreName: 'through a VPC endpoint',
	XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
	XksProxyVpcEndpointServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0'
} as const;
const otherStore = { ...NEW_STORE.EXTERNAL_KEY_STORE, CustomKeyStoreName: 'another store' };

/** Of CreateKey, where the key is to be in a store. */
export const createKeyInStore: NonNullable<Ways['CreateKey']> = {
	CustomKeyStoreNotFoundException: alone('Nothing has this key store id.', {
		Origin: 'AWS_CLOUDHSM',
		CustomKeyStoreId: NO_STORE
	}),
	CustomKeyStoreInvalidStateException: aboutStore('The key store is not connected.', async () => ({
		Origin: 'AWS_CLOUDHSM'
	})),
	CloudHsmClusterInvalidConfigurationException: keyInStore(
		'The cluster is set to fail so.',
		cloudhsm,
		(probe) => failing(probe, NO_CLUSTER, 'CloudHsmClusterInvalidConfigurationException')
	),
	XksKeyAlreadyInUseException: keyInStore(
		'Another KMS key has this external key.',
		external,
		async (probe, CustomKeyStoreId) => {
			await probe.does('CreateKey', {
				Origin: 'EXTERNAL_KEY_STORE',
				CustomKeyStoreId,
				XksKeyId: 'external-key-1'
			});
		}
	),
	XksKeyInvalidConfigurationException: keyInStore('The external key is set to fail so.', external, (probe) =>
		failing(probe, PROXY, 'XksKeyInvalidConfigurationException')
	),
	XksKeyNotFoundException: keyInStore('The external key is set to be missing.', external, (probe) =>
		failing(probe, PROXY, 'XksKeyNotFoundException')
	)
};

export const ofStores: Ways = {
	CreateCustomKeyStore: {
		...ofProxy(storeRefused),
		CustomKeyStoreNameInUseException: alone('The name is taken.', NEW_STORE.AWS_CLOUDHSM, async (probe) => {
			await makeStore(probe, 'AWS_CLOUDHSM');
		}),
		CloudHsmClusterInUseException: alone(
			'The cluster backs another key store.',
			{ ...NEW_STORE.AWS_CLOUDHSM, CustomKeyStoreName: 'second' },
			async (probe) => {
				await makeStore(probe, 'AWS_CLOUDHSM');
			}
		),
		IncorrectTrustAnchorException: alone('The trust anchor is no certificate.', {
			...NEW_STORE.AWS_CLOUDHSM,
			TrustAnchorCertificate: 'no certificate'
		}),
		LimitExceededException: alone(
			`The account has ${LIMITS.customKeyStores} key stores in the Region.`,
			{ ...NEW_STORE.AWS_CLOUDHSM, CustomKeyStoreName: 'one too many' },
			async (probe) => {
				for (let i = 0; i < LIMITS.customKeyStores; i++)
					await probe.does('CreateCustomKeyStore', {
						...NEW_STORE.EXTERNAL_KEY_STORE,
						CustomKeyStoreName: `store ${i}`,
						XksProxyUriEndpoint: `https://proxy${i}.example.com`
					});
			}
		),
		XksProxyUriInUseException: alone('Another store has this address.', otherStore, async (probe) => {
			await makeStore(probe, 'EXTERNAL_KEY_STORE');
		}),
		XksProxyUriEndpointInUseException: alone(
			'Another store has this endpoint, through a VPC.',
			{ ...otherStore, XksProxyUriPath: '/other/kms/xks/v1' },
			async (probe) => {
				await probe.does('CreateCustomKeyStore', VPC);
			}
		),
		XksProxyVpcEndpointServiceInUseException: alone(
			'Another store uses this VPC endpoint service.',
			{ ...VPC, CustomKeyStoreName: 'second', XksProxyUriEndpoint: 'https://other.example.com' },
			async (probe) => {
				await probe.does('CreateCustomKeyStore', VPC);
			}
		)
	},
	UpdateCustomKeyStore: {
		...ofProxy(updateRefused),
		CloudHsmClusterNotRelatedException: updateRefused('AWS_CLOUDHSM', 'CloudHsmClusterNotRelatedException'),
		CustomKeyStoreNotFoundException: alone('Nothing has this key store id.', {
			CustomKeyStoreId: NO_STORE,
			NewCustomKeyStoreName: 'other'
		}),
		CustomKeyStoreInvalidStateException: aboutStore('The key store is connected.', async (probe, id) => {
			await probe.does('ConnectCustomKeyStore', { CustomKeyStoreId: id });
			await probe.runs(NEXT_EVENT);
			return { CloudHsmClusterId: 'cluster-zyxwvut5432' };
		}),
		CustomKeyStoreNameInUseException: aboutStore('The name is taken.', async (probe) => {
			await makeStore(probe, 'EXTERNAL_KEY_STORE');
			return { NewCustomKeyStoreName: NEW_STORE.EXTERNAL_KEY_STORE.CustomKeyStoreName };
		}),
		...inUseByAnother()
	},
	DeleteCustomKeyStore: {
		CustomKeyStoreInvalidStateException: aboutStore('The key store is connected.', connect),
		CustomKeyStoreHasCMKsException: aboutStore(
			'The key store has a key.',
			async (probe, CustomKeyStoreId) => {
				await connect(probe, CustomKeyStoreId);
				await probe.does('CreateKey', { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
				await probe.does('DisconnectCustomKeyStore', { CustomKeyStoreId });
				await probe.runs(NEXT_EVENT);
				return {};
			}
		)
	},
	DisconnectCustomKeyStore: {
		CustomKeyStoreInvalidStateException: aboutStore('The key store is not connected.', async () => ({}))
	},
	ConnectCustomKeyStore: {
		CustomKeyStoreInvalidStateException: aboutStore('The key store is on its way off.', async (probe, id) => {
			await connect(probe, id);
			await probe.does('DisconnectCustomKeyStore', { CustomKeyStoreId: id });
			return {};
		}),
		CloudHsmClusterInvalidConfigurationException: aboutStore(
			'The cluster is set to fail so.',
			async (probe) => {
				await failing(probe, NO_CLUSTER, 'CloudHsmClusterInvalidConfigurationException');
				return {};
			}
		),
		CloudHsmClusterNotActiveException: aboutStore('The cluster is set to fail so.', async (probe) => {
			await failing(probe, NO_CLUSTER, 'CloudHsmClusterNotActiveException');
			return {};
		})
	},
	DescribeCustomKeyStores: {
		InvalidMarkerException: alone('The marker is not from a page before.', { Marker: 'not a marker' })
	}
};

async function connect(probe: Probe, CustomKeyStoreId: string): Promise<Members> {
	await probe.does('ConnectCustomKeyStore', { CustomKeyStoreId });
	await probe.runs(NEXT_EVENT);
	return {};
}

/** An external store is moved to what another one uses. */
function inUseByAnother() {
	const moved =
		(given: string, first: typeof VPC | (typeof NEW_STORE)['EXTERNAL_KEY_STORE'], to: Members): Way =>
		async (stage) => {
			const probe = stage.probe.fork();
			await probe.does('CreateCustomKeyStore', first);
			const { CustomKeyStoreId } = await probe.does('CreateCustomKeyStore', {
				...otherStore,
				XksProxyUriEndpoint: 'https://other.example.com',
				XksProxyUriPath: '/other/kms/xks/v1'
			});
			return { given, probe, input: { CustomKeyStoreId, ...to } };
		};
	const { XksProxyUriEndpoint, XksProxyUriPath } = NEW_STORE.EXTERNAL_KEY_STORE;
	return {
		XksProxyUriInUseException: moved('Another store has this address.', NEW_STORE.EXTERNAL_KEY_STORE, {
			XksProxyUriEndpoint,
			XksProxyUriPath
		}),
		XksProxyUriEndpointInUseException: moved('Another store has this endpoint, through a VPC.', VPC, {
			XksProxyUriEndpoint
		}),
		XksProxyVpcEndpointServiceInUseException: moved('Another store uses this VPC endpoint service.', VPC, {
			XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
			XksProxyVpcEndpointServiceName: VPC.XksProxyVpcEndpointServiceName
		})
	};
}
