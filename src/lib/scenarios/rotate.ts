import { createAlias, createKey, encrypt, rotateNow, seedOf, START } from './parts';
import { DAY } from '$lib/domain/key';
import { keyIdAt, kms, type Scenario } from './scenario';

export const rotate: Scenario = {
	id: 'rotate',
	title: 'Rotate a key',
	summary: 'New key material grows around the old; key id, alias and policy stay.',
	seed: seedOf('glass-kms rotate'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations')],
	steps: [
		{ ...rotateNow, phase: 'Rotate on demand' },
		{
			phase: 'Rotate automatically',
			command: kms('EnableKeyRotation', (so) => ({ KeyId: keyIdAt(so, 0), RotationPeriodInDays: 90 }))
		},
		{ phase: 'Time passes', command: (so) => ({ type: 'clock.advance', by: 90 * DAY, ...so.acting }) },
		encrypt('Encrypt with the newest')
	]
};
