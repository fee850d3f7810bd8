import { BOB, OTHER } from './acting';
import { deedOf, did } from './checks';
import { attach, ec2, hasOne, idAt, openToOther, runInstance, secondsLater, writeLetter } from './disks';
import { createAlias, createKey, seedOf, START } from './parts';
import { keyIdAt, type Scenario, type ScenarioStep } from './scenario';

const launch = (phase: string, stops?: string): ScenarioStep =>
	ec2(phase, 'RunInstances', (so) => ({ ImageId: idAt(so, 'image') }), {
		by: BOB,
		...(stops !== undefined && { stops })
	});
const share: ScenarioStep = ec2('Share the image', 'ModifyImageAttribute', (so) => ({
	ImageId: idAt(so, 'image'),
	UserId: OTHER
}));

export const sharedAmi: Scenario = {
	id: 'shared-ami',
	title: 'The shared AMI that will not launch',
	question: 'Bob may launch the image. Why does his instance not start?',
	summary:
		'The image was shared, its key was not: the instance goes from pending to terminated, and says little.',
	note: 'The state reason is “Client.InternalError: Client error on launch”. CloudTrail of the launching account has the refused call, the owner’s has nothing: open the trail in the lab, or “why” beside the refusal. The order of EC2’s calls to KMS is not published. An image under aws/ebs cannot be shared at all: copy it under a key of your own first.',
	seed: seedOf('glass-kms shared ami'),
	startsAt: START,
	setup: [
		createKey('images'),
		createAlias('alias/images'),
		runInstance('An instance'),
		ec2('A volume', 'CreateVolume', (so) => ({ Encrypted: true, KmsKeyId: keyIdAt(so, 0) })),
		attach('Attach'),
		writeLetter('Write'),
		ec2('A snapshot', 'CreateSnapshot', (so) => ({ VolumeId: idAt(so, 'volume') })),
		ec2('An image', 'RegisterImage', (so) => ({ SnapshotId: idAt(so, 'snapshot') }))
	],
	steps: [
		share,
		launch('Bob launches it', 'AccessDeniedException'),
		secondsLater('Seconds later: terminated'),
		openToOther('Share the key, too'),
		launch('Bob launches it again')
	],
	predict: {
		before: 1,
		question: 'The image is shared, its snapshot and key are not. What does Bob get?',
		choices: [
			{
				text: 'An instance id, and then a terminated instance',
				says: 'EC2 answers first and asks KMS afterwards; nobody hears of the refusal.'
			},
			{
				text: 'AccessDenied at once',
				says: 'RunInstances is allowed: only the key’s policy is in the way, and that comes later.'
			},
			{
				means: 'works',
				text: 'A running instance',
				says: 'Its disk cannot be opened: the key’s policy does not let his account in.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Make the shared image launch in Bob’s account, without touching the image or its snapshot.',
		checks: [
			{
				label: 'An instance of Bob runs',
				holds: hasOne('instance', (one) => one.account === OTHER && one.status === 'running')
			},
			{ label: 'It was launched from the shared image', holds: did('ModifyImageAttribute') },
			{
				label: 'No snapshot was shared',
				holds: (now) => !now.did.some((entry) => deedOf(entry) === 'ModifySnapshotAttribute')
			}
		],
		hints: {
			look: 'CloudTrail of 444455556666, failed calls: which action, on which key?',
			think: 'A key policy statement for the other account; its IAM already allows Bob.'
		},
		solution: [share, openToOther('Share the key'), launch('Launch')],
		nearMiss: [
			share,
			ec2('Share the snapshot instead', 'ModifySnapshotAttribute', (so) => ({
				SnapshotId: idAt(so, 'snapshot'),
				UserId: OTHER
			})),
			launch('Launch', 'AccessDeniedException')
		]
	},
	shows: [65]
};
