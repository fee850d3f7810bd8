import { by, did, refused } from './checks';
import {
	putPolicy,
	ALICE,
	allow,
	as,
	decryptAs,
	DENIED,
	KEY_ADMINISTRATOR,
	keyWithPolicy,
	policy,
	APPLICATION
} from './acting';
import { CONTEXT, seedOf, START, TEXT } from './parts';
import { keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const STATEMENTS = [
	allow(ALICE, 'kms:*'),
	allow(KEY_ADMINISTRATOR, 'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:DisableKey'),
	allow(APPLICATION, 'kms:Encrypt', 'kms:Decrypt')
];
const SEPARATED = policy(...STATEMENTS);

const disableAs: ScenarioStep = {
	phase: 'They disable the key',
	command: as(
		KEY_ADMINISTRATOR,
		kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) }))
	)
};

export const customPolicy: Scenario = {
	id: 'custom-policy',
	title: 'The administrator who lets themselves in',
	question: 'The administrator may not decrypt. What can they do about it?',
	summary: 'Managing a key is not using it; but whoever may change its policy can change that.',
	note: 'CloudTrail has both calls of the administrator. Separation of duties holds as long as somebody reads it.',
	seed: seedOf('glass-kms custom-policy'),
	startsAt: START,
	setup: [
		keyWithPolicy('payroll', SEPARATED),
		{
			phase: 'Seal',
			name: 'sealed',
			command: as(
				APPLICATION,
				kms('Encrypt', (so) => ({ KeyId: keyIdAt(so, 0), Plaintext: TEXT, EncryptionContext: CONTEXT }))
			)
		}
	],
	steps: [
		decryptAs('The user opens', APPLICATION),
		decryptAs('The administrator may not', KEY_ADMINISTRATOR, DENIED),
		{
			phase: 'The administrator changes the policy',
			command: as(
				KEY_ADMINISTRATOR,
				kms('PutKeyPolicy', (so) => ({
					KeyId: keyIdAt(so, 0),
					Policy: policy(...STATEMENTS, allow(KEY_ADMINISTRATOR, 'kms:Decrypt'))
				}))
			)
		},
		decryptAs('And is in', KEY_ADMINISTRATOR)
	],
	predict: {
		before: 1,
		question: 'The administrator manages the key. May they open what it sealed?',
		choices: [
			{
				text: 'No: no statement lets them',
				says: 'Managing and using are different actions, and only the first are listed.'
			},
			{
				means: 'works',
				text: 'Yes: administrators may do everything',
				says: 'Only what their statement lists; kms:Decrypt is not in it.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Take the administrator’s way in: they may still disable the key, but not change its policy.',
		checks: [
			{
				label: 'The administrator could not change the policy',
				holds: refused('PutKeyPolicy', DENIED, by(KEY_ADMINISTRATOR))
			},
			{ label: 'The administrator disabled the key', holds: did('DisableKey', by(KEY_ADMINISTRATOR)) }
		],
		hints: {
			look: 'Access: the key policy. Then act as KeyAdministrator.',
			think: 'Whoever has kms:PutKeyPolicy has everything, sooner or later.'
		},
		solution: [
			putPolicy(
				'Without kms:PutKeyPolicy',
				policy(
					allow(ALICE, 'kms:*'),
					allow(KEY_ADMINISTRATOR, 'kms:DescribeKey', 'kms:DisableKey'),
					allow(APPLICATION, 'kms:Encrypt', 'kms:Decrypt')
				)
			),
			{
				phase: 'They try',
				fails: DENIED,
				command: as(
					KEY_ADMINISTRATOR,
					kms('PutKeyPolicy', (so) => ({
						KeyId: keyIdAt(so, 0),
						Policy: policy(allow(KEY_ADMINISTRATOR, 'kms:*'))
					}))
				)
			},
			disableAs
		],
		nearMiss: [
			{
				phase: 'They let themselves in',
				command: as(
					KEY_ADMINISTRATOR,
					kms('PutKeyPolicy', (so) => ({
						KeyId: keyIdAt(so, 0),
						Policy: policy(...STATEMENTS, allow(KEY_ADMINISTRATOR, 'kms:Decrypt'))
					}))
				)
			},
			disableAs
		]
	},
	shows: [62, 63]
};
