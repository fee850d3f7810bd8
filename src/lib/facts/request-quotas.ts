/**
 * Requests a second, per account and Region. Source: KMS Developer Guide, "Request quotas" (2026). As of 2026-11.
 * Differs from AWS: ReplicateKey and UpdatePrimaryRegion count in the Region that is called only. For ML-KEM no figure
 * is documented; its operations are not counted.
 */
import type { Metered, MeteredKey, Quota } from '$lib/domain/meter';

const RATES: Readonly<Record<string, number>> = {
	CancelKeyDeletion: 5,
	ConnectCustomKeyStore: 5,
	CreateAlias: 5,
	CreateCustomKeyStore: 5,
	CreateGrant: 50,
	CreateKey: 5,
	DeleteAlias: 15,
	DeleteCustomKeyStore: 5,
	DeleteImportedKeyMaterial: 15,
	DescribeCustomKeyStores: 5,
	DescribeKey: 2000,
	DisableKey: 5,
	DisableKeyRotation: 5,
	DisconnectCustomKeyStore: 5,
	EnableKey: 5,
	EnableKeyRotation: 15,
	GetKeyLastUsage: 5,
	GetKeyPolicy: 1000,
	GetKeyRotationStatus: 1000,
	GetParametersForImport: 1,
	GetPublicKey: 2000,
	ImportKeyMaterial: 15,
	ListAliases: 500,
	ListGrants: 100,
	ListKeyPolicies: 100,
	ListKeyRotations: 100,
	ListKeys: 500,
	ListResourceTags: 2000,
	ListRetirableGrants: 100,
	PutKeyPolicy: 15,
	ReplicateKey: 5,
	RetireGrant: 50,
	RevokeGrant: 50,
	RotateKeyOnDemand: 5,
	ScheduleKeyDeletion: 15,
	TagResource: 10,
	UntagResource: 5,
	UpdateAlias: 5,
	UpdateCustomKeyStore: 5,
	UpdateKeyDescription: 5,
	UpdatePrimaryRegion: 5
};

/** Cryptographic operations with symmetric and HMAC keys, and GenerateRandom, share one quota. */
const SYMMETRIC = {
	others: 10_000,
	20_000: ['us-east-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'eu-central-1', 'eu-west-2'],
	100_000: ['us-east-1', 'us-west-2', 'eu-west-1']
} as const;
const ASYMMETRIC = 1000;
/** Each custom key store; not adjustable. */
const KEY_STORE = 1800;
const PAIRS: Readonly<Record<string, number>> = { RSA_2048: 20, RSA_3072: 4, RSA_4096: 1, SM2: 25 };
const OTHER_PAIRS = 100;

const symmetric = (region: string): Quota => {
	const listed = ([100_000, 20_000] as const).find((rate) =>
		(SYMMETRIC[rate] as readonly string[]).includes(region)
	);
	return { group: 'cryptographic operations (symmetric)', rate: listed ?? SYMMETRIC.others };
};

/** The quota of a request whose key plays no part; undefined for one where it does. */
export function quotaOf(of: Metered): Quota | undefined {
	const { operation, keyPairSpec } = of;
	const rate = RATES[operation];
	if (rate !== undefined) return { group: operation, rate };
	if (operation === 'GenerateRandom') return symmetric(of.region);
	if (operation.startsWith('GenerateDataKeyPair') && keyPairSpec !== undefined)
		return { group: `GenerateDataKeyPair (${keyPairSpec})`, rate: PAIRS[keyPairSpec] ?? OTHER_PAIRS };
	return undefined;
}

/** The quota of a cryptographic operation, by the key it is with. */
export function quotaWithKey(of: MeteredKey): Quota | undefined {
	if (of.customKeyStoreId !== undefined)
		return { group: `custom key store ${of.customKeyStoreId}`, rate: KEY_STORE };
	if (of.spec === 'SYMMETRIC_DEFAULT' || of.spec.startsWith('HMAC_')) return symmetric(of.region);
	for (const [prefix, group] of [
		['RSA_', 'cryptographic operations (RSA)'],
		['ECC_', 'cryptographic operations (ECC and SM2)'],
		['SM2', 'cryptographic operations (ECC and SM2)'],
		['ML_DSA_', 'cryptographic operations (ML-DSA)']
	] as const)
		if (of.spec.startsWith(prefix)) return { group, rate: ASYMMETRIC };
	return undefined;
}
