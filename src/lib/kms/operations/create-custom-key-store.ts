/** CreateCustomKeyStore: a record for a cluster or a proxy; it begins DISCONNECTED. */
import { sha256Hex } from '$lib/crypto/hash';
import { concat, utf8 } from '$lib/domain/bytes';
import type { KeyStoreRecord } from '$lib/domain/key-store';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import {
	proxyOf,
	putStore,
	refuseOthers,
	requireCluster,
	requireFreeName,
	requireProxy,
	storeError,
	storesOf
} from '../key-store';
import { limitReached } from '../limit';
import { invalid } from '../validate';

type In = Input<'CreateCustomKeyStore'>;

export function createCustomKeyStore(call: Call, input: In): Output<'CreateCustomKeyStore'> {
	const type = input.CustomKeyStoreType ?? 'AWS_CLOUDHSM';
	refuseOthers(type, input);
	call.authorize('kms:CreateCustomKeyStore', undefined);
	requireFreeName(call, input.CustomKeyStoreName);
	if (storesOf(call).length >= LIMITS.customKeyStores)
		throw limitReached(`${LIMITS.customKeyStores} custom key stores for an account in a Region`);
	const { account, region } = call.acting;
	const id = newStoreId(call);
	const common = {
		id,
		name: input.CustomKeyStoreName,
		account,
		region,
		createdAt: call.time,
		connection: 'DISCONNECTED' as const
	};
	const store: KeyStoreRecord =
		type === 'AWS_CLOUDHSM'
			? { ...common, type, ...clusterOf(call, input) }
			: { ...common, type, proxy: checkedProxy(call, input) };
	putStore(call, store, 'created');
	return { CustomKeyStoreId: id };
}

function newStoreId(call: Call): string {
	const { parent, command, label } = call.idSeed();
	return `cks-${sha256Hex(concat(utf8('glass-kms key store id'), parent, command, utf8(label))).slice(0, 17)}`;
}

function clusterOf(call: Call, input: In) {
	const { CloudHsmClusterId: clusterId, TrustAnchorCertificate: trustAnchor } = input;
	if (clusterId === undefined || trustAnchor === undefined || input.KeyStorePassword === undefined)
		throw invalid(
			'A CloudHSM key store needs CloudHsmClusterId, KeyStorePassword and TrustAnchorCertificate.'
		);
	requireCluster(call, clusterId);
	if (!/^-----BEGIN CERTIFICATE-----\s[\s\S]+-----END CERTIFICATE-----\s*$/.test(trustAnchor))
		throw storeError('IncorrectTrustAnchorException', 'expected a certificate in PEM');
	return { clusterId, trustAnchor };
}

function checkedProxy(call: Call, input: In) {
	const proxy = proxyOf(input);
	requireProxy(call, proxy);
	return proxy;
}
