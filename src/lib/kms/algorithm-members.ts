/** The algorithms of a key, as KeyMetadata and GetPublicKey name them. */
import { specOf, usageOf, type KeyRecord } from '$lib/domain/key';
import type { KeyUsage } from '$lib/domain/key-spec';
import type { KeyMetadata } from '$lib/domain/operations';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';

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
