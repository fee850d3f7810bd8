/**
 * The kinds of key that the reference measures, and how one is brought into a state by calls alone. A state that no
 * call can bring a kind into is said to be so, with the reason.
 */
import { generateEc } from '$lib/crypto/asymmetric/ecdsa';
import { wrapForImport } from '$lib/crypto/asymmetric/import-wrap';
import { createGenerator } from '$lib/crypto/generator';
import type { Region } from '$lib/domain/ids';
import type { KeyState } from '$lib/domain/key';
import type { Input } from '$lib/domain/operations';
import { AWAY, HOME, NEXT_EVENT, type Probe } from './probe';

export interface KeyKind {
	readonly id: string;
	readonly name: string;
	/** Absent: AWS makes it. */
	readonly create?: Input<'CreateKey'>;
	/** What is imported, for a key of Origin EXTERNAL. */
	readonly material?: () => Uint8Array;
}

const ECC = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
const EXTERNAL = { Origin: 'EXTERNAL' } as const;
const MANY = { MultiRegion: true } as const;

export const KEY_KINDS = [
	{ id: 'symmetric', name: 'Symmetric', create: {} },
	{ id: 'symmetric-multi-region', name: 'Symmetric, multi-Region', create: MANY },
	{
		id: 'imported',
		name: 'Symmetric, imported material',
		create: EXTERNAL,
		material: () => new Uint8Array(32).fill(5)
	},
	{
		id: 'imported-multi-region',
		name: 'Symmetric, imported, multi-Region',
		create: { ...EXTERNAL, ...MANY },
		material: () => new Uint8Array(32).fill(5)
	},
	{ id: 'cloudhsm', name: 'In a CloudHSM key store', create: { Origin: 'AWS_CLOUDHSM' } },
	{ id: 'external', name: 'In an external key store', create: { Origin: 'EXTERNAL_KEY_STORE' } },
	{ id: 'aws-managed', name: 'AWS managed' },
	{
		id: 'rsa-encryption',
		name: 'RSA, encryption',
		create: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }
	},
	{ id: 'ecc-signing', name: 'ECC, signing, multi-Region', create: { ...ECC, ...MANY } },
	{
		id: 'ecc-agreement',
		name: 'ECC, key agreement, multi-Region',
		create: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT', ...MANY }
	},
	{
		id: 'imported-ecc',
		name: 'ECC, imported, multi-Region',
		create: { ...ECC, ...EXTERNAL, ...MANY },
		material: () => generateEc('ECC_NIST_P256', createGenerator(new Uint8Array(32).fill(8)))
	},
	{
		id: 'hmac',
		name: 'HMAC, multi-Region',
		create: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC', ...MANY }
	},
	{
		id: 'imported-hmac',
		name: 'HMAC, imported, multi-Region',
		create: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC', ...EXTERNAL, ...MANY },
		material: () => new Uint8Array(32).fill(6)
	},
	{
		id: 'ml-dsa',
		name: 'ML-DSA, multi-Region',
		create: { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY', ...MANY }
	},
	{
		id: 'ml-kem',
		name: 'ML-KEM, multi-Region',
		create: { KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE', ...MANY }
	}
] as const satisfies readonly KeyKind[];
export type KeyKindId = (typeof KEY_KINDS)[number]['id'];

const inStore = ({ create }: KeyKind): boolean =>
	create?.Origin === 'AWS_CLOUDHSM' || create?.Origin === 'EXTERNAL_KEY_STORE';

/** Why no call can bring such a key into the state; undefined where one can. */
export function cannotBe(kind: KeyKind, state: KeyState): string | undefined {
	if (!kind.create) return state === 'Enabled' ? undefined : 'only AWS changes the state of its keys';
	switch (state) {
		case 'PendingImport':
			return kind.create.Origin === 'EXTERNAL' ? undefined : 'its material is not imported';
		case 'Unavailable':
			return inStore(kind) ? undefined : 'it is not in a custom key store';
		case 'Creating':
		case 'Updating':
		case 'PendingReplicaDeletion':
			return kind.create.MultiRegion ? undefined : 'it is in one Region only';
		default:
			return undefined;
	}
}

export interface MadeKey {
	readonly probe: Probe;
	readonly kind: KeyKind;
	readonly keyId: string;
	readonly arn: string;
	/** Where the key in question is: a replica that is being created is in another Region. */
	readonly region: Region;
	/** Made while the key could be used: ciphertext, signature, MAC, encapsulated secret, public key. */
	readonly made: Readonly<Record<string, unknown>>;
	readonly grantId: string;
	/** What was last handed to ImportKeyMaterial. */
	readonly imported?: Input<'ImportKeyMaterial'>;
	readonly storeId?: string;
}

/** A key of a kind that can be used, where every other state begins. */
export type ReadyKey = Omit<MadeKey, 'region' | 'grantId' | 'arn'>;

/** Makes it. With `replicated`, a multi-Region key has a replica that is ready, too. */
export async function readyKey(start: Probe, kind: KeyKind, replicated: boolean): Promise<ReadyKey> {
	const probe = start.fork();
	if (!kind.create) {
		const { KeyMetadata } = await probe.does('DescribeKey', { KeyId: 'alias/aws/s3' });
		return { probe, kind, keyId: KeyMetadata.KeyId, made: {} };
	}
	const storeId = inStore(kind) ? await connectedStore(probe, kind) : undefined;
	const { KeyMetadata } = await probe.does('CreateKey', {
		...kind.create,
		...(storeId !== undefined && { CustomKeyStoreId: storeId }),
		...(kind.create.Origin === 'EXTERNAL_KEY_STORE' && { XksKeyId: 'external-key-1' })
	});
	const keyId = KeyMetadata.KeyId;
	const imported = kind.material && (await bringMaterial(probe, keyId, kind.material(), HOME));
	const made = await usedOnce(probe, keyId, kind);
	if (replicated) {
		await probe.does('ReplicateKey', { KeyId: keyId, ReplicaRegion: AWAY });
		await probe.runs(NEXT_EVENT);
		if (kind.material) await bringMaterial(probe, keyId, kind.material(), AWAY);
	}
	return {
		probe,
		kind,
		keyId,
		made,
		...(imported && { imported }),
		...(storeId !== undefined && { storeId })
	};
}

/** Whether a key has a replica in this state: without one it would be PendingDeletion, not wait for its replicas. */
export const isReplicated = ({ create }: KeyKind, state: KeyState): boolean =>
	create?.MultiRegion === true && !['PendingDeletion', 'PendingImport', 'Creating'].includes(state);

/** The key, brought into a state in a world of its own. @throws Error where `cannotBe` says why it cannot */
export async function bringInto(ready: ReadyKey, state: KeyState): Promise<MadeKey> {
	const { kind, keyId } = ready;
	const why = cannotBe(kind, state);
	if (why) throw new Error(`no ${kind.name} key can be ${state}: ${why}`);
	const probe = ready.probe.fork();
	const region = state === 'Creating' ? AWAY : HOME;
	const there = { region };
	const arn = `arn:aws:kms:${region}:${probe.acting.account}:key/${keyId}`;
	const none = '0'.repeat(64);
	if (!kind.create) return { ...ready, probe, region, arn, grantId: none };
	if (state === 'Creating') await probe.does('ReplicateKey', { KeyId: keyId, ReplicaRegion: AWAY });
	await probe.does('CreateAlias', { AliasName: 'alias/a', TargetKeyId: keyId }, there);
	// A key that is being created takes no grant, so it has none to end.
	const grant = { KeyId: keyId, GranteePrincipal: probe.acting.caller, Operations: ['DescribeKey'] };
	const grantId = state === 'Creating' ? none : (await probe.does('CreateGrant', grant, there)).GrantId;
	if (state === 'Disabled') await probe.does('DisableKey', { KeyId: keyId });
	if (state === 'PendingDeletion' || state === 'PendingReplicaDeletion')
		await probe.does('ScheduleKeyDeletion', { KeyId: keyId });
	if (state === 'PendingImport') await probe.does('DeleteImportedKeyMaterial', { KeyId: keyId });
	if (state === 'Updating') await probe.does('UpdatePrimaryRegion', { KeyId: keyId, PrimaryRegion: AWAY });
	if (state === 'Unavailable')
		await probe.does('DisconnectCustomKeyStore', { CustomKeyStoreId: ready.storeId ?? '' });
	return { ...ready, probe, region, arn, grantId };
}

/** A request that would import this material, wrapped as a person wraps it outside. */
async function offered(
	probe: Probe,
	KeyId: string,
	material: Uint8Array,
	region: Region
): Promise<Input<'ImportKeyMaterial'>> {
	const algorithm = 'RSA_AES_KEY_WRAP_SHA_256';
	const { ImportToken, PublicKey: publicKey } = await probe.does(
		'GetParametersForImport',
		{ KeyId, WrappingAlgorithm: algorithm, WrappingKeySpec: 'RSA_2048' },
		{ region }
	);
	const aesKey = new Uint8Array(32).fill(77);
	return {
		KeyId,
		ImportToken,
		EncryptedKeyMaterial: await wrapForImport({ publicKey, algorithm, material, aesKey }),
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
	};
}

export async function bringMaterial(
	probe: Probe,
	keyId: string,
	material: Uint8Array,
	region: Region,
	more: Partial<Input<'ImportKeyMaterial'>> = {}
): Promise<Input<'ImportKeyMaterial'>> {
	const request = { ...(await offered(probe, keyId, material, region)), ...more };
	await probe.does('ImportKeyMaterial', request, { region });
	return request;
}

/** Requests that make a custom key store of either type. */
export const NEW_STORE = {
	AWS_CLOUDHSM: {
		CustomKeyStoreName: 'store',
		CloudHsmClusterId: 'cluster-abcdefg2345',
		TrustAnchorCertificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
		KeyStorePassword: 'password'
	},
	EXTERNAL_KEY_STORE: {
		CustomKeyStoreName: 'external store',
		CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
		XksProxyConnectivity: 'PUBLIC_ENDPOINT',
		XksProxyUriEndpoint: 'https://proxy.example.com',
		XksProxyUriPath: '/kms/xks/v1',
		XksProxyAuthenticationCredential: {
			AccessKeyId: 'ABCDEFGHIJKLMNOPQRST',
			RawSecretAccessKey: 'a'.repeat(43)
		}
	}
} as const satisfies Readonly<Record<string, Input<'CreateCustomKeyStore'>>>;

export async function connectedStore(probe: Probe, { create }: KeyKind): Promise<string> {
	const { CustomKeyStoreId: id } = await probe.does(
		'CreateCustomKeyStore',
		create?.Origin === 'EXTERNAL_KEY_STORE' ? NEW_STORE.EXTERNAL_KEY_STORE : NEW_STORE.AWS_CLOUDHSM
	);
	await probe.does('ConnectCustomKeyStore', { CustomKeyStoreId: id });
	await probe.runs(NEXT_EVENT);
	return id;
}

/** What the key makes while it can: so that its other half can be asked for later. */
async function usedOnce(
	probe: Probe,
	KeyId: string,
	{ create }: KeyKind
): Promise<Readonly<Record<string, unknown>>> {
	const Message = new TextEncoder().encode('x');
	const signing = create?.KeySpec?.startsWith('ML_DSA') ? 'ML_DSA_SHAKE_256' : 'ECDSA_SHA_256';
	switch (create?.KeyUsage) {
		case 'SIGN_VERIFY': {
			const { Signature } = await probe.does('Sign', { KeyId, Message, SigningAlgorithm: signing });
			return { Signature, SigningAlgorithm: signing };
		}
		case 'GENERATE_VERIFY_MAC':
			return { Mac: (await probe.does('GenerateMac', { KeyId, Message, MacAlgorithm: 'HMAC_SHA_256' })).Mac };
		case 'KEY_AGREEMENT':
			return { PublicKey: (await probe.does('GetPublicKey', { KeyId })).PublicKey };
		case 'ENCAPSULATE_DECAPSULATE': {
			const of = { KeyId, EncapsulationAlgorithm: 'ML_KEM' } as const;
			const { SharedSecretCiphertextBlob } = await probe.does('Encapsulate', of);
			return { SharedSecretCiphertextBlob };
		}
		default: {
			const rsa = create?.KeySpec?.startsWith('RSA')
				? ({ EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' } as const)
				: {};
			const { CiphertextBlob } = await probe.does('Encrypt', { KeyId, Plaintext: Message, ...rsa });
			return { CiphertextBlob, ...rsa };
		}
	}
}
