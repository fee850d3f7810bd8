import { createAlias, createKey, decrypt, encrypt, scheduleDeletion, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const scheduleKeyDeletion: Scenario = {
	id: 'schedule-deletion',
	title: 'Schedule a deletion',
	summary: 'KMS never deletes a key at once: it waits 7 to 30 days, and the key is unusable meanwhile.',
	seed: seedOf('glass-kms schedule'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), encrypt('Before')],
	steps: [scheduleDeletion, decrypt('The refusal', 'sealed', 'KMSInvalidStateException')]
};
