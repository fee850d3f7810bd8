/** Exceptions that need a world of their own, by operation; those of key stores are in `of-stores.ts`. */
import { LIMITS } from '$lib/facts/limits';
import { AWAY, type Probe } from '../probe';
import { connectedStore } from '../key-kinds';
import { requestOn } from '../requests';
import { changed, NO_GRANT } from './general';
import type { Way } from './index';
import { aboutStore, createKeyInStore, external, NO_STORE, ofStores } from './of-stores';
import { after, alone, never, onKind, type Ways } from './ways';

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
		...createKeyInStore
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
	...ofStores
};

/** The request names another symmetric key than the one that sealed. */
function sealedByAnother(member: string): Way {
	return after('symmetric', 'Another key sealed the ciphertext.', async (probe) => ({
		[member]: (await probe.does('CreateKey', {})).KeyMetadata.KeyId
	}));
}
