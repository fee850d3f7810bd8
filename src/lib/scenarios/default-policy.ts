import { by, did } from './checks';
import {
	root,
	policy,
	keyWithPolicy,
	encryptAs,
	DENIED,
	CARLOS,
	allow,
	APPLICATION,
	HOME,
	KEY_ADMINISTRATOR
} from './acting';
import { createKey, seedOf, START } from './parts';
import { consoleDefaultPolicy } from '$lib/policy/default-policies';
import { keyIdAt, kms, type Scenario } from './scenario';

export const defaultPolicy: Scenario = {
	id: 'default-policy',
	title: 'The default key policy',
	question: 'CreateKey without a policy: who may use the key?',
	summary: 'CreateKey without a policy: what AWS attaches; and what its console writes instead.',
	seed: seedOf('glass-kms default-policy'),
	startsAt: START,
	setup: [],
	steps: [
		{ phase: 'Create without a policy', command: kms('CreateKey', { Description: 'letters' }) },
		{ phase: 'What AWS attached', command: kms('GetKeyPolicy', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		{
			phase: 'What the console writes',
			command: kms('PutKeyPolicy', (so) => ({
				KeyId: keyIdAt(so, 0),
				Policy: JSON.stringify(
					consoleDefaultPolicy({ account: HOME, administrators: [KEY_ADMINISTRATOR], users: [APPLICATION] }),
					null,
					2
				)
			}))
		},
		{ phase: 'Read it back', command: kms('GetKeyPolicy', (so) => ({ KeyId: keyIdAt(so, 0) })) }
	],
	predict: {
		before: 1,
		question: 'Nobody wrote a key policy. Who may use the key?',
		choices: [
			{
				text: 'Whoever IAM in this account allows',
				says: 'AWS attaches a policy that lets the account, and so IAM, decide.'
			},
			{ text: 'Nobody', says: 'A key always has a policy: without one of yours, AWS attaches its own.' },
			{ text: 'Only the root user', says: 'The principal ends in :root, but it means the account.' },
			{ text: 'Only whoever created it', says: 'The creator gets nothing by creating it.' }
		],
		right: 0
	},
	goal: {
		task: 'Make a key with a policy of your own under which Carlos may seal.',
		checks: [
			{
				label: 'A key whose policy names Carlos',
				holds: (now) => [...now.state.keys.values()].some((one) => one.policy?.includes('user/Carlos'))
			},
			{ label: 'Carlos sealed with it', holds: did('Encrypt', by(CARLOS)) }
		],
		hints: {
			look: 'Call the API: CreateKey has a member Policy. Or change the policy under Access.',
			think: 'Keep the statement for the account, or nobody can change the policy later.'
		},
		solution: [
			keyWithPolicy('mine', policy(allow(root(HOME), 'kms:*'), allow(CARLOS, 'kms:Encrypt'))),
			encryptAs('Carlos seals', CARLOS)
		],
		nearMiss: [createKey('mine'), encryptAs('Carlos seals', CARLOS, DENIED)]
	},
	shows: [58, 59, 60]
};
