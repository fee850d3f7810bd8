import { allow, CARLOS, DENIED, encryptAs, HOME, keyWithPolicy, policy, putPolicy, root } from './acting';
import { seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const allowedByKeyPolicy: Scenario = {
	id: 'allowed-by-key-policy',
	title: 'Allowed by the key policy',
	summary: 'A key policy that names a user is enough in the same account: IAM is not asked.',
	seed: seedOf('glass-kms allowed-by-key-policy'),
	startsAt: START,
	setup: [keyWithPolicy('letters', policy(allow(root(HOME), 'kms:*'), allow(CARLOS, 'kms:Encrypt')))],
	steps: [
		encryptAs('Carlos, whom the policy names', CARLOS),
		putPolicy('His name is taken out', policy(allow(root(HOME), 'kms:*'))),
		encryptAs('Carlos again', CARLOS, DENIED)
	]
};
