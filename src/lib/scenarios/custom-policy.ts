import {
	ALICE,
	allow,
	as,
	decryptAs,
	DENIED,
	KEY_ADMINISTRATOR,
	keyWithPolicy,
	policy,
	APPLICATION
} from './acting';
import { CONTEXT, seedOf, START, TEXT } from './parts';
import { keyIdAt, kms, type Scenario } from './scenario';

const STATEMENTS = [
	allow(ALICE, 'kms:*'),
	allow(KEY_ADMINISTRATOR, 'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:DisableKey'),
	allow(APPLICATION, 'kms:Encrypt', 'kms:Decrypt')
];
const SEPARATED = policy(...STATEMENTS);

export const customPolicy: Scenario = {
	id: 'custom-policy',
	title: 'The administrator who lets themselves in',
	summary: 'Managing a key is not using it; but whoever may change its policy can change that.',
	note: 'CloudTrail has both calls of the administrator. Separation of duties holds as long as somebody reads it.',
	seed: seedOf('glass-kms custom-policy'),
	startsAt: START,
	setup: [
		keyWithPolicy('payroll', SEPARATED),
		{
			phase: 'Seal',
			name: 'sealed',
			command: as(
				APPLICATION,
				kms('Encrypt', (so) => ({ KeyId: keyIdAt(so, 0), Plaintext: TEXT, EncryptionContext: CONTEXT }))
			)
		}
	],
	steps: [
		decryptAs('The user opens', APPLICATION),
		decryptAs('The administrator may not', KEY_ADMINISTRATOR, DENIED),
		{
			phase: 'The administrator changes the policy',
			command: as(
				KEY_ADMINISTRATOR,
				kms('PutKeyPolicy', (so) => ({
					KeyId: keyIdAt(so, 0),
					Policy: policy(...STATEMENTS, allow(KEY_ADMINISTRATOR, 'kms:Decrypt'))
				}))
			)
		},
		decryptAs('And is in', KEY_ADMINISTRATOR)
	]
};
