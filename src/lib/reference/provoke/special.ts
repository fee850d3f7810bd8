/** Exceptions that need a world of their own, by operation. */
import type { BackingCondition } from '$lib/domain/key-store';
import type { KmsErrorCode } from '$lib/domain/errors';
import type { OperationName } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import { connectedStore, NEW_STORE, type KeyKind, type KeyKindId } from '../key-kinds';
import { AWAY, NEXT_EVENT, type Probe } from '../probe';
import { requestOn, type Members } from '../requests';
import type { Provocation, Way } from './index';
import { kindOf } from '../stage';
import { changed, NO_GRANT } from './general';

type Ways = Readonly<Partial<Record<OperationName, Readonly<Partial<Record<KmsErrorCode, Way>>>>>>;

const never =
	(reason: string): Way =>
	() => ({ never: reason });
/** A request in a world of its own. */
const alone =
	(given: string, input: Members, before: (probe: Probe) => Promise<void> = async () => {}): Way =>
	async (stage) => {
		const probe = stage.probe.fork();
		await before(probe);
		return { given, probe, input };
	};
/** A request on another kind of key than the operation takes. */
const onKind =
	(kind: KeyKindId, given: string, members: Members = {}): Way =>
	async (stage, operation) => {
		const key = await stage.key(kind);
		return {
			given,
			probe: key.probe,
			region: key.region,
			input: { ...requestOn(operation, key), ...members }
		};
	};
/** A request on its own kind of key, after more was done to it. */
const after =
	(kind: KeyKindId, given: string, does: (probe: Probe, keyId: string) => Promise<Members | void>): Way =>
	async (stage, operation) => {
		const key = await stage.key(kind);
		const probe = key.probe.fork();
		const members = (await does(probe, key.keyId)) ?? {};
		return { given, probe, input: { ...requestOn(operation, key), ...members } };
	};

const NO_CLUSTER = 'cluster-abcdefg2345';
const PROXY = `${NEW_STORE.EXTERNAL_KEY_STORE.XksProxyUriEndpoint}${NEW_STORE.EXTERNAL_KEY_STORE.XksProxyUriPath}`;
const NO_STORE = 'cks-00000000000000000';

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
const aboutStore =
	(given: string, does: (probe: Probe, id: string) => Promise<Members>): Way =>
	async (stage) => {
		const probe = stage.probe.fork();
		const id = await makeStore(probe, 'AWS_CLOUDHSM');
		const more = await does(probe, id);
		return { given, probe, input: { CustomKeyStoreId: id, ...more } };
	};

const external = kindOf('external');
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

const manyTags = Array.from({ length: LIMITS.tagsPerKey }, (_, i) => ({ TagKey: `t${i}`, TagValue: 'x' }));
const reservedTag = [{ TagKey: 'aws:name', TagValue: 'x' }];
const longPolicy = JSON.stringify({
	Version: '2012-10-17',
	Id: 'x'.repeat(LIMITS.keyPolicy),
	Statement: []
});
const lockout = (probe: Probe): string =>
	JSON.stringify({
		Version: '2012-10-17',
		Statement: [
			{
				Effect: 'Allow',
				Principal: { AWS: `arn:aws:iam::${probe.acting.account}:root` },
				Action: 'kms:Encrypt',
				Resource: '*'
			}
		]
	});
const fiftyAliases = async (probe: Probe, TargetKeyId: string): Promise<void> => {
	for (let i = 0; i < LIMITS.aliasesPerKey - 1; i++)
		await probe.does('CreateAlias', { AliasName: `alias/n${i}`, TargetKeyId });
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

export const special: Ways = {
	CreateAlias: {
		AlreadyExistsException: after('symmetric', 'The name is taken.', async () => ({ AliasName: 'alias/a' })),
		InvalidAliasNameException: never(
			'a bad name is a ValidationException, as recorded from AWS; when AWS answers this instead is not documented'
		),
		LimitExceededException: after('symmetric', `The key has ${LIMITS.aliasesPerKey} aliases.`, fiftyAliases)
	},
	UpdateAlias: {
		LimitExceededException: async (stage) => {
			const key = await stage.key('symmetric');
			const probe = key.probe.fork();
			const { KeyMetadata } = await probe.does('CreateKey', {});
			for (let i = 0; i < LIMITS.aliasesPerKey; i++)
				await probe.does('CreateAlias', { AliasName: `alias/n${i}`, TargetKeyId: KeyMetadata.KeyId });
			return {
				given: `The key it is to move to has ${LIMITS.aliasesPerKey} aliases.`,
				probe,
				input: { AliasName: 'alias/a', TargetKeyId: KeyMetadata.KeyId }
			};
		}
	},
	DeleteAlias: { NotFoundException: changed('Nothing has this name.', { AliasName: 'alias/none' }) },
	CreateGrant: {
		InvalidArnException: changed('The grantee is no principal.', { GranteePrincipal: 'nobody' }),
		LimitExceededException: never(
			`a key takes ${LIMITS.grantsPerKey.toLocaleString('en')} grants; a test holds the limit without making them one by one`
		)
	},
	ListRetirableGrants: {
		InvalidArnException: alone('The principal is none.', { RetiringPrincipal: 'nobody' }),
		InvalidMarkerException: async (stage) => ({
			given: 'The marker is not from a page before.',
			probe: stage.probe,
			input: { RetiringPrincipal: stage.probe.acting.caller, Marker: 'not a marker' }
		}),
		NotFoundException: never(
			'a principal without grants has an empty list; what else AWS means is not documented'
		)
	},
	ListKeys: {
		InvalidMarkerException: alone('The marker is not from a page before.', { Marker: 'not a marker' })
	},
	ListAliases: {
		InvalidMarkerException: alone('The marker is not from a page before.', { Marker: 'not a marker' }),
		InvalidArnException: alone('What looks like an ARN is none.', { KeyId: 'arn:aws:kms:nonsense' })
	},
	RetireGrant: {
		InvalidGrantTokenException: alone('The grant token is not one that KMS gave.', {
			GrantToken: 'not a token'
		}),
		NotFoundException: changed('Nothing has this grant id.', { GrantId: NO_GRANT })
	},
	CreateKey: {
		InvalidArnException: never(
			'AWS says it of ARNs in a key policy; a policy that names nobody is MalformedPolicyDocumentException here'
		),
		LimitExceededException: never(
			`an account takes ${LIMITS.keysPerRegion.toLocaleString('en')} keys in a Region; a test holds the limit without making them`
		),
		MalformedPolicyDocumentException: alone('The policy is not JSON.', { Policy: 'no policy' }),
		TagException: alone('The tag begins with aws:.', { Tags: reservedTag }),
		UnsupportedOperationException: alone('SM2 is offered in the China Regions.', {
			KeySpec: 'SM2',
			KeyUsage: 'SIGN_VERIFY'
		}),
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
		XksKeyInvalidConfigurationException: keyInStore(
			'The external key is set to fail so.',
			external,
			(probe) => failing(probe, PROXY, 'XksKeyInvalidConfigurationException')
		),
		XksKeyNotFoundException: keyInStore('The external key is set to be missing.', external, (probe) =>
			failing(probe, PROXY, 'XksKeyNotFoundException')
		)
	},
	EnableKey: {
		LimitExceededException: never('AWS lists it, and no quota is documented that EnableKey could pass')
	},
	PutKeyPolicy: {
		LimitExceededException: changed('The policy is longer than 32,768 bytes.', { Policy: longPolicy }),
		MalformedPolicyDocumentException: async (stage, operation) =>
			changed('Nobody could change the policy after this one.', { Policy: lockout(stage.probe) })(
				stage,
				operation
			),
		UnsupportedOperationException: never('AWS lists it and documents no key that would have it'),
		KMSInvalidStateException: never('the key-state table has it succeed in every state')
	},
	ReplicateKey: {
		AlreadyExistsException: changed('The Region has a replica already.', { ReplicaRegion: AWAY }),
		LimitExceededException: never('the quota of keys is the one of CreateKey, in the other Region'),
		MalformedPolicyDocumentException: changed('The policy is not JSON.', { Policy: 'no policy' }),
		TagException: changed('The tag begins with aws:.', { Tags: reservedTag }),
		UnsupportedOperationException: onKind('symmetric', 'The key is in one Region, for its life.')
	},
	UpdatePrimaryRegion: {
		UnsupportedOperationException: onKind('symmetric', 'The key is in one Region, for its life.')
	},
	TagResource: {
		LimitExceededException: after(
			'symmetric',
			`The key has ${LIMITS.tagsPerKey} tags.`,
			async (probe, KeyId) => {
				await probe.does('TagResource', { KeyId, Tags: manyTags });
			}
		),
		TagException: changed('The tag begins with aws:.', { Tags: reservedTag })
	},
	UntagResource: { TagException: changed('The tag key begins with aws:.', { TagKeys: ['aws:name'] }) },
	RotateKeyOnDemand: {
		ConflictException: after(
			'symmetric',
			'An automatic rotation is due in 10 minutes.',
			async (probe, KeyId) => {
				await probe.does('EnableKeyRotation', { KeyId });
				await probe.runs({ type: 'clock.advance', by: 365 * 86_400_000 - 600_000 } as never);
			}
		),
		LimitExceededException: after(
			'symmetric',
			`The key was rotated on demand ${LIMITS.onDemandRotations} times.`,
			async (probe, KeyId) => {
				for (let i = 0; i < LIMITS.onDemandRotations; i++) await probe.does('RotateKeyOnDemand', { KeyId });
			}
		),
		UnsupportedOperationException: onKind('hmac', 'Only symmetric encryption keys rotate.')
	},
	EnableKeyRotation: {
		UnsupportedOperationException: onKind(
			'imported',
			'KMS cannot make material for a key that gets it from outside.'
		)
	},
	DisableKeyRotation: {
		UnsupportedOperationException: onKind(
			'imported',
			'KMS cannot make material for a key that gets it from outside.'
		)
	},
	GetKeyRotationStatus: {
		UnsupportedOperationException: onKind('cloudhsm', 'The key is in a custom key store.')
	},
	ListKeyRotations: {
		UnsupportedOperationException: onKind('cloudhsm', 'The key is in a custom key store.')
	},
	DeleteImportedKeyMaterial: {
		UnsupportedOperationException: onKind('symmetric', 'The material of the key is from KMS.')
	},
	GetParametersForImport: {
		UnsupportedOperationException: onKind('symmetric', 'The material of the key is from KMS.')
	},
	ImportKeyMaterial: {
		UnsupportedOperationException: onKind('symmetric', 'The material of the key is from KMS.'),
		ExpiredImportTokenException: after('imported', 'The import token is 25 hours old.', async (probe) => {
			await probe.runs({ type: 'clock.advance', by: 25 * 3_600_000 } as never);
		}),
		InvalidImportTokenException: changed('The import token is damaged.', { ImportToken: new Uint8Array(1) }),
		InvalidCiphertextException: changed('The wrapped material does not open.', {
			EncryptedKeyMaterial: new Uint8Array(296)
		}),
		IncorrectKeyMaterialException: changed('The same bytes are announced as new material.', {
			ImportType: 'NEW_KEY_MATERIAL'
		}),
		KMSInvalidStateException: async (stage, operation) => {
			const key = await stage.key('imported', 'PendingDeletion');
			return { given: 'The key is PendingDeletion.', probe: key.probe, input: requestOn(operation, key) };
		}
	},
	GetPublicKey: {
		DisabledException: never(
			'since 2026 the public key of a disabled key is given; AWS still lists the exception'
		),
		InvalidKeyUsageException: never(
			'every asymmetric key gives its public half; of any other, it is UnsupportedOperationException'
		),
		UnsupportedOperationException: onKind('symmetric', 'A symmetric key has no public half.')
	},
	GenerateDataKeyPair: {
		UnsupportedOperationException: onKind('cloudhsm', 'A key in a custom key store wraps no key pairs.')
	},
	GenerateDataKeyPairWithoutPlaintext: {
		UnsupportedOperationException: onKind('cloudhsm', 'A key in a custom key store wraps no key pairs.')
	},
	Decrypt: {
		IncorrectKeyException: sealedByAnother('KeyId'),
		InvalidCiphertextException: changed('The encryption context is another.', {
			EncryptionContext: { purpose: 'other' }
		})
	},
	ReEncrypt: {
		IncorrectKeyException: sealedByAnother('SourceKeyId'),
		InvalidCiphertextException: changed('The encryption context is another.', {
			SourceEncryptionContext: { purpose: 'other' }
		})
	},
	Decapsulate: {
		InvalidCiphertextException: changed('The ciphertext has the wrong length.', {
			SharedSecretCiphertextBlob: new Uint8Array(10)
		})
	},
	Verify: {
		KMSInvalidSignatureException: changed('The message is another.', { Message: new Uint8Array(2) })
	},
	VerifyMac: {
		KMSInvalidMacException: changed('The message is another.', { Message: new Uint8Array(2) })
	},
	GenerateRandom: {
		KMSInternalException: async (stage) => {
			const { deadHsm } = await import('./general');
			return {
				given: 'The HSM does not answer.',
				probe: stage.probe.withHsm(deadHsm),
				input: { NumberOfBytes: 32 }
			};
		},
		UnsupportedOperationException: async (stage) => {
			const probe = stage.probe.fork();
			const CustomKeyStoreId = await connectedStore(probe, external);
			return {
				given: 'The key store is external: nothing there makes random bytes.',
				probe,
				input: { NumberOfBytes: 32, CustomKeyStoreId }
			};
		},
		CustomKeyStoreNotFoundException: alone('Nothing has this key store id.', {
			NumberOfBytes: 32,
			CustomKeyStoreId: NO_STORE
		}),
		CustomKeyStoreInvalidStateException: aboutStore('The key store is not connected.', async () => ({
			NumberOfBytes: 32
		}))
	},
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

/** The request names another symmetric key than the one that sealed. */
function sealedByAnother(member: string): Way {
	return after('symmetric', 'Another key sealed the ciphertext.', async (probe) => ({
		[member]: (await probe.does('CreateKey', {})).KeyMetadata.KeyId
	}));
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
