import { DAY } from '$lib/domain/key';
import { did, key } from './checks';
import { createAlias, createKey, encrypt, scheduleDeletion, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario } from './scenario';

export const rescue: Scenario = {
	id: 'rescue',
	title: 'Rescue a key',
	question: 'A scheduled deletion is cancelled. Does the key work at once?',
	summary: 'CancelKeyDeletion ends in Disabled: the next Encrypt fails until EnableKey.',
	seed: seedOf('glass-kms rescue'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), scheduleDeletion],
	steps: [
		{ phase: 'Cancel', command: kms('CancelKeyDeletion', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		encrypt('Still disabled', 'refused', 'DisabledException'),
		{ phase: 'Enable', command: kms('EnableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		encrypt('Encrypt')
	],
	predict: {
		before: 1,
		question: 'The deletion is cancelled. Does Encrypt work now?',
		choices: [
			{
				text: 'No: the key is Disabled',
				says: 'CancelKeyDeletion leaves the key Disabled; EnableKey must follow.'
			},
			{
				means: 'works',
				text: 'Yes: it is as it was',
				says: 'It was Enabled before, but it does not come back so.'
			},
			{ text: 'Only after the waiting period', says: 'The waiting period ended with the cancellation.' }
		],
		right: 0
	},
	goal: {
		task: 'Let three days pass, then bring the key back until it seals again.',
		checks: [
			{ label: 'Days have passed', holds: did('clock.advance') },
			{ label: 'The key is Enabled', holds: key((one) => one.state === 'Enabled') },
			{ label: 'It seals', holds: did('Encrypt') }
		],
		hints: {
			look: 'The calendar first, then tab Keys.',
			think: 'Cancelling is half of the way: what is cancelled is Disabled.'
		},
		solution: [
			{ phase: 'Three days', command: (so) => ({ type: 'clock.advance', by: 3 * DAY, ...so.acting }) },
			{ phase: 'Cancel', command: kms('CancelKeyDeletion', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			{ phase: 'Enable', command: kms('EnableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			encrypt('Seal')
		],
		nearMiss: [
			{ phase: 'Too late', command: (so) => ({ type: 'clock.advance', by: 'next-event', ...so.acting }) }
		]
	},
	shows: [72]
};
