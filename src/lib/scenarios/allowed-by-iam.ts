import { by, deedOf, did, refused } from './checks';
import { decryptAs, APPLICATION, CARLOS, DENIED, encryptAs, iamAllows } from './acting';
import { createKey, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const allowedByIam: Scenario = {
	id: 'allowed-by-iam',
	title: 'Allowed by IAM, through the account',
	question: 'Who lets Alice use a key whose policy does not name her?',
	summary: 'The default key policy leaves it to the account; then an IAM policy decides.',
	seed: seedOf('glass-kms allowed-by-iam'),
	startsAt: START,
	setup: [createKey('letters')],
	steps: [
		encryptAs('A role that IAM allows', APPLICATION),
		encryptAs('Carlos, of whom IAM says nothing', CARLOS, DENIED),
		iamAllows('IAM lets Carlos seal', CARLOS, 'kms:Encrypt'),
		encryptAs('Carlos again', CARLOS)
	],
	predict: {
		before: 1,
		question: 'The key policy leaves it to IAM, and IAM says nothing of Carlos. May he?',
		choices: [
			{ text: 'No: silence is no', says: 'Leaving it to IAM is not a yes: somebody has to say it.' },
			{
				means: 'works',
				text: 'Yes: the account is allowed',
				says: 'The statement for the account lets IAM decide; it allows no user by itself.'
			},
			{
				means: 'works',
				text: 'Yes: he is in the same account',
				says: 'Being in the account gives nobody anything.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Let Carlos seal and nothing more, without touching the key policy.',
		checks: [
			{ label: 'Carlos sealed', holds: did('Encrypt', by(CARLOS)) },
			{ label: 'Carlos could not open', holds: refused('Decrypt', DENIED, by(CARLOS)) },
			{
				label: 'The key policy is as it was',
				holds: (now) => !now.did.some((entry) => deedOf(entry) === 'PutKeyPolicy')
			}
		],
		hints: {
			look: 'Access: users and roles.',
			think: 'An IAM policy names actions: give the one that is wanted.'
		},
		solution: [
			iamAllows('IAM lets him seal', CARLOS, 'kms:Encrypt'),
			{ ...encryptAs('Carlos seals', CARLOS), name: 'sealed' },
			decryptAs('He may not open', CARLOS, DENIED)
		],
		nearMiss: [
			iamAllows('IAM lets him do all', CARLOS, 'kms:*'),
			{ ...encryptAs('Carlos seals', CARLOS), name: 'sealed' },
			decryptAs('He opens', CARLOS)
		]
	},
	shows: [10, 46, 61]
};
