import { by, did, key } from './checks';
import {
	ALICE,
	allow,
	APPLICATION,
	CARLOS,
	DENIED,
	encryptAs,
	HOME,
	keyWithPolicy,
	policy,
	putPolicy,
	root
} from './acting';
import { seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const fourCorners: Scenario = {
	id: 'four-corners',
	title: 'Four corners: key policy and IAM',
	question: 'Key policy and IAM: which of the two must say yes?',
	summary: 'Key policy first, IAM second: the four ways they can meet in one account.',
	note: 'IAM alone never opens a key: the key policy must let it, or say yes itself.',
	seed: seedOf('glass-kms four-corners'),
	startsAt: START,
	setup: [keyWithPolicy('letters', policy(allow(root(HOME), 'kms:*')))],
	steps: [
		encryptAs('The policy leaves it to IAM, and IAM says yes', APPLICATION),
		encryptAs('The policy leaves it to IAM, and IAM is silent', CARLOS, DENIED),
		putPolicy(
			'The policy names people instead of the account',
			policy(allow(ALICE, 'kms:*'), allow(CARLOS, 'kms:Encrypt'))
		),
		encryptAs('The policy says nothing, and IAM says yes', APPLICATION, DENIED),
		encryptAs('The policy says yes, and IAM is silent', CARLOS)
	],
	predict: {
		before: 3,
		question: 'The policy names Alice and Carlos, not the account. IAM allows the role. May it seal?',
		choices: [
			{
				text: 'No: the key policy does not let IAM decide',
				says: 'Without the account in the key policy, IAM is not asked.'
			},
			{
				means: 'works',
				text: 'Yes: IAM says yes',
				says: 'IAM counts only where the key policy lets the account decide.'
			},
			{ means: 'works', text: 'Yes: nothing denies it', says: 'No deny is not a yes.' }
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Let the role Application in again, without naming it in the key policy.',
		checks: [
			{ label: 'Application sealed', holds: did('Encrypt', by(APPLICATION)) },
			{
				label: 'The key policy does not name it',
				holds: key((one) => one.policy !== undefined && !one.policy.includes('role/Application'))
			}
		],
		hints: { look: 'Access: the key policy.', think: 'A statement for the account lets IAM decide again.' },
		solution: [
			putPolicy('The account again', policy(allow(root(HOME), 'kms:*'))),
			encryptAs('Application', APPLICATION)
		],
		nearMiss: [
			putPolicy('It is named', policy(allow(ALICE, 'kms:*'), allow(APPLICATION, 'kms:Encrypt'))),
			encryptAs('Application', APPLICATION)
		]
	},
	shows: [46, 57]
};
