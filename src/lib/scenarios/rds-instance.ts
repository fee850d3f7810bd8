import { allow, arnAt, as, BOB, HOME, OTHER, policy, putPolicy, root } from './acting';
import { deed, did, inputOf } from './checks';
import {
	ask,
	createDatabase,
	DAY,
	insertRow,
	later,
	MINUTE,
	restoreSnapshot,
	selectRows,
	snapshotDatabase,
	startDatabase
} from './databases';
import { createAlias, createKey, seedOf, START } from './parts';
import { kms, type Scenario, type ScenarioStep } from './scenario';

const byBob = as.bind(undefined, BOB);
const disable: ScenarioStep = {
	phase: 'Disable the key',
	command: kms('DisableKey', (so) => ({ KeyId: arnAt(so, 0) }))
};
const enable: ScenarioStep = {
	phase: 'Enable it',
	command: kms('EnableKey', (so) => ({ KeyId: arnAt(so, 0) }))
};
const SHARED = `arn:aws:rds:eu-west-1:${HOME}:snapshot:monday`;
const TERMINAL = 'InvalidDBInstanceState';

export const rdsInstance: Scenario = {
	id: 'rds-instance',
	title: 'A database that loses its key',
	question: 'A database loses its key. How long does it go on?',
	summary:
		'A running database goes on for a while without its key. Then there are seven days. A shared snapshot must be copied.',
	note: 'How soon RDS notices is not published; here it looks every 30 minutes. Which operations are in its grant, and the codes of the refusal to restore a shared snapshot, are not confirmed either. The key of an instance can never be changed, only by way of a snapshot.',
	seed: seedOf('glass-kms rds instance'),
	startsAt: START,
	setup: [
		createKey('shop'),
		createAlias('alias/shop'),
		createDatabase,
		insertRow,
		{ phase: 'A key of the other account', command: as(BOB, kms('CreateKey', { Description: 'theirs' })) }
	],
	steps: [
		disable,
		selectRows('It goes on'),
		later('RDS notices', 30 * MINUTE),
		selectRows('Refused', TERMINAL),
		enable,
		startDatabase('Start again'),
		snapshotDatabase,
		ask('Share the snapshot', 'rds', 'ModifyDBSnapshotAttribute', {
			DBSnapshotIdentifier: 'monday',
			AttributeName: 'restore',
			ValuesToAdd: [OTHER]
		}),
		putPolicy(
			'Share the key',
			policy(
				allow(root(HOME), 'kms:*'),
				allow(root(OTHER), 'kms:DescribeKey', 'kms:CreateGrant', 'kms:Decrypt')
			)
		),
		ask(
			'Restore it straight: refused',
			'rds',
			'RestoreDBInstanceFromDBSnapshot',
			{ DBSnapshotIdentifier: SHARED, DBInstanceIdentifier: 'theirs' },
			{ by: byBob, fails: 'InvalidDBSnapshotState' }
		),
		ask(
			'Copy it under a key there',
			'rds',
			'CopyDBSnapshot',
			(so) => ({
				SourceDBSnapshotIdentifier: SHARED,
				TargetDBSnapshotIdentifier: 'copy',
				KmsKeyId: arnAt(so, 1)
			}),
			{ by: byBob }
		),
		disable,
		later('Eight days later', 8 * DAY)
	],
	predict: {
		before: 1,
		question: 'The key is disabled while the database runs. What does the next query get?',
		choices: [
			{ text: 'The rows', says: 'The data key is in memory on the host; KMS is not asked for a query.' },
			{
				means: 'refused',
				text: 'DisabledException',
				says: 'Only a call to KMS could get that, and a query makes none.'
			},
			{ text: 'Ciphertext', says: 'A database never hands out its blocks.' }
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'The instance is lost for good. Bring its rows back to life.',
		checks: [
			{ label: 'The key works again', holds: did('EnableKey') },
			{
				label: 'The rows are read, from another instance',
				holds: did(
					'ExecuteStatement',
					(entry, now) =>
						deed('ExecuteStatement')(entry, now) && inputOf(entry, 'DBInstanceIdentifier') !== 'shop'
				)
			}
		],
		hints: {
			look: 'Services, Amazon RDS: the snapshot "monday" is still there.',
			think: 'A snapshot needs its key, but not the instance it was taken of.'
		},
		solution: [enable, restoreSnapshot('Restore', 'again'), selectRows('Read', undefined, 'again')],
		nearMiss: [enable, startDatabase('Start it', TERMINAL)]
	}
};
