/** KeyMetadata as DescribeKey and CreateKey answer it. Times in seconds. */
import { hasAllMaterial, originOf, specOf, usageOf, type KeyRecord } from '$lib/domain/key';
import type { KeyUsage } from '$lib/domain/key-spec';
import type { KeyMetadata } from '$lib/domain/operations';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';

export const seconds = (milliseconds: number): number => milliseconds / 1000;

export const keyMetadata = (key: KeyRecord): KeyMetadata => ({
	AWSAccountId: key.account,
	KeyId: key.keyId,
	Arn: key.arn,
	CreationDate: seconds(key.createdAt),
	Enabled: key.state === 'Enabled',
	Description: key.description,
	KeyUsage: usageOf(key),
	KeyState: key.state,
	...(key.deletionAt !== undefined && { DeletionDate: seconds(key.deletionAt) }),
	Origin: originOf(key),
	...expirationMembers(key),
	KeyManager: 'CUSTOMER',
	CustomerMasterKeySpec: specOf(key),
	KeySpec: specOf(key),
	...algorithmMembers(key),
	MultiRegion: false,
	...currentMaterial(key)
});

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

/** Symmetric encryption keys only; none before the first import. */
function currentMaterial(key: KeyRecord): Pick<KeyMetadata, 'CurrentKeyMaterialId'> {
	const current = key.generations.at(-1);
	return current && specOf(key) === 'SYMMETRIC_DEFAULT' ? { CurrentKeyMaterialId: current.materialId } : {};
}

/** While imported material is there: the earliest end of any that belongs to the key. */
function expirationMembers(key: KeyRecord): Pick<KeyMetadata, 'ValidTo' | 'ExpirationModel'> {
	if (originOf(key) !== 'EXTERNAL' || !hasAllMaterial(key.generations)) return {};
	const ends = key.generations.flatMap((generation) => generation.imported?.validTo ?? []);
	if (ends.length === 0) return { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
	return { ValidTo: seconds(Math.min(...ends)), ExpirationModel: 'KEY_MATERIAL_EXPIRES' };
}
