import { did, generationUsed } from './checks';
import { createAlias, createKey, decrypt, encrypt, rotateNow, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const decryptOlderGeneration: Scenario = {
	id: 'decrypt-older-generation',
	title: 'Decrypt with an older generation',
	question: 'A key rotates twice. Which generation opens the old text?',
	summary: 'The ciphertext names the material that sealed it, so rotation breaks nothing.',
	seed: seedOf('glass-kms older generation'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), encrypt('Something is sealed')],
	steps: [rotateNow, { ...rotateNow, phase: 'Rotate again' }, decrypt('Decrypt what is old')],
	predict: {
		before: 2,
		question: 'The key was rotated twice. Which generation opens the old ciphertext?',
		choices: [
			{
				text: 'The first: the one that sealed it',
				says: 'The ciphertext names its material, and KMS keeps all of it.'
			},
			{
				text: 'The third: the current one',
				says: 'The current generation opens only what it sealed itself.'
			},
			{
				means: 'refused',
				text: 'None: it must be encrypted anew',
				says: 'Rotation breaks nothing: old material stays until the key is deleted.'
			}
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Open something old and something new, so that two generations are at work.',
		checks: [
			{
				label: 'Generation 1 opened something',
				holds: did('Decrypt', (entry) => generationUsed(entry) === 1)
			},
			{
				label: 'Generation 3 opened something',
				holds: did('Decrypt', (entry) => generationUsed(entry) === 3)
			}
		],
		hints: {
			look: 'Sealed has the old ciphertext; make a new one under the same key.',
			think: 'Encrypt takes the current generation, Decrypt the one that the ciphertext names.'
		},
		solution: [
			decrypt('Open the old'),
			encrypt('Seal something new', 'fresh'),
			decrypt('Open the new', 'fresh')
		],
		nearMiss: [decrypt('Open the old'), decrypt('And again')]
	},
	shows: [42, 80]
};
