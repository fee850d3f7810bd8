import { by, deedOf, did } from './checks';
import {
	iamAllows,
	allow,
	BOB,
	DANA,
	DENIED,
	encryptAs,
	HOME,
	OTHER,
	policy,
	putPolicy,
	root
} from './acting';
import { createKey, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const crossAccount: Scenario = {
	id: 'cross-account',
	title: 'Two accounts: both must say yes',
	question: 'Bob of another account wants to use this key. Who must say yes?',
	summary: 'A key of one account used from another: the key policy there and IAM here, and neither alone.',
	seed: seedOf('glass-kms cross-account'),
	startsAt: START,
	setup: [createKey('shared letters')],
	steps: [
		encryptAs('Bob of 444455556666: his IAM alone', BOB, DENIED),
		putPolicy(
			'The key policy opens to his account',
			policy(allow(root(HOME), 'kms:*'), allow(root(OTHER), 'kms:Encrypt', 'kms:Decrypt'))
		),
		encryptAs('Dana of 444455556666: the key policy alone', DANA, DENIED),
		encryptAs('Bob: both sides', BOB)
	],
	predict: {
		before: 2,
		question: 'The key policy opens to the account 444455556666. IAM there is silent about Dana. May she?',
		choices: [
			{
				text: 'No: her own account must say yes too',
				says: 'Across accounts both sides must: the key policy there and IAM here.'
			},
			{
				means: 'works',
				text: 'Yes: the key policy says so',
				says: 'It lets her account decide, and her account has not.'
			},
			{ text: 'No: keys never cross accounts', says: 'They do, when both accounts say yes.' }
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Let Dana seal with the key of the other account, without touching the key policy.',
		checks: [
			{ label: 'Dana sealed', holds: did('Encrypt', by(DANA)) },
			{
				label: 'The key policy is as it was',
				holds: (now) => !now.did.some((entry) => deedOf(entry) === 'PutKeyPolicy')
			}
		],
		hints: {
			look: 'Access: users and roles, in her account.',
			think: 'The key policy already lets her account decide; IAM there must name her.'
		},
		solution: [iamAllows('IAM lets Dana seal', DANA, 'kms:Encrypt'), encryptAs('Dana', DANA)],
		nearMiss: [
			putPolicy('The key policy names Dana', policy(allow(root(HOME), 'kms:*'), allow(DANA, 'kms:Encrypt'))),
			encryptAs('Dana', DANA, DENIED)
		]
	},
	shows: [40, 64]
};
