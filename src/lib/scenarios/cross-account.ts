import { allow, BOB, DANA, DENIED, encryptAs, HOME, OTHER, policy, putPolicy, root } from './acting';
import { createKey, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const crossAccount: Scenario = {
	id: 'cross-account',
	title: 'Two accounts: both must say yes',
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
	]
};
