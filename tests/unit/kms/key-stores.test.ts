/** Custom key stores: their connection, their keys, and how they fail. */
import { describe, expect, test } from 'vitest';
import { fromUtf8, utf8 } from '$lib/domain/bytes';
import {
	BACKING_EXCEPTIONS,
	CONNECTION_ERROR_CODES,
	type BackingCondition,
	type BackingException
} from '$lib/domain/key-store';
import type { Input } from '$lib/domain/operations';
import { nextKeyState } from '$lib/machines/key.machine';
import { testWorld } from '../world/world';

const CLUSTER = 'cluster-abcdefg2345';
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const ENDPOINT = 'https://proxy.example.com';
const PATH = '/one/kms/xks/v1';
const PROXY = {
	CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
	XksProxyUriEndpoint: ENDPOINT,
	XksProxyUriPath: PATH,
	XksProxyAuthenticationCredential: {
		AccessKeyId: 'ABCDEFGHIJKLMNOPQRST',
		RawSecretAccessKey: 'a-secret-that-is-not-shown+/='.replaceAll('-', '0').padEnd(43, '0')
	},
	XksProxyConnectivity: 'PUBLIC_ENDPOINT'
} as const;

async function withStores() {
	const world = testWorld();
	const create = async (name: string, more: Partial<Input<'CreateCustomKeyStore'>> = {}) =>
		(
			await world.kms('CreateCustomKeyStore', {
				CustomKeyStoreName: name,
				...(more.CustomKeyStoreType === 'EXTERNAL_KEY_STORE'
					? {}
					: {
							CloudHsmClusterId: CLUSTER,
							TrustAnchorCertificate: CERTIFICATE,
							KeyStorePassword: 'not in the log'
						}),
				...more
			})
		).CustomKeyStoreId;
	const next = () => world.run({ type: 'clock.advance', by: 'next-event', ...world.acting });
	const connect = async (CustomKeyStoreId: string) => {
		await world.kms('ConnectCustomKeyStore', { CustomKeyStoreId });
		await next();
	};
	const disconnect = async (CustomKeyStoreId: string) => {
		await world.kms('DisconnectCustomKeyStore', { CustomKeyStoreId });
		await next();
	};
	const backing = (name: string, condition?: BackingCondition) =>
		world.run({
			type: 'backing.set',
			backing: name,
			...(condition && { condition }),
			...world.acting
		});
	const describeStore = async (CustomKeyStoreId: string) =>
		(await world.kms('DescribeCustomKeyStores', { CustomKeyStoreId })).CustomKeyStores[0]!;
	const keyIn = async (CustomKeyStoreId: string, XksKeyId?: string) =>
		(
			await world.kms('CreateKey', {
				Origin: XksKeyId === undefined ? 'AWS_CLOUDHSM' : 'EXTERNAL_KEY_STORE',
				CustomKeyStoreId,
				...(XksKeyId !== undefined && { XksKeyId })
			})
		).KeyMetadata;
	const stateOf = async (KeyId: string) => (await world.kms('DescribeKey', { KeyId })).KeyMetadata.KeyState;
	return { world, create, connect, disconnect, next, backing, describeStore, keyIn, stateOf };
}

test('a CloudHSM key store connects after a while, and its keys seal and open', async () => {
	const { world, create, describeStore, next, keyIn } = await withStores();
	const id = await create('cluster store');
	expect(id).toMatch(/^cks-[0-9a-f]{17}$/);
	expect(await describeStore(id)).toMatchObject({
		CustomKeyStoreName: 'cluster store',
		CloudHsmClusterId: CLUSTER,
		TrustAnchorCertificate: CERTIFICATE,
		ConnectionState: 'DISCONNECTED',
		CustomKeyStoreType: 'AWS_CLOUDHSM'
	});
	await expect(keyIn(id)).rejects.toThrow('CustomKeyStoreInvalidStateException');
	await world.kms('ConnectCustomKeyStore', { CustomKeyStoreId: id });
	expect((await describeStore(id)).ConnectionState).toBe('CONNECTING');
	await next();
	expect((await describeStore(id)).ConnectionState).toBe('CONNECTED');
	const key = await keyIn(id);
	expect(key).toMatchObject({
		Origin: 'AWS_CLOUDHSM',
		CustomKeyStoreId: id,
		CloudHsmClusterId: CLUSTER,
		KeyState: 'Enabled'
	});
	expect(key).not.toHaveProperty('CurrentKeyMaterialId');
	const { CiphertextBlob } = await world.kms('Encrypt', { KeyId: key.KeyId, Plaintext: utf8('x') });
	expect(fromUtf8((await world.kms('Decrypt', { CiphertextBlob })).Plaintext)).toBe('x');
	expect(
		(await world.kms('GenerateRandom', { NumberOfBytes: 8, CustomKeyStoreId: id })).Plaintext
	).toHaveLength(8);
});

test('an external key store has a proxy, and each of its keys an external key of its own', async () => {
	const { world, create, connect, describeStore, keyIn } = await withStores();
	const id = await create('external store', PROXY);
	expect((await describeStore(id)).XksProxyConfiguration).toEqual({
		Connectivity: 'PUBLIC_ENDPOINT',
		AccessKeyId: 'ABCDEFGHIJKLMNOPQRST',
		UriEndpoint: ENDPOINT,
		UriPath: PATH
	});
	await connect(id);
	expect(await keyIn(id, 'key-1')).toMatchObject({
		Origin: 'EXTERNAL_KEY_STORE',
		XksKeyConfiguration: { Id: 'key-1' }
	});
	await expect(keyIn(id, 'key-1')).rejects.toThrow('XksKeyAlreadyInUseException');
	await expect(world.kms('GenerateRandom', { NumberOfBytes: 8, CustomKeyStoreId: id })).rejects.toThrow(
		'UnsupportedOperationException'
	);
});

describe('keys of a store that is disconnected', () => {
	async function away() {
		const all = await withStores();
		const id = await all.create('store');
		await all.connect(id);
		const [one, two, three] = [await all.keyIn(id), await all.keyIn(id), await all.keyIn(id)];
		await all.world.kms('DisableKey', { KeyId: two.KeyId });
		await all.world.kms('ScheduleKeyDeletion', { KeyId: three.KeyId });
		await all.world.kms('DisconnectCustomKeyStore', { CustomKeyStoreId: id });
		const ids = [one, two, three].map((key) => key.KeyId) as [string, string, string];
		const states = async () => [
			await all.stateOf(ids[0]),
			await all.stateOf(ids[1]),
			await all.stateOf(ids[2])
		];
		return { ...all, id, ids, states };
	}

	test('are Unavailable and come back as they were; pending deletion stays', async () => {
		const { world, ids, states, next, connect, id } = await away();
		expect(await states()).toEqual(['Unavailable', 'Unavailable', 'PendingDeletion']);
		await expect(world.kms('Encrypt', { KeyId: ids[0], Plaintext: utf8('x') })).rejects.toThrow(
			/^KMSInvalidStateException: .* is unavailable\.$/
		);
		await next();
		await connect(id);
		expect(await states()).toEqual(['Enabled', 'Disabled', 'PendingDeletion']);
	});

	test('take EnableKey and DisableKey, and show it later', async () => {
		const { world, ids, states, next, connect, id } = await away();
		await world.kms('DisableKey', { KeyId: ids[0] });
		await world.kms('EnableKey', { KeyId: ids[1] });
		await world.kms('CancelKeyDeletion', { KeyId: ids[2] });
		expect(await states()).toEqual(['Unavailable', 'Unavailable', 'Unavailable']);
		await next();
		await connect(id);
		expect(await states()).toEqual(['Disabled', 'Enabled', 'Disabled']);
	});

	test('can be deleted', async () => {
		const { world, ids, stateOf } = await away();
		await world.kms('ScheduleKeyDeletion', { KeyId: ids[0] });
		expect(await stateOf(ids[0])).toBe('PendingDeletion');
	});
});

test('Unavailable ends as the machine says', () => {
	expect(nextKeyState('Unavailable', 'store.connected')).toBe('Enabled');
	expect(nextKeyState(nextKeyState('Unavailable', 'store.connected')!, 'key.disable')).toBe('Disabled');
});

test.each([
	'EnableKeyRotation',
	'DisableKeyRotation',
	'GetKeyRotationStatus',
	'ListKeyRotations',
	'RotateKeyOnDemand'
] as const)('%s is not for keys in custom key stores', async (operation) => {
	const { world, create, connect, keyIn } = await withStores();
	const id = await create('store');
	await connect(id);
	const key = await keyIn(id);
	await expect(world.kms(operation, { KeyId: key.KeyId })).rejects.toThrow(
		`UnsupportedOperationException: ${key.Arn} origin is AWS_CLOUDHSM which is not valid for this operation.`
	);
});

describe('connection states', () => {
	test('what each operation wants', async () => {
		const { world, create, connect, disconnect, describeStore, next, backing, keyIn } = await withStores();
		const id = await create('store');
		const input = { CustomKeyStoreId: id };
		const wrong = 'CustomKeyStoreInvalidStateException';
		await expect(world.kms('DisconnectCustomKeyStore', input)).rejects.toThrow(wrong);
		await connect(id);
		expect(await world.kms('ConnectCustomKeyStore', input)).toEqual({});
		await expect(world.kms('DeleteCustomKeyStore', input)).rejects.toThrow(wrong);
		await expect(
			world.kms('UpdateCustomKeyStore', { ...input, KeyStorePassword: 'another password' })
		).rejects.toThrow(wrong);
		await world.kms('UpdateCustomKeyStore', { ...input, NewCustomKeyStoreName: 'renamed' });
		expect((await describeStore(id)).CustomKeyStoreName).toBe('renamed');
		const key = await keyIn(id);
		await world.kms('DisconnectCustomKeyStore', input);
		await expect(world.kms('ConnectCustomKeyStore', input)).rejects.toThrow(wrong);
		await expect(world.kms('DisconnectCustomKeyStore', input)).rejects.toThrow(wrong);
		await next();
		await expect(world.kms('DeleteCustomKeyStore', input)).rejects.toThrow('CustomKeyStoreHasCMKsException');
		await backing(CLUSTER, 'INVALID_CREDENTIALS');
		await connect(id);
		expect(await describeStore(id)).toMatchObject({
			ConnectionState: 'FAILED',
			ConnectionErrorCode: 'INVALID_CREDENTIALS'
		});
		await expect(world.kms('ConnectCustomKeyStore', input)).rejects.toThrow(wrong);
		await disconnect(id);
		expect(await describeStore(id)).not.toHaveProperty('ConnectionErrorCode');
		await world.kms('ScheduleKeyDeletion', { KeyId: key.KeyId, PendingWindowInDays: 7 });
		await expect(world.kms('DeleteCustomKeyStore', input)).rejects.toThrow('CustomKeyStoreHasCMKsException');
		await next();
		await world.kms('DeleteCustomKeyStore', input);
		expect((await world.kms('DescribeCustomKeyStores', {})).CustomKeyStores).toEqual([]);
	});

	test.each(CONNECTION_ERROR_CODES)(
		'connecting fails with %s, and keeps an enabled key from use',
		async (code) => {
			const { world, create, connect, disconnect, describeStore, backing, keyIn, stateOf } =
				await withStores();
			const id = await create('store');
			await connect(id);
			const key = await keyIn(id);
			await backing(CLUSTER, code);
			expect(await stateOf(key.KeyId)).toBe('Enabled');
			await expect(world.kms('Encrypt', { KeyId: key.KeyId, Plaintext: utf8('x') })).rejects.toThrow(
				`KMSInvalidStateException: ${key.Arn} cannot be used: ${code}.`
			);
			await disconnect(id);
			await connect(id);
			expect((await describeStore(id)).ConnectionErrorCode).toBe(code);
			expect(await stateOf(key.KeyId)).toBe('Unavailable');
			await disconnect(id);
			await backing(CLUSTER);
			await connect(id);
			await world.kms('Encrypt', { KeyId: key.KeyId, Plaintext: utf8('x') });
		}
	);
});

describe('what is wrong behind a store comes out as its exception', () => {
	test.each(BACKING_EXCEPTIONS)('%s', async (exception: BackingException) => {
		const { world, create, connect, backing, keyIn } = await withStores();
		const cluster = exception.startsWith('CloudHsm');
		const name = cluster ? CLUSTER : `${ENDPOINT}${PATH}`;
		if (exception.startsWith('XksKey')) {
			const id = await create('store', PROXY);
			await connect(id);
			await backing(`${name}#key-1`, exception);
			await expect(keyIn(id, 'key-1')).rejects.toThrow(exception);
			await keyIn(id, 'key-2');
			return;
		}
		if (exception === 'CloudHsmClusterNotRelatedException') {
			const id = await create('store', { CloudHsmClusterId: 'cluster-zzzzzzz2345' });
			await backing(CLUSTER, exception);
			await expect(
				world.kms('UpdateCustomKeyStore', { CustomKeyStoreId: id, CloudHsmClusterId: CLUSTER })
			).rejects.toThrow(exception);
			return;
		}
		await backing(name, exception);
		await expect(create('store', cluster ? {} : PROXY)).rejects.toThrow(exception);
		expect(world.state().keyStores.size).toBe(0);
	});
});

describe('CreateCustomKeyStore refuses', () => {
	const VPC = 'com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0';
	test.each([
		[
			'a name that is taken',
			'first',
			{ CloudHsmClusterId: 'cluster-zzzzzzz2345' },
			'CustomKeyStoreNameInUseException'
		],
		['a cluster in use', 'other', {}, 'CloudHsmClusterInUseException'],
		[
			'a trust anchor that is no certificate',
			'other',
			{ CloudHsmClusterId: 'cluster-zzzzzzz2345', TrustAnchorCertificate: 'trust me' },
			'IncorrectTrustAnchorException'
		],
		['no password', 'other', { KeyStorePassword: undefined }, 'ValidationException'],
		['members of the other kind', 'other', { XksProxyUriPath: PATH }, 'ValidationException'],
		['an address in use', 'other', PROXY, 'XksProxyUriInUseException'],
		[
			'an endpoint in use, for a VPC',
			'other',
			{
				...PROXY,
				XksProxyUriPath: '/two/kms/xks/v1',
				XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
				XksProxyVpcEndpointServiceName: VPC
			},
			'XksProxyUriEndpointInUseException'
		],
		[
			'a VPC endpoint service in use',
			'other',
			{
				...PROXY,
				XksProxyUriEndpoint: 'https://other.example.com',
				XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
				XksProxyVpcEndpointServiceName: VPC
			},
			'XksProxyVpcEndpointServiceInUseException'
		],
		[
			'a VPC without a service',
			'other',
			{ ...PROXY, XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE' },
			'ValidationException'
		]
	])('%s', async (_, name, more, code) => {
		const { world, create } = await withStores();
		await create('first');
		await create('second', PROXY);
		await create('third', {
			...PROXY,
			XksProxyUriEndpoint: 'https://third.example.com',
			XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
			XksProxyVpcEndpointServiceName: VPC
		});
		await expect(create(name, more as Partial<Input<'CreateCustomKeyStore'>>)).rejects.toThrow(code);
		expect(world.state().keyStores.size).toBe(3);
	});

	test('the eleventh', async () => {
		const { create } = await withStores();
		const cluster = (i: number) => ({ CloudHsmClusterId: `cluster-${'abcdefghijk'[i]!.repeat(11)}` });
		for (let i = 0; i < 10; i++) await create(`store ${i}`, cluster(i));
		await expect(create('one more', cluster(10))).rejects.toThrow('LimitExceededException');
	});
});

test('CreateKey refuses what does not fit the store', async () => {
	const { world, create, connect } = await withStores();
	const cluster = await create('cluster');
	await connect(cluster);
	const key = (input: Input<'CreateKey'>) => world.kms('CreateKey', input);
	for (const [input, code] of [
		[{ CustomKeyStoreId: cluster }, 'ValidationException'],
		[{ Origin: 'AWS_CLOUDHSM' }, 'ValidationException'],
		[{ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: cluster, XksKeyId: 'x' }, 'ValidationException'],
		[{ Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId: cluster }, 'ValidationException'],
		[
			{ Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId: cluster, XksKeyId: 'x' },
			'UnsupportedOperationException'
		],
		[
			{ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: cluster, MultiRegion: true },
			'UnsupportedOperationException'
		],
		[{ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: 'cks-none' }, 'CustomKeyStoreNotFoundException']
	] as const)
		await expect(key(input)).rejects.toThrow(code);
	expect(world.state().keys.size).toBe(0);
});

test('stores are listed page by page, and found by name', async () => {
	const { world, create } = await withStores();
	await create('one');
	await create('two', PROXY);
	const first = await world.kms('DescribeCustomKeyStores', { Limit: 1 });
	expect(first.Truncated).toBe(true);
	const second = await world.kms('DescribeCustomKeyStores', { Limit: 1, Marker: first.NextMarker! });
	expect(second.CustomKeyStores[0]!.CustomKeyStoreName).toBe('two');
	const named = await world.kms('DescribeCustomKeyStores', { CustomKeyStoreName: 'two' });
	expect(named.CustomKeyStores).toEqual(second.CustomKeyStores);
	await expect(world.kms('DescribeCustomKeyStores', { CustomKeyStoreName: 'no' })).rejects.toThrow(
		'CustomKeyStoreNotFoundException'
	);
});

test('no password and no secret access key is in the log', async () => {
	const { world, create } = await withStores();
	const id = await create('one');
	await create('two', PROXY);
	await world.kms('UpdateCustomKeyStore', {
		CustomKeyStoreId: id,
		KeyStorePassword: 'not in the log either'
	});
	const saved = JSON.stringify(world.timeline.path());
	expect(saved).not.toContain('not in the log');
	expect(saved).not.toContain(PROXY.XksProxyAuthenticationCredential.RawSecretAccessKey);
	await expect(
		world.kms('UpdateCustomKeyStore', { CustomKeyStoreId: id, KeyStorePassword: 'short' })
	).rejects.toThrow("Value at 'keyStorePassword' failed to satisfy constraint");
});
