import { arnAt, BOB, OTHER } from './acting';
import { did, refused } from './checks';
import {
	bobsKey,
	ec2,
	hasOne,
	idAt,
	keysOf,
	kept,
	openToOther,
	runInstance,
	secondsLater,
	writeLetter
} from './disks';
import { createAlias, createKey, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario, type ScenarioStep, type SoFar } from './scenario';

/** The snapshots of the scene: first under aws/ebs, then under the key, then the copy. */
const MANAGED = 0;
const SHARED = 1;
const own = (so: SoFar): string => keysOf(so, OTHER)[0] ?? '';

const share = (phase: string, index: number, fails?: string): ScenarioStep =>
	ec2(
		phase,
		'ModifySnapshotAttribute',
		(so) => ({ SnapshotId: idAt(so, 'snapshot', index), UserId: OTHER }),
		fails === undefined ? {} : { fails }
	);
const snapshot = (phase: string, volume = -1): ScenarioStep =>
	ec2(phase, 'CreateSnapshot', (so) => ({ VolumeId: idAt(so, 'volume', volume) }));
const copy = (phase: string, stops?: string): ScenarioStep =>
	ec2(
		phase,
		'CopySnapshot',
		(so) => ({ SourceSnapshotId: idAt(so, 'snapshot', SHARED), KmsKeyId: own(so) }),
		{ by: BOB, ...(stops !== undefined && { stops }) }
	);
const attachOf = (phase: string, volume: number, stops?: string): ScenarioStep =>
	ec2(
		phase,
		'AttachVolume',
		(so) => ({
			VolumeId:
				kept(so, 'volume')
					.filter((one) => one.account === OTHER)
					.at(volume)?.name ?? '',
			InstanceId: idAt(so, 'instance')
		}),
		{ by: BOB, ...(stops !== undefined && { stops }) }
	);
const SETUP: readonly ScenarioStep[] = [
	createKey('disks'),
	createAlias('alias/disks'),
	bobsKey,
	runInstance('An instance of Alice'),
	ec2('A volume under aws/ebs', 'CreateVolume', { Encrypted: true }),
	snapshot('A snapshot of it'),
	ec2('A volume under the key', 'CreateVolume', (so) => ({ Encrypted: true, KmsKeyId: keyIdAt(so, 0) })),
	ec2('Attach', 'AttachVolume', (so) => ({
		VolumeId: idAt(so, 'volume'),
		InstanceId: idAt(so, 'instance')
	})),
	writeLetter('Write'),
	runInstance('An instance of Bob', BOB)
];

export const snapshotToAnotherAccount: Scenario = {
	id: 'snapshot-to-another-account',
	title: 'A snapshot for another account, in six steps',
	question: 'How does an encrypted snapshot get to another account?',
	summary: 'Snapshot, key policy, share, copy, own key, volume: and what each of the two keys is needed for.',
	note: 'Steps 4 and 5 are one call: CopySnapshot. Whether EBS re-wraps the data key (ReEncrypt) or makes a new one (Decrypt, GenerateDataKeyWithoutPlaintext) is not documented; here a new one is made, and the blocks are encrypted anew. CopySnapshot is accepted before KMS is asked: without the key it ends in state error, “Given key ID is not accessible”. A volume straight from the share is under the owner’s key only when that key is named; else it is under one’s default key.',
	seed: seedOf('glass-kms snapshot share'),
	startsAt: START,
	setup: SETUP,
	steps: [
		share('Near miss: under aws/ebs', MANAGED, 'OperationNotPermitted'),
		snapshot('1. Take a snapshot', 2),
		openToOther('2. Open the key policy'),
		share('3. Share the snapshot', SHARED),
		copy('4. and 5. Copy it, under a key there'),
		ec2('6. A volume from the copy', 'CreateVolume', (so) => ({ SnapshotId: idAt(so, 'snapshot') }), {
			by: BOB
		}),
		ec2(
			'A volume straight from the share',
			'CreateVolume',
			(so) => ({ SnapshotId: idAt(so, 'snapshot', SHARED), KmsKeyId: arnAt(so, 0) }),
			{ by: BOB }
		),
		{
			phase: 'The owner disables the key',
			command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) }))
		},
		attachOf('Attach the one from the copy', 1),
		attachOf('Attach the one from the share', 2, 'DisabledException'),
		secondsLater('Seconds later: not attached')
	],
	predict: {
		before: 8,
		question: 'The owner’s key is disabled now. Which of Bob’s two volumes can be attached?',
		choices: [
			{
				text: 'The one from the copy',
				says: 'Its data key is wrapped by Bob’s own key; the owner’s is not asked.'
			},
			{
				means: 'refused',
				text: 'The one straight from the share',
				says: 'Its data key is wrapped by the owner’s key, which is disabled.'
			},
			{ text: 'Both', says: 'One of them still needs the owner’s key.' },
			{ means: 'refused', text: 'Neither', says: 'The copy was encrypted anew, under Bob’s own key.' }
		],
		right: 0
	},
	goal: {
		task: 'Bring the data into Bob’s account: first the way that is refused, then the way that works.',
		checks: [
			{
				label: 'Sharing under aws/ebs was refused',
				holds: refused('ModifySnapshotAttribute', 'OperationNotPermitted')
			},
			{ label: 'The key policy was changed', holds: did('PutKeyPolicy') },
			{
				label: 'Bob’s account has a completed copy',
				holds: hasOne('snapshot', (one) => one.account === OTHER && one.status === 'completed')
			}
		],
		hints: {
			look: 'Services: Amazon EC2, the snapshots; then the key’s policy.',
			think: 'The copy reads with the owner’s key: its policy must let the other account in.'
		},
		solution: [
			share('Share what is under aws/ebs', MANAGED, 'OperationNotPermitted'),
			snapshot('Take a snapshot', 2),
			openToOther('Open the key policy'),
			share('Share', SHARED),
			copy('Copy')
		],
		nearMiss: [
			share('Share what is under aws/ebs', MANAGED, 'OperationNotPermitted'),
			snapshot('Take a snapshot', 2),
			share('Share', SHARED),
			copy('Copy', 'AccessDeniedException'),
			openToOther('Open the key policy too late')
		]
	},
	shows: [48, 49, 50, 51, 52, 53, 54]
};
