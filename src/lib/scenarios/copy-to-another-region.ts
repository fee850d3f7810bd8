import type { Command } from '$lib/domain/entry';
import type { Region } from '$lib/domain/ids';
import { arnAt, HOME } from './acting';
import { did, refused } from './checks';
import { attach, ec2, hasOne, idAt, keysOf, runInstance, writeLetter } from './disks';
import { createAlias, createKey, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario, type ScenarioStep, type SoFar } from './scenario';

const FROM = 'eu-west-1' as Region;
const TO = 'us-east-1' as Region;
const there = (step: ScenarioStep): ScenarioStep => ({
	...step,
	command: (so: SoFar): Command => ({ ...step.command(so), region: TO })
});
const copy = (phase: string, key: (so: SoFar) => string, fails?: string): ScenarioStep =>
	there(
		ec2(
			phase,
			'CopySnapshot',
			(so) => ({ SourceRegion: FROM, SourceSnapshotId: idAt(so, 'snapshot', 0), KmsKeyId: key(so) }),
			fails === undefined ? {} : { fails }
		)
	);
const keyThere: ScenarioStep = there({
	phase: `A key in ${TO}`,
	command: kms('CreateKey', { Description: 'disks in us-east-1' })
});
const ofThere = (so: SoFar): string => keysOf(so, HOME, TO)[0] ?? '';

export const copyToAnotherRegion: Scenario = {
	id: 'copy-to-another-region',
	title: 'A snapshot copied to another Region',
	question: 'A key never leaves its Region. How does a snapshot get to another?',
	summary:
		'A KMS key never leaves its Region: the copy is opened here and encrypted there, under a key of there.',
	note: 'The message for a key of the wrong Region is not confirmed. EBS treats a multi-Region replica like any key of its Region. The order of the calls is not published.',
	seed: seedOf('glass-kms copy to region'),
	startsAt: START,
	setup: [
		createKey('disks'),
		createAlias('alias/disks'),
		runInstance('An instance'),
		ec2('A volume', 'CreateVolume', (so) => ({ Encrypted: true, KmsKeyId: keyIdAt(so, 0) })),
		attach('Attach'),
		writeLetter('Write'),
		ec2('A snapshot', 'CreateSnapshot', (so) => ({ VolumeId: idAt(so, 'volume') }))
	],
	steps: [
		copy('Near miss: under the key of here', (so) => arnAt(so, 0), 'InvalidParameterValue'),
		keyThere,
		copy('Copy under a key of there', ofThere),
		{ phase: 'Disable the key of here', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		there(ec2('A volume from the copy', 'CreateVolume', (so) => ({ SnapshotId: idAt(so, 'snapshot') })))
	],
	predict: {
		before: 2,
		question: 'Which key decrypts during the copy to us-east-1, and which encrypts?',
		choices: [
			{
				text: 'The source key decrypts, the key of there encrypts',
				says: 'Each stays in its Region; only ciphertext and encrypted data keys travel.'
			},
			{ text: 'The source key does both', says: 'It does not exist in us-east-1.' },
			{ text: 'No key: the bytes are copied as they are', says: 'Then nobody in us-east-1 could open them.' }
		],
		right: 0
	},
	goal: {
		task: 'Have a copy in us-east-1, under a key of your own there, and see the wrong key refused.',
		checks: [
			{ label: 'The key of here was refused', holds: refused('CopySnapshot', 'InvalidParameterValue') },
			{ label: 'A key was made there', holds: did('CreateKey', ({ command }) => command['region'] === TO) },
			{
				label: 'The copy there is under it',
				holds: (now) =>
					hasOne(
						'snapshot',
						({ region, sealed: [sealed] }) =>
							region === TO && sealed !== undefined && now.state.keys.get(sealed.keyArn)?.manager !== 'AWS'
					)(now)
			}
		],
		hints: {
			look: 'Where: us-east-1, at the top. Then Services: Amazon EC2.',
			think: 'Without a key named, the copy is under alias/aws/ebs of the destination.'
		},
		solution: [
			copy('Under the key of here', (so) => arnAt(so, 0), 'InvalidParameterValue'),
			keyThere,
			copy('Under a key of there', ofThere)
		],
		nearMiss: [
			copy('Under the key of here', (so) => arnAt(so, 0), 'InvalidParameterValue'),
			keyThere,
			copy('Under the default key of there', () => 'alias/aws/ebs')
		]
	},
	shows: [47, 55]
};
