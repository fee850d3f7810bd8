import { did, refused } from './checks';
import { createAlias, createKey, seedOf, START } from './parts';
import { createKeyOf } from './outside';
import { keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const generate = (phase: string, index: number, fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: kms('GenerateDataKey', (so) => ({ KeyId: keyIdAt(so, index), KeySpec: 'AES_256' }))
});
const generatePair: ScenarioStep = {
	phase: 'A pair, under RSA',
	fails: 'InvalidKeyUsageException',
	command: kms('GenerateDataKeyPair', (so) => ({ KeyId: keyIdAt(so, 0), KeyPairSpec: 'ECC_NIST_P256' }))
};

export const generateDataKeyOnRsa: Scenario = {
	id: 'generate-data-key-on-rsa',
	title: 'No data keys under an RSA key',
	question: 'Can an RSA key give data keys?',
	summary: 'GenerateDataKey works with symmetric encryption keys only. An RSA key is refused by name.',
	note: 'So services that encrypt at rest ask for a symmetric key. With an RSA key, encrypt a key of your own under its public key, outside.',
	seed: seedOf('glass-kms data key on RSA'),
	startsAt: START,
	makesRsaKeys: true,
	setup: [
		createKeyOf('Create a key', { Description: 'RSA', KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }),
		createAlias('alias/rsa'),
		createKey('symmetric'),
		createAlias('alias/symmetric', 1)
	],
	steps: [generate('Under an RSA key', 0, 'InvalidKeyUsageException'), generate('Under a symmetric key', 1)],
	predict: {
		before: 1,
		question: 'What does a symmetric key answer to the same call?',
		choices: [
			{
				text: 'A data key twice: plain and encrypted',
				says: 'The plaintext to work with now, the encrypted copy to keep.'
			},
			{ text: 'Only the encrypted data key', says: 'That is GenerateDataKeyWithoutPlaintext.' },
			{
				means: 'refused',
				text: 'The same refusal',
				says: 'Symmetric encryption keys are what this operation is for.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Ask for a data key pair: under the RSA key, then under one that can.',
		checks: [
			{
				label: 'Refused under the RSA key',
				holds: refused('GenerateDataKeyPair', 'InvalidKeyUsageException')
			},
			{ label: 'A pair under the other', holds: did('GenerateDataKeyPair') }
		],
		hints: {
			look: 'Call the API: GenerateDataKeyPair, KeyPairSpec ECC_NIST_P256.',
			think: 'The private key of the pair is sealed under the KMS key: it must be symmetric.'
		},
		solution: [
			generatePair,
			{
				phase: 'Under the symmetric key',
				command: kms('GenerateDataKeyPair', (so) => ({
					KeyId: keyIdAt(so, 1),
					KeyPairSpec: 'ECC_NIST_P256'
				}))
			}
		],
		nearMiss: [generatePair, generate('A data key', 1)]
	},
	chapter: 'kinds',
	shows: [90, 93]
};
