import { createAlias, createKey, decrypt, encrypt, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario } from './scenario';

export const disable: Scenario = {
	id: 'disable',
	title: 'Disable a key',
	summary: 'A disabled key refuses every cryptographic call until it is enabled again.',
	seed: seedOf('glass-kms disable'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), encrypt('Before')],
	steps: [
		{ phase: 'Disable', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		decrypt('The refusal', 'sealed', 'DisabledException'),
		{ phase: 'Enable', command: kms('EnableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		decrypt('It opens again')
	]
};
