import { by, did, refused } from './checks';
import {
	decryptAs,
	as,
	arnAt,
	allow,
	CARLOS,
	DENIED,
	encryptAs,
	HOME,
	keyWithPolicy,
	policy,
	root
} from './acting';
import { seedOf, START } from './parts';
import { answerOf, kms, type Scenario } from './scenario';

export const contextAsCondition: Scenario = {
	id: 'context-as-condition',
	title: 'The encryption context as a condition',
	question: 'Can a policy demand an encryption context?',
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
	],
	predict: {
		before: 1,
		question: 'The statement asks for purpose = invitation. Carlos sends purpose = payroll. And?',
		choices: [
			{
				text: 'Refused: the condition does not match',
				says: 'Without a statement that matches, nobody says yes.'
			},
			{
				means: 'works',
				text: 'Allowed: a context is there',
				says: 'It must be the one that the statement asks for.'
			},
			{
				means: 'works',
				text: 'Sealed, but he cannot open it',
				says: 'Nothing is sealed: the call is decided first.'
			}
		],
		right: 0
	},
	goal: {
		task: 'As Carlos, seal an invitation and open it; then try to open it without the context.',
		checks: [
			{ label: 'Carlos sealed', holds: did('Encrypt', by(CARLOS)) },
			{ label: 'Carlos opened', holds: did('Decrypt', by(CARLOS)) },
			{ label: 'Without the context he was refused', holds: refused('Decrypt', DENIED, by(CARLOS)) }
		],
		hints: {
			look: 'Act as Carlos, and call Encrypt and Decrypt.',
			think: 'The context is an input of both calls; the condition reads it in both.'
		},
		solution: [
			{ ...encryptAs('Seal', CARLOS), name: 'sealed' },
			decryptAs('Open', CARLOS),
			{
				phase: 'Without the context',
				fails: DENIED,
				command: as(
					CARLOS,
					kms('Decrypt', (so) => ({
						KeyId: arnAt(so, 0),
						CiphertextBlob: answerOf<'Encrypt', 'CiphertextBlob'>(so, 'sealed', 'CiphertextBlob')
					}))
				)
			}
		],
		nearMiss: [{ ...encryptAs('Seal', CARLOS), name: 'sealed' }, decryptAs('Open', CARLOS)]
	}
};
