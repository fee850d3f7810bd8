import { allow, CARLOS, DENIED, encryptAs, HOME, keyWithPolicy, policy, root } from './acting';
import { seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const contextAsCondition: Scenario = {
	id: 'context-as-condition',
	title: 'The encryption context as a condition',
	summary: 'A statement can ask for an encryption context; without it the call is refused.',
	seed: seedOf('glass-kms context-as-condition'),
	startsAt: START,
	setup: [
		keyWithPolicy(
			'invitations',
			policy(allow(root(HOME), 'kms:*'), {
				...allow(CARLOS, 'kms:Encrypt', 'kms:Decrypt'),
				Condition: { StringEquals: { 'kms:EncryptionContext:purpose': 'invitation' } }
			})
		)
	],
	steps: [
		encryptAs('Without the context', CARLOS, DENIED, { EncryptionContext: {} }),
		encryptAs('With another', CARLOS, DENIED, { EncryptionContext: { purpose: 'payroll' } }),
		encryptAs('With the one that is asked for', CARLOS)
	]
};
