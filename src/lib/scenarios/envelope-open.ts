import { createAlias, createKey, sealMessage, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const envelopeOpen: Scenario = {
	id: 'envelope-open',
	title: 'Open an envelope',
	summary: 'KMS opens the wrapped data key; the data key opens the text, and is wiped.',
	seed: seedOf('glass-kms envelope'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), sealMessage],
	steps: [
		{
			phase: 'Open',
			command: (so) => {
				const message = so.done.get('message')?.bytes;
				if (!message) throw new Error('expected the sealed message');
				return { type: 'client.open', name: 'invitation.txt', message, ...so.acting };
			}
		}
	]
};
