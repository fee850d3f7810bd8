import { by, did, refused } from './checks';
import { APPLICATION, ALICE, allow, HOME, DENIED, encryptAs, policy, putPolicy, root } from './acting';
import { createKey, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const explicitDeny: Scenario = {
	id: 'explicit-deny',
	title: 'An explicit deny wins',
	question: 'Alice may do everything. Can one Deny stop her?',
	summary: 'However many policies say yes, one deny ends it, also for an administrator.',
	seed: seedOf('glass-kms explicit-deny'),
	startsAt: START,
	setup: [createKey('letters')],
	steps: [
		encryptAs('Alice, the administrator', ALICE),
		putPolicy(
			'A deny is added',
			policy(allow(root(HOME), 'kms:*'), {
				Sid: 'NoMoreSealing',
				...allow('*', 'kms:Encrypt'),
				Effect: 'Deny'
			})
		),
		encryptAs('Alice again', ALICE, DENIED)
	],
	predict: {
		before: 2,
		question: 'The account may do everything, Alice too, and one statement denies. Who wins?',
		choices: [
			{ text: 'The deny', says: 'One deny ends it, however many allows there are.' },
			{ means: 'works', text: 'The administrator', says: 'Being an administrator is only more allows.' },
			{ means: 'works', text: 'The first statement', says: 'The order of statements means nothing.' }
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Lift the deny for Alice alone; everybody else stays denied.',
		checks: [
			{ label: 'Alice sealed', holds: did('Encrypt', by(ALICE)) },
			{ label: 'Application was refused', holds: refused('Encrypt', DENIED, by(APPLICATION)) }
		],
		hints: {
			look: 'Access: the key policy, and its Deny.',
			think: 'A condition on aws:PrincipalArn can spare one principal.'
		},
		solution: [
			putPolicy(
				'A deny for all but Alice',
				policy(allow(root(HOME), 'kms:*'), {
					...allow('*', 'kms:Encrypt'),
					Effect: 'Deny',
					Condition: { StringNotEquals: { 'aws:PrincipalArn': ALICE } }
				})
			),
			encryptAs('Alice', ALICE),
			encryptAs('Application', APPLICATION, DENIED)
		],
		nearMiss: [
			putPolicy('No deny', policy(allow(root(HOME), 'kms:*'))),
			encryptAs('Alice', ALICE),
			encryptAs('Application', APPLICATION)
		]
	},
	shows: [46]
};
