import { after, deed, deedOf } from './checks';
import { createAlias, createKey, decrypt, encrypt, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario } from './scenario';

export const disable: Scenario = {
	id: 'disable',
	title: 'Disable a key',
	question: 'The key is disabled. What happens to what it has sealed?',
	summary: 'A disabled key refuses every cryptographic call until it is enabled again.',
	seed: seedOf('glass-kms disable'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), encrypt('Something is sealed')],
	steps: [
		{ phase: 'Disable', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		decrypt('The refusal', 'sealed', 'DisabledException'),
		{ phase: 'Enable', command: kms('EnableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		decrypt('It opens again')
	],
	predict: {
		before: 1,
		question: 'The key is disabled, its material untouched. What does Decrypt answer?',
		choices: [
			{
				text: 'DisabledException',
				says: 'A disabled key refuses every cryptographic operation, opening too.'
			},
			{
				means: 'works',
				text: 'The plaintext: only sealing stops',
				says: 'Disabled holds for all cryptography, not only for sealing.'
			},
			{
				text: 'It waits until the key is enabled',
				says: 'KMS never waits: it answers at once, with an exception.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Disable the key, find a call that still works on it and one that does not; enable it.',
		checks: [
			{
				label: 'A call that worked meanwhile',
				holds: after(
					deed('DisableKey'),
					(entry) => deedOf(entry) !== 'EnableKey' && entry.outcome.ok && entry.command['type'] === 'kms'
				)
			},
			{
				label: 'One that did not',
				holds: (now) =>
					now.did.some(({ outcome }) => !outcome.ok && outcome.error.code === 'DisabledException')
			},
			{ label: 'Enabled again', holds: after(deed('DisableKey'), deed('EnableKey')) }
		],
		hints: {
			look: 'Tab Keys to disable it; Call the API for the rest.',
			think: 'Management goes on while a key is disabled: describe it, tag it, move its alias.'
		},
		solution: [
			{ phase: 'Disable', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			{ phase: 'Describe', command: kms('DescribeKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			encrypt('Seal', 'refused', 'DisabledException'),
			{ phase: 'Enable', command: kms('EnableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) }
		],
		nearMiss: [
			{ phase: 'Disable', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			encrypt('Seal', 'refused', 'DisabledException'),
			{ phase: 'Enable', command: kms('EnableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) }
		]
	},
	shows: [9]
};
