import { by, did, key } from './checks';
import { root, HOME, encryptAs, ALICE, allow, CARLOS, DENIED, policy, putPolicy } from './acting';
import { createKey, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario } from './scenario';

export const lockout: Scenario = {
	id: 'lockout',
	title: 'Locking oneself out',
	question: 'Can one write a key policy that locks everybody out?',
	summary:
		'A key policy under which nobody of you could change it again is refused, unless the check is bypassed.',
	note: 'The second refusal is the organization’s: a service control policy of this world forbids the bypass. A key that locks everybody out can only be opened again by AWS Support.',
	seed: seedOf('glass-kms lockout'),
	startsAt: START,
	setup: [createKey('letters')],
	steps: [
		putPolicy('A policy that only lets Carlos seal', policy(allow(CARLOS, 'kms:Encrypt')), {
			fails: 'MalformedPolicyDocumentException'
		}),
		{
			phase: 'Bypass the check',
			fails: DENIED,
			command: kms('PutKeyPolicy', (so) => ({
				KeyId: keyIdAt(so, 0),
				Policy: policy(allow(CARLOS, 'kms:Encrypt')),
				BypassPolicyLockoutSafetyCheck: true
			}))
		},
		putPolicy('A policy that keeps Alice in', policy(allow(ALICE, 'kms:*'), allow(CARLOS, 'kms:Encrypt')))
	],
	predict: {
		before: 0,
		at: 'authorize',
		question: 'The new policy names Carlos alone. What does KMS do?',
		choices: [
			{
				text: 'It refuses the policy',
				says: 'Under it you could never change the policy again, so KMS stops you.'
			},
			{
				means: 'works',
				text: 'It takes it: you asked for it',
				says: 'By default it checks first that you stay able to change it.'
			},
			{ text: 'It adds you to it', says: 'KMS never changes a policy by itself.' }
		],
		right: 0
	},
	goal: {
		task: 'Give the key a policy under which Carlos may seal, without naming Alice.',
		checks: [
			{
				label: 'A policy that does not name Alice',
				holds: key((one) => one.policy !== undefined && !one.policy.includes('user/Alice'))
			},
			{ label: 'Carlos sealed', holds: did('Encrypt', by(CARLOS)) }
		],
		hints: { look: 'Access: the key policy.', think: 'The account can stand in for Alice: IAM lets her in.' },
		solution: [
			putPolicy('The account and Carlos', policy(allow(root(HOME), 'kms:*'), allow(CARLOS, 'kms:Encrypt'))),
			encryptAs('Carlos', CARLOS)
		],
		nearMiss: [
			putPolicy('Alice and Carlos', policy(allow(ALICE, 'kms:*'), allow(CARLOS, 'kms:Encrypt'))),
			encryptAs('Carlos', CARLOS)
		]
	},
	shows: [58]
};
