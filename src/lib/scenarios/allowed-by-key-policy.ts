import { by, deedOf, did } from './checks';
import {
	iamAllows,
	decryptAs,
	allow,
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

export const allowedByKeyPolicy: Scenario = {
	id: 'allowed-by-key-policy',
	title: 'Allowed by the key policy',
	question: 'The key policy names Carlos. Does he need an IAM policy too?',
	summary: 'A key policy that names a user is enough in the same account: IAM is not asked.',
	seed: seedOf('glass-kms allowed-by-key-policy'),
	startsAt: START,
	setup: [keyWithPolicy('letters', policy(allow(root(HOME), 'kms:*'), allow(CARLOS, 'kms:Encrypt')))],
	steps: [
		encryptAs('Carlos, whom the policy names', CARLOS),
		putPolicy('His name is taken out', policy(allow(root(HOME), 'kms:*'))),
		encryptAs('Carlos again', CARLOS, DENIED)
	],
	predict: {
		before: 2,
		question: 'His name is out of the key policy, and IAM never named him. May Carlos still seal?',
		choices: [
			{ text: 'No: nobody says yes', says: 'Without a yes from key policy or IAM the answer is no.' },
			{
				means: 'works',
				text: 'Yes: he could a moment ago',
				says: 'Each call is decided anew, by the policies of that moment.'
			},
			{
				means: 'works',
				text: 'Yes: the account may do everything',
				says: 'The account statement only lets IAM decide, and IAM is silent.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Let Carlos open what he seals, by the key policy alone.',
		checks: [
			{ label: 'Carlos opened something', holds: did('Decrypt', by(CARLOS)) },
			{
				label: 'IAM is as it was',
				holds: (now) => !now.did.some((entry) => deedOf(entry) === 'iam.putPrincipal')
			}
		],
		hints: {
			look: 'Access, and there the key policy.',
			think: 'A key policy that names a principal is enough in the same account.'
		},
		solution: [
			putPolicy(
				'Both are allowed',
				policy(allow(root(HOME), 'kms:*'), allow(CARLOS, 'kms:Encrypt', 'kms:Decrypt'))
			),
			{ ...encryptAs('Carlos seals', CARLOS), name: 'sealed' },
			decryptAs('Carlos opens', CARLOS)
		],
		nearMiss: [
			iamAllows('IAM lets him open', CARLOS, 'kms:Decrypt'),
			{ ...encryptAs('Carlos seals', CARLOS), name: 'sealed' },
			decryptAs('Carlos opens', CARLOS)
		]
	},
	shows: [45, 46]
};
