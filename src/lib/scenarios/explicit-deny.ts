import { ALICE, allow, HOME, DENIED, encryptAs, policy, putPolicy, root } from './acting';
import { createKey, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const explicitDeny: Scenario = {
	id: 'explicit-deny',
	title: 'An explicit deny wins',
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
	]
};
