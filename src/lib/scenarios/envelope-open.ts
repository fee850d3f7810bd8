import { after, deed, refused } from './checks';
import { openMessage, createAlias, createKey, sealMessage, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario } from './scenario';

export const envelopeOpen: Scenario = {
	id: 'envelope-open',
	title: 'Open an envelope',
	question: 'The key stays in KMS. How does the sealed text open here?',
	summary: 'KMS opens the wrapped data key; the data key opens the text, and is wiped.',
	seed: seedOf('glass-kms envelope'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), sealMessage],
	steps: [openMessage],
	predict: {
		before: 0,
		at: 'request',
		question: 'The message carries its wrapped data key. What travels to KMS now?',
		choices: [
			{
				text: 'Only the wrapped data key',
				says: 'KMS unwraps the data key; text and ciphertext never come near it.'
			},
			{ text: 'The whole message', says: 'The message may be gigabytes long; only the wrapped key travels.' },
			{ text: 'The ciphertext', says: 'The ciphertext is opened here, with the data key that KMS unwraps.' }
		],
		right: 0
	},
	goal: {
		task: 'Make the message unreadable without touching it; then make it readable again.',
		checks: [
			{ label: 'Opening it was refused', holds: refused('client.open', 'DisabledException') },
			{ label: 'Later it opens', holds: after(deed('EnableKey'), deed('client.open')) }
		],
		hints: {
			look: 'Tab Keys, and the key that the message names.',
			think: 'The message needs its key: a disabled key unwraps nothing.'
		},
		solution: [
			{ phase: 'Disable', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			{ ...openMessage, fails: 'DisabledException' },
			{ phase: 'Enable', command: kms('EnableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			openMessage
		],
		nearMiss: [openMessage, openMessage]
	},
	shows: [5]
};
