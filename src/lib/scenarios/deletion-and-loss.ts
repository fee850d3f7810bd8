import { did } from './checks';
import {
	createAlias,
	createKey,
	decrypt,
	encrypt,
	moveSealed,
	scheduleDeletion,
	seedOf,
	START
} from './parts';
import type { Scenario } from './scenario';

export const deletionAndLoss: Scenario = {
	id: 'deletion-and-loss',
	title: 'Deletion, and the loss',
	question: 'The waiting period ends. What is left of what the key sealed?',
	summary: 'The waiting period ends. Key, aliases and material are gone, and so is all they sealed.',
	note: 'Stepping back from here is the playground’s. AWS has no way back: what the key sealed is lost.',
	seed: seedOf('glass-kms deletion'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), encrypt('Something is sealed')],
	steps: [
		scheduleDeletion,
		{
			phase: 'The window ends',
			command: (so) => ({ type: 'clock.advance', by: 'next-event', ...so.acting })
		},
		decrypt('The loss', 'sealed', 'AccessDeniedException')
	],
	predict: {
		before: 2,
		question: 'The waiting period is over. Who can still open the ciphertext?',
		choices: [
			{ text: 'Nobody', says: 'The material is gone everywhere: what it sealed stays sealed.' },
			{ text: 'AWS Support', says: 'AWS has no copy: nobody can bring a deleted key back.' },
			{
				means: 'works',
				text: 'Whoever kept the ciphertext',
				says: 'A copy of the ciphertext is no help without the key.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Let the old key be deleted without losing the text it sealed.',
		checks: [
			{ label: 'The old key is gone', holds: (now) => now.state.deletedKeys.size > 0 },
			{
				label: 'The text opens after that',
				holds: did('Decrypt', (entry, { state }) =>
					[...state.deletedKeys.values()].some(({ at }) => entry.at >= at)
				)
			}
		],
		hints: {
			look: 'Call the API: ReEncrypt, before it is too late.',
			think: 'A ciphertext that was moved to another key does not need the first any more.'
		},
		solution: [
			createKey('next'),
			moveSealed('Move it', 1),
			scheduleDeletion,
			{
				phase: 'The window ends',
				command: (so) => ({ type: 'clock.advance', by: 'next-event', ...so.acting })
			},
			decrypt('Open it', 'moved')
		],
		nearMiss: [
			createKey('next'),
			scheduleDeletion,
			{
				phase: 'The window ends',
				command: (so) => ({ type: 'clock.advance', by: 'next-event', ...so.acting })
			},
			decrypt('Open it', 'sealed', 'AccessDeniedException')
		]
	},
	shows: [66, 73, 74]
};
