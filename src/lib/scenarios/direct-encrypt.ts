import { did, inputOf, refused } from './checks';
import { createAlias, createKey, decrypt, encrypt, seedOf, START } from './parts';
import { answerOf, kms, type Scenario } from './scenario';

export const directEncrypt: Scenario = {
	id: 'direct-encrypt',
	title: 'Encrypt directly, up to 4,096 bytes',
	question: 'How does KMS encrypt a short text, and who ever sees the key?',
	summary: 'A short text travels to KMS, is sealed inside the HSM, and comes back as ciphertext.',
	seed: seedOf('glass-kms direct-encrypt'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations')],
	steps: [encrypt('Encrypt'), decrypt('Decrypt')],
	predict: {
		before: 1,
		question: 'Decrypt names no key. How does KMS know which key to use?',
		choices: [
			{
				text: 'The ciphertext names it',
				says: 'A symmetric ciphertext carries the identity of its key, so no key id is needed.'
			},
			{
				text: 'It tries the keys of the account',
				says: 'It tries none: the ciphertext says which key sealed it.'
			},
			{ text: 'It uses the alias', says: 'The alias is for people who encrypt; Decrypt does not look at it.' }
		],
		right: 0
	},
	goal: {
		task: 'Seal a text with an encryption context, and find out what Decrypt says to another context.',
		checks: [
			{
				label: 'A text sealed with a context',
				holds: did('Encrypt', (entry) => inputOf(entry, 'EncryptionContext') !== undefined)
			},
			{
				label: 'Decrypt refused: the context differs',
				holds: refused('Decrypt', 'InvalidCiphertextException')
			}
		],
		hints: {
			look: 'Call the API: Encrypt, then Decrypt what came out of it.',
			think: 'The context is authenticated with the ciphertext: it must be the same to the letter.'
		},
		solution: [
			encrypt('Seal', 'mine'),
			{
				phase: 'Open with another context',
				fails: 'InvalidCiphertextException',
				command: kms('Decrypt', (so) => ({
					CiphertextBlob: answerOf<'Encrypt', 'CiphertextBlob'>(so, 'mine', 'CiphertextBlob'),
					EncryptionContext: { purpose: 'payroll' }
				}))
			}
		],
		nearMiss: [encrypt('Seal', 'mine'), decrypt('Open', 'mine')]
	},
	shows: [89, 91, 92]
};
