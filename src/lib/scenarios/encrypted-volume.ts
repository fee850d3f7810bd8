import { after, deed } from './checks';
import { attach, ec2, hasOne, idAt, runInstance, secondsLater, writeLetter } from './disks';
import { createAlias, createKey, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const create = (phase: string): ScenarioStep =>
	ec2(phase, 'CreateVolume', (so) => ({ Encrypted: true, KmsKeyId: keyIdAt(so, 0) }));
const detach = (phase: string): ScenarioStep =>
	ec2(phase, 'DetachVolume', (so) => ({ VolumeId: idAt(so, 'volume') }));
const read = (phase: string): ScenarioStep =>
	ec2(phase, 'ReadBlock', (so) => ({ VolumeId: idAt(so, 'volume'), Block: 0 }));
const disable: ScenarioStep = {
	phase: 'Disable the key',
	command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) }))
};
const enable: ScenarioStep = {
	phase: 'Enable it',
	command: kms('EnableKey', (so) => ({ KeyId: keyIdAt(so, 0) }))
};

export const encryptedVolume: Scenario = {
	id: 'encrypted-volume',
	title: 'The life of an encrypted volume',
	question: 'The key of a volume is disabled. When does the instance feel it?',
	summary:
		'KMS is asked when a volume is made and when it is attached. In between, the host holds the data key.',
	note: 'The data key has 64 bytes; the blocks lie in AES-256-XTS. The length of a block and its tweak are ours, EBS publishes neither. AttachVolume is accepted before KMS is asked: the refusal is only in EventBridge’s “EBS Volume Notification”, with KMS’s own words as cause.',
	seed: seedOf('glass-kms encrypted volume'),
	startsAt: START,
	setup: [createKey('disks'), createAlias('alias/disks'), runInstance('Launch')],
	steps: [
		create('Create the volume'),
		attach('Attach it'),
		writeLetter('Write a block'),
		disable,
		read('Read while it is attached'),
		detach('Detach'),
		attach('Attach again', { stops: 'DisabledException' }),
		secondsLater('Seconds later: not attached'),
		enable,
		attach('Attach once more')
	],
	predict: {
		before: 4,
		question: 'The key is disabled while the volume is attached. Can the instance still read it?',
		choices: [
			{
				text: 'Yes: the host holds the data key',
				says: 'A disabled key breaks the next call to KMS, and a read makes none.'
			},
			{
				means: 'refused',
				text: 'No: KMS refuses',
				says: 'KMS would, but nobody asks it: the data key is in the host’s memory.'
			},
			{ text: 'Yes: the disk is not really encrypted', says: 'It is: the block on it is ciphertext.' }
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Show that stopping the instance is what makes a dead key felt.',
		checks: [
			{
				label: 'Stopped, and not started again',
				holds: hasOne(
					'instance',
					({ status, body }) => status === 'stopped' && typeof body['stateReason'] === 'string'
				)
			},
			{ label: 'A read after the key was disabled', holds: after(deed('DisableKey'), deed('ReadBlock')) }
		],
		hints: {
			look: 'Services: Amazon EC2, the instance’s buttons.',
			think: 'A stopped instance has no host, and so no data key.'
		},
		solution: [
			disable,
			read('Read'),
			ec2('Stop', 'StopInstances', (so) => ({ InstanceId: idAt(so, 'instance') })),
			ec2('Start', 'StartInstances', (so) => ({ InstanceId: idAt(so, 'instance') }), {
				stops: 'DisabledException'
			}),
			secondsLater('Seconds later')
		],
		nearMiss: [
			disable,
			read('Read'),
			ec2('Stop', 'StopInstances', (so) => ({ InstanceId: idAt(so, 'instance') })),
			enable,
			ec2('Start', 'StartInstances', (so) => ({ InstanceId: idAt(so, 'instance') }))
		]
	}
};
