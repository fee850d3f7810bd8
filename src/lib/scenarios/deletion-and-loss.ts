import { createAlias, createKey, decrypt, encrypt, scheduleDeletion, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const deletionAndLoss: Scenario = {
	id: 'deletion-and-loss',
	title: 'Deletion, and the loss',
	summary: 'The waiting period ends. Key, aliases and material are gone, and so is all they sealed.',
	note: 'Stepping back from here is the playground’s. AWS has no way back: what the key sealed is lost.',
	seed: seedOf('glass-kms deletion'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), encrypt('Before')],
	steps: [
		scheduleDeletion,
		{
			phase: 'The window ends',
			command: (so) => ({ type: 'clock.advance', by: 'next-event', ...so.acting })
		},
		decrypt('The loss', 'sealed', 'AccessDeniedException')
	]
};
