import { key, refused } from './checks';
import { createAlias, createKey, decrypt, encrypt, scheduleDeletion, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario } from './scenario';

export const scheduleKeyDeletion: Scenario = {
	id: 'schedule-deletion',
	title: 'Schedule a deletion',
	question: 'Can one delete a key at once?',
	summary: 'KMS never deletes a key at once: it waits 7 to 30 days, and the key is unusable meanwhile.',
	seed: seedOf('glass-kms schedule'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), encrypt('Something is sealed')],
	steps: [scheduleDeletion, decrypt('The refusal', 'sealed', 'KMSInvalidStateException')],
	predict: {
		before: 1,
		question: 'Seven days are left. Does the key still open things until then?',
		choices: [
			{
				text: 'No: it refuses from now on',
				says: 'Pending deletion refuses all cryptography, so the loss is felt before it is final.'
			},
			{
				means: 'works',
				text: 'Yes, until the last day',
				says: 'The waiting period is for noticing, not for going on.'
			},
			{
				means: 'works',
				text: 'It opens, but seals no more',
				says: 'Neither: both are cryptography, and both are refused.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Schedule the deletion with the longest waiting period, and show that sealing is refused.',
		checks: [
			{
				label: '30 days to think about it',
				holds: key((one) => one.state === 'PendingDeletion' && one.pendingWindowInDays === 30)
			},
			{ label: 'Encrypt refused', holds: refused('Encrypt', 'KMSInvalidStateException') }
		],
		hints: {
			look: 'Tab Keys: the deletion and its days.',
			think: 'The waiting period is 7 to 30 days; 30 when none is given.'
		},
		solution: [
			{ phase: 'Schedule', command: kms('ScheduleKeyDeletion', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			encrypt('Seal', 'refused', 'KMSInvalidStateException')
		],
		nearMiss: [scheduleDeletion, encrypt('Seal', 'refused', 'KMSInvalidStateException')]
	},
	shows: [67, 68, 69, 70, 71]
};
