/** KeyMetadata as DescribeKey and CreateKey answer it. Times in seconds. */
import type { WorldState } from '$lib/domain/entry';
import { hasAllMaterial, originOf, specOf, usageOf, type KeyRecord } from '$lib/domain/key';
import type { KeyUsage } from '$lib/domain/key-spec';
import type { KeyMetadata } from '$lib/domain/operations';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';
import { multiRegionConfiguration, setOf } from './multi-region';

export const seconds = (milliseconds: number): number => milliseconds / 1000;

export const keyMetadata = (key: KeyRecord, state: Pick<WorldState, 'sets' | 'keyStores'>): KeyMetadata => {
	const set = setOf(state, key);
	return {
		AWSAccountId: key.account,
		KeyId: key.keyId,
		Arn: key.arn,
		CreationDate: seconds(key.createdAt),
		Enabled: key.state === 'Enabled',
		Description: key.description,
		KeyUsage: usageOf(key),
		KeyState: key.state,
		...(key.state === 'PendingReplicaDeletion' && {
			PendingDeletionWindowInDays: key.pendingWindowInDays!
		}),
		...(key.deletionAt !== undefined && { DeletionDate: seconds(key.deletionAt) }),
		Origin: originOf(key),
		...expirationMembers(key),
		...storeMembers(key, state),
		KeyManager: key.manager ?? 'CUSTOMER',
		CustomerMasterKeySpec: specOf(key),
		KeySpec: specOf(key),
		...algorithmMembers(key),
		MultiRegion: key.multiRegion ?? false,
		...(set && { MultiRegionConfiguration: multiRegionConfiguration(set, key) }),
		...currentMaterial(key)
	};
};

/** The algorithms that the key's usage leaves of its spec. */
export function algorithmMembers(key: KeyRecord): AlgorithmMembers {
	const facts = KEY_SPEC_FACTS[specOf(key)];
	const members: Readonly<Record<KeyUsage, AlgorithmMembers>> = {
		ENCRYPT_DECRYPT: { ...(facts.encryption && { EncryptionAlgorithms: facts.encryption }) },
		SIGN_VERIFY: { ...(facts.signing && { SigningAlgorithms: facts.signing }) },
		GENERATE_VERIFY_MAC: { ...(facts.mac && { MacAlgorithms: facts.mac }) },
		KEY_AGREEMENT: { ...(facts.agreement && { KeyAgreementAlgorithms: facts.agreement }) },
		ENCAPSULATE_DECAPSULATE: {
			...(facts.encapsulation && { EncapsulationAlgorithms: facts.encapsulation })
		}
	};
	return members[usageOf(key)];
}
type AlgorithmMembers = Pick<
	KeyMetadata,
	| 'EncryptionAlgorithms'
	| 'SigningAlgorithms'
	| 'MacAlgorithms'
	| 'KeyAgreementAlgorithms'
	| 'EncapsulationAlgorithms'
>;

function storeMembers(
	{ customKeyStoreId, xksKeyId }: KeyRecord,
	{ keyStores }: Pick<WorldState, 'keyStores'>
): Pick<KeyMetadata, 'CustomKeyStoreId' | 'CloudHsmClusterId' | 'XksKeyConfiguration'> {
	const store = customKeyStoreId === undefined ? undefined : keyStores.get(customKeyStoreId);
	if (!store) return {};
	return {
		CustomKeyStoreId: store.id,
		...(store.type === 'AWS_CLOUDHSM' && { CloudHsmClusterId: store.clusterId }),
		...(xksKeyId !== undefined && { XksKeyConfiguration: { Id: xksKeyId } })
	};
}

/**
 * Symmetric encryption keys only; none before the first import, in a custom key store, or before a replica is ready.
 */
function currentMaterial(key: KeyRecord): Pick<KeyMetadata, 'CurrentKeyMaterialId'> {
	const current = key.generations.at(-1);
	if (key.customKeyStoreId !== undefined || key.state === 'Creating') return {};
	return current && specOf(key) === 'SYMMETRIC_DEFAULT' ? { CurrentKeyMaterialId: current.materialId } : {};
}

/** While imported material is there: the earliest end of any that belongs to the key. */
function expirationMembers(key: KeyRecord): Pick<KeyMetadata, 'ValidTo' | 'ExpirationModel'> {
	if (originOf(key) !== 'EXTERNAL' || !hasAllMaterial(key.generations)) return {};
	const ends = key.generations.flatMap((generation) => generation.imported?.validTo ?? []);
	if (ends.length === 0) return { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
	return { ValidTo: seconds(Math.min(...ends)), ExpirationModel: 'KEY_MATERIAL_EXPIRES' };
}
