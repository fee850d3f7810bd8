import { by, did, inputOf } from './checks';
import { as, CARLOS, DENIED, encryptAs, arnAt } from './acting';
import { CONTEXT, createKey, seedOf, START, TEXT } from './parts';
import { answerOf, keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const grantCarlos: ScenarioStep = {
	phase: 'Grant',
	name: 'grant',
	command: kms('CreateGrant', (so) => ({
		KeyId: keyIdAt(so, 0),
		GranteePrincipal: CARLOS,
		Operations: ['Encrypt'],
		Constraints: { EncryptionContextSubset: CONTEXT }
	}))
};

export const grant: Scenario = {
	id: 'grant',
	title: 'A grant, its token, its end',
	question: 'Can one lend the use of a key without touching a policy?',
	summary: 'A grant hands on a part of the use of a key without touching any policy.',
	note: 'EBS, and other services that work when nobody calls, use keys this way: the grant is theirs for as long as the volume is attached.',
	seed: seedOf('glass-kms grant'),
	startsAt: START,
	setup: [createKey('letters')],
	steps: [
		encryptAs('Carlos, before', CARLOS, DENIED),
		grantCarlos,
		encryptAs('Not yet known everywhere', CARLOS, DENIED),
		{
			phase: 'With its token, at once',
			command: as(
				CARLOS,
				kms('Encrypt', (so) => ({
					KeyId: arnAt(so, 0),
					Plaintext: TEXT,
					EncryptionContext: CONTEXT,
					GrantTokens: [answerOf<'CreateGrant', 'GrantToken'>(so, 'grant', 'GrantToken')]
				}))
			)
		},
		{
			phase: 'Revoke',
			command: kms('RevokeGrant', (so) => ({
				KeyId: keyIdAt(so, 0),
				GrantId: answerOf<'CreateGrant', 'GrantId'>(so, 'grant', 'GrantId')
			}))
		},
		encryptAs('Carlos, after', CARLOS, DENIED)
	],
	predict: {
		before: 2,
		question: 'The grant is made this second. May Carlos seal at once?',
		choices: [
			{
				text: 'Not surely: it must become known first',
				says: 'A new grant takes up to five minutes; its token works at once.'
			},
			{ means: 'works', text: 'Yes: it is there', says: 'It is, but not yet everywhere in KMS.' },
			{
				text: 'No: the key policy does not name him',
				says: 'A grant needs no statement of its own in a policy.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Let Carlos seal by a grant, without its token and without touching a policy.',
		checks: [
			{
				label: 'A grant for Carlos',
				holds: did('CreateGrant', (entry) => inputOf(entry, 'GranteePrincipal') === CARLOS)
			},
			{
				label: 'Carlos sealed without a token',
				holds: did(
					'Encrypt',
					(entry, now) => by(CARLOS)(entry, now) && inputOf(entry, 'GrantTokens') === undefined
				)
			}
		],
		hints: {
			look: 'Tab Keys: grants. Then the calendar.',
			think: 'A grant becomes known everywhere within five minutes.'
		},
		solution: [
			grantCarlos,
			{ phase: 'Five minutes', command: (so) => ({ type: 'clock.advance', by: 300_000, ...so.acting }) },
			encryptAs('Carlos', CARLOS)
		],
		nearMiss: [grantCarlos, encryptAs('Carlos, too early', CARLOS, DENIED)]
	},
	shows: [46]
};
