import { after, deed, inputOf, refused } from './checks';
import { createAlias, createKey, CONTEXT, decrypt, seedOf, START, TEXT } from './parts';
import { keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const encryptByAlias = (phase: string, name: string): ScenarioStep => ({
	phase,
	name,
	command: kms('Encrypt', { KeyId: 'alias/invitations', Plaintext: TEXT, EncryptionContext: CONTEXT })
});

export const aliasManualRotation: Scenario = {
	id: 'alias-manual-rotation',
	title: 'Manual rotation behind an alias',
	question: 'The alias moves to a new key. What becomes of the old data?',
	summary: 'The alias moves to another key. New data goes there; old data still needs the old key.',
	note: 'Automatic rotation is possible every 90 to 2,560 days. Reasons left for this: shorter periods, and keys that cannot rotate.',
	seed: seedOf('glass-kms alias'),
	startsAt: START,
	setup: [
		createKey('old'),
		createAlias('alias/invitations'),
		encryptByAlias('Something is sealed', 'sealed')
	],
	steps: [
		createKey('new'),
		{
			phase: 'Re-hang the alias',
			command: kms('UpdateAlias', (so) => ({ AliasName: 'alias/invitations', TargetKeyId: keyIdAt(so, 1) }))
		},
		encryptByAlias('Encrypt by alias', 'second'),
		decrypt('Old data, old key')
	],
	predict: {
		before: 3,
		question: 'The alias points to the new key. Which key opens the old ciphertext?',
		choices: [
			{ text: 'The old one', says: 'The ciphertext names the key, not the alias.' },
			{ text: 'The new one', says: 'The new key never saw this data; its material is another.' },
			{ means: 'refused', text: 'None', says: 'The old key is still there, and as long as it is, it opens.' }
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Disable the old key: show what breaks by it, and what does not.',
		checks: [
			{ label: 'Old data refused', holds: refused('Decrypt', 'DisabledException') },
			{
				label: 'Sealing by the alias still works',
				holds: after(
					deed('DisableKey'),
					deed('Encrypt', (entry) => inputOf(entry, 'KeyId') === 'alias/invitations')
				)
			}
		],
		hints: {
			look: 'Tab Keys: the key that no alias points to any more.',
			think: 'New data follows the alias; old data follows its key.'
		},
		solution: [
			{ phase: 'Disable the old key', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			decrypt('Old data', 'sealed', 'DisabledException'),
			encryptByAlias('New data', 'third')
		],
		nearMiss: [
			{ phase: 'Disable the new key', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 1) })) },
			decrypt('Old data')
		]
	},
	shows: [83, 84, 85, 86, 87]
};
