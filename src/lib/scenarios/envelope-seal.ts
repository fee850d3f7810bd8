import { after, deed, did } from './checks';
import { openMessage, createAlias, createKey, sealMessage, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const envelopeSeal: Scenario = {
	id: 'envelope-seal',
	title: 'Seal an envelope',
	question: 'How does one seal a text of any length with one call to KMS?',
	summary: 'KMS gives a data key twice; the text is sealed here, and only the wrapped key stays with it.',
	seed: seedOf('glass-kms envelope'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations')],
	steps: [sealMessage],
	predict: {
		before: 0,
		at: 'client-wipe',
		question: 'The text is sealed. What becomes of the data key?',
		choices: [
			{
				text: 'It is wiped; its wrapped copy stays',
				says: 'Only the wrapped copy lies with the text, and only KMS can open it.'
			},
			{ text: 'KMS keeps it for next time', says: 'KMS forgets a data key as soon as it has answered.' },
			{
				text: 'It lies beside the text, readable',
				says: 'Then whoever has the file could read it without asking KMS.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Seal a text of your own, and open it again.',
		checks: [
			{ label: 'A text sealed in an envelope', holds: did('client.seal') },
			{ label: 'It is opened again', holds: after(deed('client.seal'), deed('client.open')) }
		],
		hints: {
			look: 'Tab Seal; what you sealed lies under Sealed.',
			think: 'Opening needs KMS once more: it unwraps the data key.'
		},
		solution: [sealMessage, openMessage],
		nearMiss: [sealMessage]
	},
	shows: [4, 5, 44]
};
