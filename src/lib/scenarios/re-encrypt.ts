import { after, deed, key } from './checks';
import { createAlias, createKey, decrypt, encrypt, moveSealed, rotateNow, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario } from './scenario';

export const reEncrypt: Scenario = {
	id: 're-encrypt',
	title: 'Re-encrypt old data',
	question: 'Can old data move to the newest generation without being read?',
	summary:
		'Rotation leaves old data under its old generation. ReEncrypt moves it, and no plaintext comes out.',
	seed: seedOf('glass-kms re-encrypt'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), encrypt('Something is sealed')],
	steps: [rotateNow, moveSealed('ReEncrypt', 0)],
	predict: {
		before: 1,
		question: 'ReEncrypt moves the ciphertext to generation 2. Where is the plaintext meanwhile?',
		choices: [
			{
				text: 'Only inside the HSM',
				says: 'It is opened and sealed again in there; nothing readable comes out.'
			},
			{
				text: 'It comes to Alice',
				says: 'That would be Decrypt and Encrypt; ReEncrypt saves the trip.'
			},
			{ text: 'There is none', says: 'To change the material it must be opened: inside the HSM.' }
		],
		right: 0
	},
	goal: {
		task: 'Move the text to another key, disable the first, and show that the text still opens.',
		checks: [
			{ label: 'The first key is disabled', holds: key((one) => one.state === 'Disabled') },
			{ label: 'The text opens all the same', holds: after(deed('DisableKey'), deed('Decrypt')) }
		],
		hints: {
			look: 'Keys to make another; Call the API has ReEncrypt.',
			think: 'ReEncrypt takes a destination key: a ciphertext needs only the key that sealed it last.'
		},
		solution: [
			createKey('next'),
			moveSealed('Move it', 1),
			{ phase: 'Disable the first', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			decrypt('Open it', 'moved')
		],
		nearMiss: [
			createKey('next'),
			{ phase: 'Disable the first', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			decrypt('Open it', 'sealed', 'DisabledException')
		]
	},
	shows: [42]
};
