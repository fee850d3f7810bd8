import { after, deed, key, refused } from './checks';
import { createAlias, createKey, decrypt, encrypt, scheduleDeletion, seedOf, START } from './parts';
import { DAY } from '$lib/domain/key';
import { keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const wait = (phase: string, days: number): ScenarioStep => ({
	phase,
	command: (so) => ({ type: 'clock.advance', by: days * DAY, ...so.acting })
});
const cancel: ScenarioStep = {
	phase: 'Rescue',
	command: kms('CancelKeyDeletion', (so) => ({ KeyId: keyIdAt(so, 0) }))
};
const enable: ScenarioStep = {
	phase: 'Enable',
	command: kms('EnableKey', (so) => ({ KeyId: keyIdAt(so, 0) }))
};
const noticed = decrypt('Noticed', 'sealed', 'KMSInvalidStateException');

export const deletionAndRescue: Scenario = {
	id: 'deletion-and-rescue',
	title: 'Deletion, noticed in time',
	question: 'A key is to be deleted by mistake. How does anybody notice in time?',
	summary:
		'A refused Decrypt during the waiting period is in CloudTrail, with who asked: the last chance to notice.',
	note: 'In CloudTrail, choose the key under “Who used this key?” and the outcome “refused”: the record says KMSInvalidStateException, who asked and when. AWS advises an alarm on just that. Nobody is warned otherwise, and after the window nothing helps: wait ten days instead of rescuing, and see.',
	seed: seedOf('glass-kms deletion and rescue'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), encrypt('Before')],
	steps: [
		scheduleDeletion,
		wait('Two days pass', 2),
		noticed,
		{ phase: 'Look', command: kms('DescribeKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		cancel,
		decrypt('Still disabled', 'sealed', 'DisabledException'),
		enable,
		decrypt('Saved', 'sealed')
	],
	predict: {
		before: 2,
		question: 'The key has five days left. An application asks to decrypt. What happens?',
		choices: [
			{
				means: 'works',
				text: 'It works until the last day',
				says: 'From the first day on, a key pending deletion does nothing.'
			},
			{
				text: 'It is refused, and recorded',
				says: 'The refusal is in CloudTrail: the sign that somebody needs the key.'
			},
			{
				text: 'It cancels the deletion',
				says: 'Only CancelKeyDeletion does; a use is refused and changes nothing.'
			}
		],
		right: 1
	},
	goal: {
		task: 'Let a refused Decrypt warn you that the key is needed, and save it before its window ends.',
		checks: [
			{
				label: 'A Decrypt refused while deletion is pending',
				holds: refused('Decrypt', 'KMSInvalidStateException')
			},
			{ label: 'Rescued after that', holds: after((entry) => !entry.outcome.ok, deed('CancelKeyDeletion')) },
			{ label: 'The key is enabled again', holds: key((one) => one.state === 'Enabled') }
		],
		hints: {
			look: 'Schedule the deletion, then open what was sealed; CloudTrail has what came of it.',
			think: 'A rescued key is Disabled first: it needs EnableKey too.'
		},
		solution: [scheduleDeletion, noticed, cancel, enable],
		nearMiss: [scheduleDeletion, noticed, wait('Too late', 10)]
	},
	shows: [14, 66, 73]
};
