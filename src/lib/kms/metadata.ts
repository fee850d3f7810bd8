/** KeyMetadata as DescribeKey and CreateKey answer it. Times in seconds. */
import type { WorldState } from '$lib/domain/entry';
import { hasAllMaterial, originOf, specOf, usageOf, type KeyRecord } from '$lib/domain/key';
import type { KeyMetadata } from '$lib/domain/operations';

export const seconds = (milliseconds: number): number => milliseconds / 1000;

/** What only some keys have is told by a file of its own, fetched with the first of them. */
export async function keyMetadata(
	key: KeyRecord,
	state: Pick<WorldState, 'sets' | 'keyStores'>
): Promise<KeyMetadata> {
	const set = key.multiRegion ? state.sets.get(key.keyId) : undefined;
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
		...(specOf(key) === 'SYMMETRIC_DEFAULT'
			? { EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'] as const }
			: (await import('./algorithm-members')).algorithmMembers(key)),
		MultiRegion: key.multiRegion ?? false,
		...(set && {
			MultiRegionConfiguration: (await import('./multi-region')).multiRegionConfiguration(set, key)
		}),
		...currentMaterial(key)
	};
}

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
