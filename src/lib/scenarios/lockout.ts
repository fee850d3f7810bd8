import { ALICE, allow, CARLOS, DENIED, policy, putPolicy } from './acting';
import { createKey, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario } from './scenario';

export const lockout: Scenario = {
	id: 'lockout',
	title: 'Locking oneself out',
	summary:
		'A key policy under which nobody of you could change it again is refused, unless the check is bypassed.',
	note: 'The second refusal is the organization’s: a service control policy of this world forbids the bypass. A key that locks everybody out can only be opened again by AWS Support.',
	seed: seedOf('glass-kms lockout'),
	startsAt: START,
	setup: [createKey('letters')],
	steps: [
		putPolicy('A policy that only lets Carlos seal', policy(allow(CARLOS, 'kms:Encrypt')), {
			fails: 'MalformedPolicyDocumentException'
		}),
		{
			phase: 'Bypass the check',
			fails: DENIED,
			command: kms('PutKeyPolicy', (so) => ({
				KeyId: keyIdAt(so, 0),
				Policy: policy(allow(CARLOS, 'kms:Encrypt')),
				BypassPolicyLockoutSafetyCheck: true
			}))
		},
		putPolicy('A policy that keeps Alice in', policy(allow(ALICE, 'kms:*'), allow(CARLOS, 'kms:Encrypt')))
	]
};
