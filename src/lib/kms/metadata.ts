/** KeyMetadata as DescribeKey and CreateKey answer it. Times in seconds. */
import { currentGeneration, type KeyRecord } from '$lib/domain/key';
import type { KeyMetadata } from '$lib/domain/operations';

export const seconds = (milliseconds: number): number => milliseconds / 1000;

export const keyMetadata = (key: KeyRecord): KeyMetadata => ({
	AWSAccountId: key.account,
	KeyId: key.keyId,
	Arn: key.arn,
	CreationDate: seconds(key.createdAt),
	Enabled: key.state === 'Enabled',
	Description: key.description,
	KeyUsage: 'ENCRYPT_DECRYPT',
	KeyState: key.state,
	...(key.deletionAt !== undefined && { DeletionDate: seconds(key.deletionAt) }),
	Origin: 'AWS_KMS',
	KeyManager: key.manager ?? 'CUSTOMER',
	CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
	KeySpec: 'SYMMETRIC_DEFAULT',
	EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
	MultiRegion: false,
	CurrentKeyMaterialId: currentGeneration(key).materialId
});
