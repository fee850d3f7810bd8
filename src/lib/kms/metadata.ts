/** KeyMetadata as DescribeKey and CreateKey answer it. Times in seconds. */
import type { WorldState } from '$lib/domain/entry';
import { currentGeneration, originOf, type KeyRecord } from '$lib/domain/key';
import type { KeyMetadata } from '$lib/domain/operations';
import { multiRegionConfiguration, setOf } from './multi-region';

export const seconds = (milliseconds: number): number => milliseconds / 1000;

export const keyMetadata = (key: KeyRecord, state: Pick<WorldState, 'sets' | 'keyStores'>): KeyMetadata => {
	const set = setOf(state, key);
	const store = key.customKeyStoreId === undefined ? undefined : state.keyStores.get(key.customKeyStoreId);
	return {
		AWSAccountId: key.account,
		KeyId: key.keyId,
		Arn: key.arn,
		CreationDate: seconds(key.createdAt),
		Enabled: key.state === 'Enabled',
		Description: key.description,
		KeyUsage: 'ENCRYPT_DECRYPT',
		KeyState: key.state,
		...(key.state === 'PendingReplicaDeletion' && {
			PendingDeletionWindowInDays: key.pendingWindowInDays!
		}),
		...(key.deletionAt !== undefined && { DeletionDate: seconds(key.deletionAt) }),
		Origin: originOf(key),
		...(store && { CustomKeyStoreId: store.id }),
		...(store?.type === 'AWS_CLOUDHSM' && { CloudHsmClusterId: store.clusterId }),
		...(key.xksKeyId !== undefined && { XksKeyConfiguration: { Id: key.xksKeyId } }),
		KeyManager: key.manager ?? 'CUSTOMER',
		CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
		KeySpec: 'SYMMETRIC_DEFAULT',
		EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
		MultiRegion: key.multiRegion ?? false,
		...(set && { MultiRegionConfiguration: multiRegionConfiguration(set, key) }),
		// A replica shows its material once it is ready.
		...(!store && key.state !== 'Creating' && { CurrentKeyMaterialId: currentGeneration(key).materialId })
	};
};
