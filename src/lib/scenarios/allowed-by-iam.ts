import { APPLICATION, CARLOS, DENIED, encryptAs, iamAllows } from './acting';
import { createKey, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const allowedByIam: Scenario = {
	id: 'allowed-by-iam',
	title: 'Allowed by IAM, through the account',
	summary: 'The default key policy leaves it to the account; then an IAM policy decides.',
	seed: seedOf('glass-kms allowed-by-iam'),
	startsAt: START,
	setup: [createKey('letters')],
	steps: [
		encryptAs('A role that IAM allows', APPLICATION),
		encryptAs('Carlos, of whom IAM says nothing', CARLOS, DENIED),
		iamAllows('IAM lets Carlos seal', CARLOS, 'kms:Encrypt'),
		encryptAs('Carlos again', CARLOS)
	]
};
