import { createAlias, createKey, encrypt, scheduleDeletion, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario } from './scenario';

export const rescue: Scenario = {
	id: 'rescue',
	title: 'Rescue a key',
	summary: 'CancelKeyDeletion ends in Disabled: the next Encrypt fails until EnableKey.',
	seed: seedOf('glass-kms rescue'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), scheduleDeletion],
	steps: [
		{ phase: 'Cancel', command: kms('CancelKeyDeletion', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		encrypt('Still disabled', 'refused', 'DisabledException'),
		{ phase: 'Enable', command: kms('EnableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		encrypt('Encrypt')
	]
};
