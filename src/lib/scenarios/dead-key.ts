import { deed, did, after } from './checks';
import { ask, createDatabase, DAY, insertRow, later, MINUTE, selectRows, startDatabase } from './databases';
import { APPLICATION, arnAt } from './acting';
import { attach, ec2, idAt, runInstance, writeLetter } from './disks';
import { createAlias, createKey, seedOf, START } from './parts';
import { kms, type Scenario, type ScenarioStep } from './scenario';
import { createBucket, getObject, putObject } from './services';

const TABLE = { TableName: 'Guests', HashKey: 'name' };
const ADA = { name: { S: 'Ada' }, seat: { S: 'by the window' } };
const disable: ScenarioStep = {
	phase: 'Disable the key',
	command: kms('DisableKey', (so) => ({ KeyId: arnAt(so, 0) }))
};
const enable: ScenarioStep = {
	phase: 'Enable it again',
	command: kms('EnableKey', (so) => ({ KeyId: arnAt(so, 0) }))
};
type More = Parameters<typeof ask>[4];
const table = (phase: string, more?: More) =>
	ask(phase, 'dynamodb', 'GetItem', { TableName: 'Guests', Key: { name: ADA.name } }, more);
const secret = (phase: string, more?: More) =>
	ask(phase, 'secretsmanager', 'GetSecretValue', { SecretId: 'door-code' }, more);
const queue = (phase: string, more?: More) =>
	ask(phase, 'sqs', 'ReceiveMessage', { QueueName: 'orders' }, more);
const lambda = (phase: string, more?: More) =>
	ask(phase, 'lambda', 'Invoke', { FunctionName: 'greeter' }, more);
const volume = (phase: string, operation: 'ReadBlock' | 'DetachVolume'): ScenarioStep =>
	ec2(phase, operation, (so) => ({ VolumeId: idAt(so, 'volume') }));
const object = (phase: string, fails?: string) => getObject(phase, 'letter.txt', undefined, fails);
const bucketKey = (phase: string, fails?: string) => getObject(phase, 'many.txt', undefined, fails);

export const deadKey: Scenario = {
	id: 'dead-key',
	title: 'One key, seven services, and what its end does to each',
	question: 'Seven services use one key. What happens to each when it dies?',
	summary:
		'Everything here is under one key. It is disabled: some fail at once, some when their memory ends, some are lost after a week.',
	note: 'What goes on for a while has a plaintext data key in memory: a volume as long as it is attached. AttachVolume is accepted before KMS is asked, so its failure shows on the calendar. How long S3 holds a bucket-level key, how long a function stays warm and how soon RDS notices are not published; here an hour, ten minutes and half an hour. The codes of DynamoDB are not confirmed.',
	seed: seedOf('glass-kms dead key'),
	startsAt: START,
	setup: [
		createKey('everything'),
		createAlias('alias/everything'),
		createBucket,
		putObject('S3', 'letter.txt', 'aws:kms'),
		putObject('S3', 'many.txt', 'aws:kms', { BucketKeyEnabled: true }),
		createDatabase,
		insertRow,
		runInstance('An instance'),
		ec2('A volume', 'CreateVolume', (so) => ({ Encrypted: true, KmsKeyId: arnAt(so, 0) })),
		attach('Attached'),
		writeLetter('Written'),
		ask('A table', 'dynamodb', 'CreateTable', (so) => ({
			...{ ...TABLE, SSEType: 'KMS' },
			KMSMasterKeyId: arnAt(so, 0)
		})),
		ask('An item', 'dynamodb', 'PutItem', { TableName: 'Guests', Item: ADA }),
		ask('A secret', 'secretsmanager', 'CreateSecret', (so) => ({
			...{ Name: 'door-code', SecretString: '4711' },
			KmsKeyId: arnAt(so, 0)
		})),
		ask('A queue', 'sqs', 'CreateQueue', (so) => ({ QueueName: 'orders', KmsMasterKeyId: arnAt(so, 0) })),
		ask('A message', 'sqs', 'SendMessage', { QueueName: 'orders', MessageBody: 'two lamps' }),
		ask('A function', 'lambda', 'CreateFunction', (so) => ({
			...{ FunctionName: 'greeter', Role: APPLICATION, KMSKeyArn: arnAt(so, 0) },
			Environment: { Variables: { GREETING: 'Good morning' } }
		})),
		lambda('It is warm')
	],
	steps: [
		disable,
		object('S3: fails at once', 'KMS.DisabledException'),
		secret('Secrets Manager: at once', { fails: 'DecryptionFailure' }),
		bucketKey('S3 with a Bucket Key: works'),
		volume('EBS, attached: works', 'ReadBlock'),
		selectRows('RDS: works'),
		table('DynamoDB: works'),
		queue('SQS: works'),
		lambda('Lambda, warm: works'),
		volume('EBS: detached', 'DetachVolume'),
		attach('EBS: attached again? Accepted', { stops: 'DisabledException' }),
		later('An hour later', 60 * MINUTE),
		bucketKey('S3 with a Bucket Key: fails', 'KMS.DisabledException'),
		selectRows('RDS: stopped', 'InvalidDBInstanceState'),
		table('DynamoDB: inaccessible', { fails: 'ResourceInUseException' }),
		queue('SQS: fails', { fails: 'KmsDisabled' }),
		lambda('Lambda, cold: fails', { fails: 'KMSDisabledException' }),
		later('A week later', 7 * DAY),
		enable,
		object('S3: back'),
		startDatabase('RDS: lost', 'InvalidDBInstanceState'),
		table('DynamoDB: archived', { fails: 'ResourceInUseException' })
	],
	predict: {
		before: 3,
		question: 'The key is disabled. Can the object behind a Bucket Key still be read?',
		choices: [
			{ text: 'Yes, for a while', says: 'S3 holds the bucket-level key and does not ask KMS.' },
			{ text: 'No, it fails like the other', says: 'The other has no key in memory; each read asks KMS.' }
		],
		right: 0
	},
	goal: {
		task: 'Disable the key for an hour, then bring everything back: database and table, too.',
		checks: [
			{
				label: 'Disabled for an hour, then enabled',
				holds: after(deed('clock.advance'), deed('EnableKey'))
			},
			{
				label: 'The database is available',
				holds: (now) =>
					did('StartDBInstance')(now) &&
					[...now.state.resources.values()].some(
						(one) => one.type === 'instance' && one.status === 'available'
					)
			},
			{
				label: 'The table is ACTIVE, and read',
				holds: after(deed('EnableKey'), deed('GetItem'))
			}
		],
		hints: {
			look: 'Services, Amazon RDS: an instance without its key does not start by itself.',
			think: 'A table comes back when DynamoDB looks again; within seven days.'
		},
		solution: [
			disable,
			later('An hour later', 60 * MINUTE),
			enable,
			startDatabase('Start the database'),
			later('Five minutes', 5 * MINUTE),
			table('Read the table')
		],
		nearMiss: [
			disable,
			later('Eight days later', 8 * DAY),
			enable,
			startDatabase('Too late', 'InvalidDBInstanceState'),
			table('Too late', { fails: 'ResourceInUseException' })
		]
	}
};
