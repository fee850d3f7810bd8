import { by, refused } from './checks';
import {
	ALICE,
	allow,
	APPLICATION,
	as,
	decryptAs,
	DENIED,
	KEY_ADMINISTRATOR,
	keyWithPolicy,
	policy
} from './acting';
import { CONTEXT, createAlias, seedOf, START, TEXT } from './parts';
import { keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const SEPARATED = policy(
	allow(ALICE, 'kms:*'),
	allow(
		KEY_ADMINISTRATOR,
		'kms:DescribeKey',
		'kms:EnableKey',
		'kms:DisableKey',
		'kms:ScheduleKeyDeletion',
		'kms:CancelKeyDeletion',
		'kms:EnableKeyRotation'
	),
	allow(APPLICATION, 'kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey')
);

const encryptAs = (who: string, phase: string, fails?: string): ScenarioStep => ({
	phase,
	...(fails === undefined ? { name: 'sealed' } : { fails }),
	command: as(
		who,
		kms('Encrypt', (so) => ({ KeyId: keyIdAt(so, 0), Plaintext: TEXT, EncryptionContext: CONTEXT }))
	)
});
const rotateAs = (who: string, phase: string, fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: as(
		who,
		kms('EnableKeyRotation', (so) => ({ KeyId: keyIdAt(so, 0), RotationPeriodInDays: 180 }))
	)
});
const deleteAs = (who: string, phase: string, fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: as(
		who,
		kms('ScheduleKeyDeletion', (so) => ({ KeyId: keyIdAt(so, 0) }))
	)
});

export const administratorAndUser: Scenario = {
	id: 'administrator-and-user',
	title: 'Administrator and user',
	question: 'Can one person manage a key without being able to use it?',
	summary: 'One may manage the key and not use it, the other use it and not manage it.',
	note: 'The administrator here may not change the key policy. One who may can let themselves in: see “The administrator who lets themselves in”.',
	seed: seedOf('glass-kms administrator and user'),
	startsAt: START,
	setup: [keyWithPolicy('payroll', SEPARATED), createAlias('alias/payroll')],
	steps: [
		encryptAs(APPLICATION, 'The user seals'),
		deleteAs(APPLICATION, 'The user may not delete', DENIED),
		rotateAs(KEY_ADMINISTRATOR, 'The administrator rotates'),
		decryptAs('And may not open', KEY_ADMINISTRATOR, DENIED)
	],
	predict: {
		before: 1,
		question: 'The application may encrypt and decrypt. Can it schedule the key for deletion?',
		choices: [
			{ text: 'No: nobody said yes', says: 'Its statement lists three actions, and this is none of them.' },
			{
				means: 'works',
				text: 'Yes: who may use may delete',
				says: 'Using and managing are different actions.'
			},
			{
				means: 'works',
				text: 'Yes, but KMS waits longer',
				says: 'The waiting period is the same for everybody allowed.'
			}
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Show that each is held back where the other may act.',
		checks: [
			{
				label: 'The administrator could not encrypt',
				holds: refused('Encrypt', DENIED, by(KEY_ADMINISTRATOR))
			},
			{
				label: 'The application could not set rotation',
				holds: refused('EnableKeyRotation', DENIED, by(APPLICATION))
			}
		],
		hints: {
			look: 'Who acts, at the top of the lab.',
			think: 'Act as each of them, and ask for what only the other may.'
		},
		solution: [
			encryptAs(KEY_ADMINISTRATOR, 'As the administrator', DENIED),
			rotateAs(APPLICATION, 'As the application', DENIED)
		],
		nearMiss: [
			encryptAs(APPLICATION, 'As the application'),
			rotateAs(KEY_ADMINISTRATOR, 'As the administrator')
		]
	},
	chapter: 'access',
	shows: [62, 63]
};
