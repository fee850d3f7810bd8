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
	]
};
