import { key } from './checks';
import { createAlias, createKey, encrypt, rotateNow, seedOf, START } from './parts';
import { DAY } from '$lib/domain/key';
import { keyIdAt, kms, type Scenario } from './scenario';

export const rotate: Scenario = {
	id: 'rotate',
	title: 'Rotate a key',
	question: 'A key gets new material. What of it changes, and what stays?',
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
	],
	predict: {
		before: 3,
		question: 'The key has three generations now. Which one seals new data?',
		choices: [
			{ text: 'The newest', says: 'New data is sealed by the current generation; the others only open.' },
			{ text: 'The first', says: 'The first still opens what it sealed, but seals nothing new.' },
			{ text: 'The caller chooses', says: 'Nobody can choose a generation: KMS takes the current one.' }
		],
		right: 0
	},
	goal: {
		task: 'Let the key rotate every 180 days, and wait until it has done so by itself.',
		checks: [
			{
				label: 'Automatic rotation every 180 days',
				holds: key((one) => one.rotation.enabled && one.rotation.periodInDays === 180)
			},
			{
				label: 'A generation that came by itself',
				holds: key((one) => one.generations.some(({ rotation }) => rotation?.type === 'AUTOMATIC'))
			}
		],
		hints: {
			look: 'Tab Keys for the period; the calendar for the waiting.',
			think: 'Automatic rotation is a date in the calendar; on-demand rotation does not move it.'
		},
		solution: [
			{
				phase: 'Every 180 days',
				command: kms('EnableKeyRotation', (so) => ({ KeyId: keyIdAt(so, 0), RotationPeriodInDays: 180 }))
			},
			{ phase: 'Wait', command: (so) => ({ type: 'clock.advance', by: 180 * DAY, ...so.acting }) }
		],
		nearMiss: [
			{
				phase: 'Every 180 days',
				command: kms('EnableKeyRotation', (so) => ({ KeyId: keyIdAt(so, 0), RotationPeriodInDays: 180 }))
			},
			rotateNow
		]
	},
	shows: [77, 78, 81]
};
