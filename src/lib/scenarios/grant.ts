import { as, CARLOS, DENIED, encryptAs, arnAt } from './acting';
import { CONTEXT, createKey, seedOf, START, TEXT } from './parts';
import { answerOf, keyIdAt, kms, type Scenario } from './scenario';

export const grant: Scenario = {
	id: 'grant',
	title: 'A grant, its token, its end',
	summary: 'A grant hands on a part of the use of a key without touching any policy.',
	note: 'EBS, and other services that work when nobody calls, use keys this way: the grant is theirs for as long as the volume is attached.',
	seed: seedOf('glass-kms grant'),
	startsAt: START,
	setup: [createKey('letters')],
	steps: [
		encryptAs('Carlos, before', CARLOS, DENIED),
		{
			phase: 'Grant',
			name: 'grant',
			command: kms('CreateGrant', (so) => ({
				KeyId: keyIdAt(so, 0),
				GranteePrincipal: CARLOS,
				Operations: ['Encrypt'],
				Constraints: { EncryptionContextSubset: CONTEXT }
			}))
		},
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
	]
};
