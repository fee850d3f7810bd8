import { by, deedOf, did } from './checks';
import { as, arnAt, allow, BOB, decryptAs, DENIED, HOME, policy, putPolicy, root } from './acting';
import { CONTEXT, createKey, encrypt, seedOf, START } from './parts';
import { answerOf, keyIdAt, kms, type Scenario } from './scenario';

export const handedToAnotherAccount: Scenario = {
	id: 'handed-to-another-account',
	title: 'A secret handed to another account',
	question: 'Alice hands a secret to another account. Can she take it back?',
	summary: 'Alice seals, Bob in another account opens, and Alice takes it back.',
	note: 'The ciphertext never changed hands again: what is taken back is the key’s yes. What Bob has read, Bob knows.',
	seed: seedOf('glass-kms handed-to-another-account'),
	startsAt: START,
	setup: [createKey('letters')],
	steps: [
		encrypt('Alice seals'),
		decryptAs('Bob cannot open', BOB, DENIED),
		putPolicy('Alice lets Bob in', policy(allow(root(HOME), 'kms:*'), allow(BOB, 'kms:Decrypt'))),
		decryptAs('Bob opens', BOB),
		putPolicy('Alice takes it back', policy(allow(root(HOME), 'kms:*'))),
		decryptAs('Bob cannot open any more', BOB, DENIED)
	],
	predict: {
		before: 5,
		question: 'Alice takes her yes back. Bob still has the ciphertext. Can he open it?',
		choices: [
			{
				text: 'No: the key refuses',
				says: 'The ciphertext is nothing without the key, and the key asks each time.'
			},
			{
				means: 'works',
				text: 'Yes: he opened it before',
				says: 'KMS remembers no yes: each call is decided anew.'
			},
			{
				means: 'works',
				text: 'Yes: he has the ciphertext',
				says: 'Having it is not enough; KMS must open it.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Hand Bob a secret by a grant, and leave the key policy alone.',
		checks: [
			{ label: 'Bob opened it', holds: did('Decrypt', by(BOB)) },
			{
				label: 'The key policy is as it was',
				holds: (now) => !now.did.some((entry) => deedOf(entry) === 'PutKeyPolicy')
			}
		],
		hints: {
			look: 'Tab Keys: grants. Then act as Bob.',
			think: 'A grant can name a principal of another account; its token works at once.'
		},
		solution: [
			encrypt('Alice seals'),
			{
				phase: 'A grant for Bob',
				name: 'grant',
				command: kms('CreateGrant', (so) => ({
					KeyId: keyIdAt(so, 0),
					GranteePrincipal: BOB,
					Operations: ['Decrypt']
				}))
			},
			{
				phase: 'Bob opens',
				command: as(
					BOB,
					kms('Decrypt', (so) => ({
						KeyId: arnAt(so, 0),
						CiphertextBlob: answerOf<'Encrypt', 'CiphertextBlob'>(so, 'sealed', 'CiphertextBlob'),
						EncryptionContext: CONTEXT,
						GrantTokens: [answerOf<'CreateGrant', 'GrantToken'>(so, 'grant', 'GrantToken')]
					}))
				)
			}
		],
		nearMiss: [
			encrypt('Alice seals'),
			putPolicy('Alice lets Bob in', policy(allow(root(HOME), 'kms:*'), allow(BOB, 'kms:Decrypt'))),
			decryptAs('Bob opens', BOB)
		]
	},
	shows: [40, 64]
};
