/**
 * The step sequences of services with KMS, one by one: calls, callers, contexts, grants, records and bill; and of each a
 * near miss with the error that AWS documents for it. What the facts mark as unverified is as this world has it.
 */
import { describe, expect, test } from 'vitest';
import { billOf } from '$lib/bill/bill';
import { readLedger } from '$lib/bill/ledger';
import { monthOf } from '$lib/bill/month';
import { blastRadius } from '$lib/blast/radius';
import { fromHex, utf8 } from '$lib/domain/bytes';
import type { AccountId } from '$lib/domain/ids';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { SCENARIOS, scenarioById } from '$lib/scenarios';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { playScenario } from '$lib/scenarios/run';
import { sealedWorld } from '../../property/sealed-world';
import { ALICE, BOB, document, HOME, OTHER, root, statement } from './services';
import { stage, type Stage, type Told } from './sequence';

interface Sequence {
	/** Its section in the facts, and what it is. */
	readonly title: string;
	readonly play: (s: Stage) => Promise<unknown>;
	readonly told: Told;
	/** The near miss, and what is seen of it. */
	readonly miss: (s: Stage) => Promise<unknown>;
	readonly error: string;
}

const Body = utf8('x');
const bucket = (s: Stage, more: object = {}) => s.first('s3', 'CreateBucket', { Bucket: 'b', ...more });
const put = (SSEKMSKeyId?: string, more: object = {}) => ({
	...{ Bucket: 'b', Key: 'k', Body },
	...(SSEKMSKeyId !== undefined && { ServerSideEncryption: 'aws:kms', SSEKMSKeyId }),
	...more
});
const GET = { Bucket: 'b', Key: 'k' };
const none: Told = { calls: [], grants: [], records: [], bill: [] };
const settle = (s: Stage) => s.wait(5_000);
const notified = (s: Stage, type: string) =>
	(
		s.kept(type).at(-1)!.body['notifications'] as readonly { event: string; result: string; cause?: string }[]
	).at(-1);

const SEQUENCES: readonly Sequence[] = [
	{
		title: '1. S3 SSE-S3',
		play: async (s) => {
			await bucket(s);
			await s.then('s3', 'PutObject', put());
			await s.then('s3', 'GetObject', GET);
		},
		told: none,
		miss: async (s) => (await s.ask('s3', 'GetObject', GET, `arn:aws:iam::${HOME}:user/Carlos`)).answer,
		error: 'AccessDenied'
	},
	{
		title: '2. S3 SSE-KMS without Bucket Key',
		play: async (s) => {
			const key = await s.key();
			await bucket(s);
			await s.then('s3', 'PutObject', put(key));
			await s.then('s3', 'GetObject', GET);
		},
		told: {
			calls: ['GenerateDataKey by Alice via s3 {aws:s3:arn}', 'Decrypt by Alice via s3 {aws:s3:arn}'],
			grants: [],
			records: ['GenerateDataKey in home', 'Decrypt in home'],
			bill: ['home: 2 requests, $1.00 a month']
		},
		miss: async (s) => {
			await s.kms('DisableKey', { KeyId: s.kept('object')[0]!.sealed[0]!.keyArn });
			return (await s.ask('s3', 'GetObject', GET)).answer;
		},
		error: 'KMS.DisabledException'
	},
	{
		title: '3. S3 SSE-KMS with Bucket Key',
		play: async (s) => {
			const key = await s.key();
			await bucket(s);
			for (const Key of ['k', 'l'])
				await s.then('s3', 'PutObject', put(key, { Key, BucketKeyEnabled: true }));
			await s.then('s3', 'GetObject', GET);
		},
		told: {
			calls: ['GenerateDataKey by Alice via s3 {aws:s3:arn}'],
			grants: [],
			records: ['GenerateDataKey in home'],
			bill: ['home: 1 request, $1.00 a month']
		},
		miss: async (s) => {
			const KeyId = s.kept('object')[0]!.sealed[0]!.keyArn;
			await s.kms('ScheduleKeyDeletion', { KeyId });
			expect((await s.ask('s3', 'GetObject', GET)).answer).toBe('ok');
			await s.wait(3_600_000);
			return (await s.ask('s3', 'GetObject', GET)).answer;
		},
		error: 'KMS.KMSInvalidStateException'
	},
	{
		title: '4. DSSE-KMS',
		play: async (s) => {
			const key = await s.key();
			await bucket(s);
			// A Bucket Key is not for DSSE-KMS: it is ignored.
			await s.then(
				's3',
				'PutObject',
				put(key, { ServerSideEncryption: 'aws:kms:dsse', BucketKeyEnabled: true })
			);
			await s.then('s3', 'GetObject', GET);
		},
		told: {
			calls: ['GenerateDataKey by Alice via s3 {aws:s3:arn}', 'Decrypt by Alice via s3 {aws:s3:arn}'],
			grants: [],
			records: ['GenerateDataKey in home', 'Decrypt in home'],
			bill: ['home: 2 requests, $1.00 a month']
		},
		miss: async (s) => {
			await s.kms('DisableKey', { KeyId: s.kept('object')[0]!.sealed[0]!.keyArn });
			return (await s.ask('s3', 'PutObject', put(s.kept('object')[0]!.sealed[0]!.keyArn))).answer;
		},
		error: 'KMS.DisabledException'
	},
	{
		title: '5. SSE-C',
		play: async (s) => {
			const SSECustomerKey = new Uint8Array(32).fill(1);
			await bucket(s);
			await s.first('s3', 'PutBucketEncryption', { Bucket: 'b', BlockedEncryptionTypes: 'NONE' });
			await s.then('s3', 'PutObject', put(undefined, { SSECustomerKey }));
			await s.then('s3', 'GetObject', { ...GET, SSECustomerKey });
		},
		told: none,
		miss: async (s) => {
			await s.first('s3', 'CreateBucket', { Bucket: 'new' });
			const SSECustomerKey = new Uint8Array(32).fill(1);
			return (await s.ask('s3', 'PutObject', { Bucket: 'new', Key: 'k', Body, SSECustomerKey })).answer;
		},
		error: 'AccessDenied'
	},
	{
		title: '6. client-side encryption under two keys',
		play: async (s) => {
			const keyIds = [await s.key(), await s.key()];
			const made = { type: 'client.seal', name: 'm', plaintext: Body, keyIds, context: { purpose: 'x' } };
			await s.thenOwn(made);
			await s.thenOwn({ type: 'client.open', name: 'm', message: messageOf(s) });
		},
		told: {
			calls: [
				'GenerateDataKey by Alice {purpose}',
				'Encrypt by Alice {purpose}',
				'Decrypt by Alice {purpose}'
			],
			grants: [],
			records: ['GenerateDataKey in home', 'Encrypt in home', 'Decrypt in home'],
			bill: ['home: 3 requests, $2.00 a month']
		},
		miss: async (s) => {
			for (const KeyId of s.world.state().keys.keys()) await s.kms('DisableKey', { KeyId });
			const open = { type: 'client.open', name: 'm', message: messageOf(s), ...s.world.acting };
			const { entry } = await s.world.run(open as never);
			return entry.outcome.ok ? 'ok' : entry.outcome.error.code;
		},
		error: 'DisabledException'
	},
	{
		title: '7. EBS: create, attach, detach',
		play: async (s) => {
			const KmsKeyId = await s.key();
			await s.first('ec2', 'RunInstances', {});
			await s.then('ec2', 'CreateVolume', { Encrypted: true, KmsKeyId });
			await s.then('ec2', 'AttachVolume', { VolumeId: s.last('volume'), InstanceId: s.last('instance') });
			await s.then('ec2', 'DetachVolume', { VolumeId: s.last('volume') });
		},
		told: {
			calls: [
				'GenerateDataKeyWithoutPlaintext by Alice via ec2 {aws:ebs:id}',
				'CreateGrant by Alice via ec2',
				'Decrypt by aws:ec2-infrastructure {aws:ebs:id}',
				'RetireGrant by aws:ec2-infrastructure'
			],
			grants: ['to aws:ec2-infrastructure: Decrypt {aws:ebs:id}'],
			records: [
				'GenerateDataKeyWithoutPlaintext in home',
				'CreateGrant in home',
				'Decrypt in home',
				'RetireGrant in home'
			],
			bill: ['home: 4 requests, $1.00 a month']
		},
		miss: async (s) => {
			const { keyArn } = s.kept('volume').at(-1)!.sealed[0]!;
			await s.kms('ScheduleKeyDeletion', { KeyId: keyArn });
			await s.first('ec2', 'AttachVolume', { VolumeId: s.last('volume'), InstanceId: s.last('instance') });
			await settle(s);
			const { event, result, cause } = notified(s, 'volume')!;
			return `${event} ${result}: ${cause?.replace(keyArn, '<key ARN>')}`;
		},
		error: 'attachVolume failed: <key ARN> is pending deletion.'
	},
	{
		title: '8. EBS snapshot, copied in another account',
		play: async (s) => {
			await sharedSnapshot(s, FOR_OTHER);
			const KmsKeyId = await s.key({}, BOB);
			await s.then('ec2', 'CopySnapshot', { SourceSnapshotId: s.last('snapshot'), KmsKeyId }, BOB);
		},
		told: {
			calls: [
				'CreateGrant by Bob of other via ec2',
				'Decrypt by aws:ec2-infrastructure of other {aws:ebs:id}',
				'RetireGrant by aws:ec2-infrastructure of other',
				'CreateGrant by Bob of other via ec2',
				'GenerateDataKeyWithoutPlaintext by Bob of other via ec2 {aws:ebs:id}',
				'Decrypt by aws:ec2-infrastructure of other {aws:ebs:id}',
				'RetireGrant by aws:ec2-infrastructure of other'
			],
			grants: [
				'to aws:ec2-infrastructure of other: Decrypt {aws:ebs:id}',
				'to aws:ec2-infrastructure of other: Decrypt {aws:ebs:id}'
			],
			records: [
				'CreateGrant in other',
				'CreateGrant in home',
				'Decrypt in other',
				'Decrypt in home',
				'RetireGrant in other',
				'RetireGrant in home',
				'CreateGrant in other',
				'GenerateDataKeyWithoutPlaintext in other',
				'Decrypt in other',
				'RetireGrant in other'
			],
			bill: ['home: 0 requests, $1.00 a month', 'other: 7 requests, $1.00 a month']
		},
		miss: async (s) => {
			const [first] = s.kept('snapshot');
			await s.kms('PutKeyPolicy', { KeyId: first!.sealed[0]!.keyArn, Policy: document(ALL_MINE) });
			await s.first('ec2', 'CopySnapshot', { SourceSnapshotId: first!.name }, BOB);
			await settle(s);
			return s.kept('snapshot').at(-1)!.body['stateMessage'];
		},
		error: 'Given key ID is not accessible'
	},
	{
		title: '9. snapshot copy to another Region',
		play: async (s) => {
			const key = await s.key();
			await diskOf(s, key);
			const there = await s.key({}, ALICE, 'us-east-1');
			const from = { SourceRegion: 'eu-west-1', SourceSnapshotId: s.last('snapshot') };
			await s.then('ec2', 'CopySnapshot', { ...from, KmsKeyId: there }, ALICE, 'us-east-1');
		},
		told: {
			calls: [
				'CreateGrant by Alice via ec2',
				'Decrypt by aws:ec2-infrastructure {aws:ebs:id}',
				'RetireGrant by aws:ec2-infrastructure',
				'CreateGrant by Alice via ec2 in us-east-1',
				'GenerateDataKeyWithoutPlaintext by Alice via ec2 in us-east-1 {aws:ebs:id}',
				'Decrypt by aws:ec2-infrastructure in us-east-1 {aws:ebs:id}',
				'RetireGrant by aws:ec2-infrastructure in us-east-1'
			],
			grants: [
				'to aws:ec2-infrastructure: Decrypt {aws:ebs:id}',
				'to aws:ec2-infrastructure: Decrypt {aws:ebs:id}'
			],
			records: [
				'CreateGrant in home',
				'Decrypt in home',
				'RetireGrant in home',
				'CreateGrant in home',
				'GenerateDataKeyWithoutPlaintext in home',
				'Decrypt in home',
				'RetireGrant in home'
			],
			bill: ['home: 7 requests, $2.00 a month']
		},
		miss: async (s) => {
			const [first] = s.kept('snapshot');
			const from = { SourceRegion: 'eu-west-1', SourceSnapshotId: first!.name };
			const KmsKeyId = first!.sealed[0]!.keyArn;
			return (await s.ask('ec2', 'CopySnapshot', { ...from, KmsKeyId }, ALICE, 'us-east-1')).answer;
		},
		error: 'InvalidParameterValue'
	},
	{
		title: '10. shared AMI, launched in another account',
		play: async (s) => {
			await sharedImage(s, FOR_OTHER);
			await s.then('ec2', 'RunInstances', { ImageId: s.last('image'), KmsKeyId: await s.key({}, BOB) }, BOB);
		},
		told: {
			calls: [
				'DescribeKey by Bob of other via ec2',
				'CreateGrant by Bob of other via ec2',
				'Decrypt by aws:ec2-infrastructure of other {aws:ebs:id}',
				'RetireGrant by aws:ec2-infrastructure of other',
				'CreateGrant by Bob of other via ec2',
				'GenerateDataKeyWithoutPlaintext by Bob of other via ec2 {aws:ebs:id}',
				'Decrypt by aws:ec2-infrastructure of other {aws:ebs:id}',
				'RetireGrant by aws:ec2-infrastructure of other',
				'CreateGrant by Bob of other via ec2',
				'Decrypt by aws:ec2-infrastructure of other {aws:ebs:id}'
			],
			grants: [
				'to aws:ec2-infrastructure of other: Decrypt {aws:ebs:id}',
				'to aws:ec2-infrastructure of other: Decrypt {aws:ebs:id}',
				'to aws:ec2-infrastructure of other: Decrypt {aws:ebs:id}'
			],
			records: [
				'DescribeKey in other',
				'DescribeKey in home',
				'CreateGrant in other',
				'CreateGrant in home',
				'Decrypt in other',
				'Decrypt in home',
				'RetireGrant in other',
				'RetireGrant in home',
				'CreateGrant in other',
				'GenerateDataKeyWithoutPlaintext in other',
				'Decrypt in other',
				'RetireGrant in other',
				'CreateGrant in other',
				'Decrypt in other'
			],
			bill: ['home: 0 requests, $1.00 a month', 'other: 10 requests, $1.00 a month']
		},
		miss: async (s) => {
			const [snapshot] = s.kept('snapshot');
			await s.kms('PutKeyPolicy', { KeyId: snapshot!.sealed[0]!.keyArn, Policy: document(ALL_MINE) });
			await s.first('ec2', 'RunInstances', { ImageId: s.last('image') }, BOB);
			await settle(s);
			return s.kept('instance').at(-1)!.body['stateReason'];
		},
		error: 'Client.InternalError: Client error on launch'
	},
	{
		title: '11. Auto Scaling with a customer managed key',
		play: async (s) => {
			await sharedImage(s, document(ALL_MINE, ...FOR_SCALING));
			await s.then('ec2', 'CreateAutoScalingGroup', {
				AutoScalingGroupName: 'web',
				ImageId: s.last('image')
			});
		},
		told: {
			calls: [
				'ReEncrypt by AWSServiceRoleForAutoScaling via ec2 {aws:ebs:id}',
				'CreateGrant by AWSServiceRoleForAutoScaling via ec2',
				'Decrypt by aws:ec2-infrastructure {aws:ebs:id}'
			],
			grants: ['to aws:ec2-infrastructure: Decrypt {aws:ebs:id}'],
			records: ['ReEncrypt in home', 'CreateGrant in home', 'Decrypt in home'],
			bill: ['home: 3 requests, $1.00 a month']
		},
		miss: async (s) => {
			const [snapshot] = s.kept('snapshot');
			await s.kms('PutKeyPolicy', { KeyId: snapshot!.sealed[0]!.keyArn, Policy: document(ALL_MINE) });
			await s.first('ec2', 'SetDesiredCapacity', { AutoScalingGroupName: 'web', DesiredCapacity: 2 });
			await settle(s);
			const { activities } = s.kept('auto-scaling-group')[0]!.body;
			return (activities as readonly { message?: string }[]).at(-1)!.message;
		},
		error: 'Client.InternalError: Client error on launch'
	},
	{
		title: '12. RDS',
		play: async (s) => {
			const KmsKeyId = await s.key();
			await s.then('rds', 'CreateDBInstance', { ...DB, StorageEncrypted: true, KmsKeyId });
			await s.then('rds', 'StopDBInstance', DB);
			await s.then('rds', 'StartDBInstance', DB);
		},
		told: {
			calls: [
				'DescribeKey by Alice via rds',
				'CreateGrant by Alice via rds',
				'GenerateDataKeyWithoutPlaintext by rds {aws:ebs:id, aws:rds:db-id}',
				'Decrypt by rds {aws:ebs:id, aws:rds:db-id}',
				'Decrypt by rds {aws:ebs:id, aws:rds:db-id}'
			],
			grants: [
				'to rds: Decrypt, GenerateDataKeyWithoutPlaintext, DescribeKey, CreateGrant, RetireGrant {aws:rds:db-id}'
			],
			records: [
				'DescribeKey in home',
				'CreateGrant in home',
				'GenerateDataKeyWithoutPlaintext in home',
				'Decrypt in home',
				'Decrypt in home'
			],
			bill: ['home: 5 requests, $1.00 a month']
		},
		miss: async (s) => {
			await s.first('rds', 'StopDBInstance', DB);
			await s.kms('DisableKey', { KeyId: s.kept('instance')[0]!.sealed[0]!.keyArn });
			return (await s.ask('rds', 'StartDBInstance', DB)).answer;
		},
		error: 'KMSKeyNotAccessibleFault'
	},
	{
		title: '13. Secrets Manager',
		play: async (s) => {
			const KmsKeyId = await s.key();
			await s.then('secretsmanager', 'CreateSecret', { Name: 'code', SecretString: '1', KmsKeyId });
			await s.then('secretsmanager', 'GetSecretValue', { SecretId: 'code' });
		},
		told: {
			calls: [
				'GenerateDataKey by Alice via secretsmanager {SecretARN, SecretVersionId}',
				'Decrypt by Alice via secretsmanager {SecretARN, SecretVersionId}',
				'GenerateDataKey by Alice via secretsmanager {SecretARN, SecretVersionId}',
				'Decrypt by Alice via secretsmanager {SecretARN, SecretVersionId}'
			],
			grants: [],
			records: ['GenerateDataKey in home', 'Decrypt in home', 'GenerateDataKey in home', 'Decrypt in home'],
			bill: ['home: 4 requests, $1.00 a month']
		},
		miss: async (s) => {
			await s.kms('DisableKey', { KeyId: s.kept('secret-version')[0]!.sealed[0]!.keyArn });
			const write = { SecretId: 'code', SecretString: '2' };
			expect((await s.ask('secretsmanager', 'PutSecretValue', write)).answer).toBe('EncryptionFailure');
			return (await s.ask('secretsmanager', 'GetSecretValue', { SecretId: 'code' })).answer;
		},
		error: 'DecryptionFailure'
	},
	{
		title: '14. DynamoDB',
		play: async (s) => {
			const KMSMasterKeyId = await s.key();
			const table = { TableName: 'Books', HashKey: 'title', SSEType: 'KMS', KMSMasterKeyId };
			await s.then('dynamodb', 'CreateTable', table);
			await s.then('dynamodb', 'PutItem', { TableName: 'Books', Item: EMMA });
			await s.wait(300_000);
			await s.then('dynamodb', 'GetItem', { TableName: 'Books', Key: EMMA });
		},
		told: {
			calls: [
				'DescribeKey by Alice via dynamodb',
				'CreateGrant by Alice via dynamodb',
				'CreateGrant by Alice via dynamodb',
				'GenerateDataKey by Alice via dynamodb {aws:dynamodb:subscriberId, aws:dynamodb:tableName}',
				'Decrypt by Alice via dynamodb {aws:dynamodb:subscriberId, aws:dynamodb:tableName}'
			],
			grants: [
				'to dynamodb: Encrypt, Decrypt, ReEncryptFrom, ReEncryptTo, GenerateDataKey, DescribeKey, RetireGrant {aws:dynamodb:subscriberId, aws:dynamodb:tableName}',
				'to dynamodb: Encrypt, Decrypt, ReEncryptFrom, ReEncryptTo, GenerateDataKey, DescribeKey, RetireGrant {aws:dynamodb:subscriberId, aws:dynamodb:tableName}'
			],
			records: [
				'DescribeKey in home',
				'CreateGrant in home',
				'CreateGrant in home',
				'GenerateDataKey in home',
				'Decrypt in home'
			],
			bill: ['home: 5 requests, $1.00 a month']
		},
		miss: async (s) => {
			await s.kms('DisableKey', { KeyId: s.kept('table')[0]!.sealed[0]!.keyArn });
			await s.wait(10 * 60_000);
			return s.kept('table')[0]!.status;
		},
		error: 'INACCESSIBLE_ENCRYPTION_CREDENTIALS'
	},
	{
		title: '15. SQS and SNS',
		play: async (s) => {
			const KmsMasterKeyId = await s.key();
			await s.then('sqs', 'CreateQueue', { QueueName: 'q', KmsMasterKeyId });
			await s.then('sqs', 'SendMessage', { QueueName: 'q', MessageBody: 'x' });
			await s.then('sqs', 'SendMessage', { QueueName: 'q', MessageBody: 'y' });
			await s.wait(300_000);
			await s.then('sqs', 'ReceiveMessage', { QueueName: 'q' });
			await s.then('sns', 'CreateTopic', { Name: 't', KmsMasterKeyId });
			await s.then('sns', 'Publish', { TopicArn: 't', Message: 'x' });
		},
		told: {
			calls: [
				'GenerateDataKey by Alice via sqs {aws:sqs:arn}',
				'Decrypt by Alice via sqs {aws:sqs:arn}',
				'Decrypt by Alice via sqs {aws:sqs:arn}',
				'GenerateDataKey by Alice via sns {aws:sns:topicArn}',
				'Decrypt by Alice via sns {aws:sns:topicArn}'
			],
			grants: [],
			records: [
				'GenerateDataKey in home',
				'Decrypt in home',
				'Decrypt in home',
				'GenerateDataKey in home',
				'Decrypt in home'
			],
			bill: ['home: 5 requests, $1.00 a month']
		},
		miss: async (s) => {
			const Policy = document(statement({ Service: 's3.amazonaws.com' }, 'sqs:SendMessage'));
			await s.first('sqs', 'CreateQueue', { QueueName: 'events', KmsMasterKeyId: 'alias/aws/sqs' });
			await s.first('sqs', 'SetQueueAttributes', { QueueName: 'events', Policy });
			const [queue] = s.kept('queue').slice(-1);
			const event = { QueueName: queue!.arn, MessageBody: 'x' };
			const { entry } = await s.world.run({
				...{ type: 'service', service: 'sqs', operation: 'SendMessage', input: event },
				...s.world.acting,
				caller: 's3.amazonaws.com'
			} as never);
			return entry.outcome.ok ? 'ok' : entry.outcome.error.code;
		},
		error: 'KmsAccessDenied'
	},
	{
		title: '16. Lambda environment variables',
		play: async (s) => {
			const made = { FunctionName: 'f', Role: APPLICATION, Environment: { Variables: { GREETING: 'x' } } };
			await s.then('lambda', 'CreateFunction', { ...made, KMSKeyArn: await s.key() });
			await s.then('lambda', 'Invoke', { FunctionName: 'f' });
			await s.then('lambda', 'Invoke', { FunctionName: 'f' });
		},
		told: {
			calls: [
				'Encrypt by Alice via lambda {aws:lambda:FunctionArn}',
				'CreateGrant by Alice via lambda',
				'Decrypt by Application via lambda {aws:lambda:FunctionArn}'
			],
			grants: ['to Application: Decrypt, RetireGrant {aws:lambda:FunctionArn}'],
			records: ['Encrypt in home', 'CreateGrant in home', 'Decrypt in home'],
			bill: ['home: 3 requests, $1.00 a month']
		},
		miss: async (s) => {
			await s.kms('DisableKey', { KeyId: s.kept('function')[0]!.sealed[0]!.keyArn });
			expect((await s.ask('lambda', 'Invoke', { FunctionName: 'f' })).answer).toBe('ok');
			await s.wait(600_000);
			const { entry, answer } = await s.ask('lambda', 'Invoke', { FunctionName: 'f' });
			return `${entry.outcome.ok ? 200 : entry.outcome.error.status} ${answer}`;
		},
		error: '502 KMSDisabledException'
	},
	{
		title: '17. CloudTrail’s own files',
		play: async (s) => {
			const KmsKeyId = await s.key({
				Policy: document(ALL_MINE, statement(CLOUDTRAIL, 'kms:GenerateDataKey*'))
			});
			await s.first('s3', 'CreateBucket', { Bucket: 'logs' });
			const Policy = document(statement(CLOUDTRAIL, 's3:PutObject', { Resource: 'arn:aws:s3:::logs/*' }));
			await s.first('s3', 'PutBucketPolicy', { Bucket: 'logs', Policy });
			await s.then('cloudtrail', 'CreateTrail', { Name: 'Default', S3BucketName: 'logs', KmsKeyId });
			await s.then('cloudtrail', 'DeliverLogFile', { Name: 'Default' });
			await s.then('s3', 'GetObject', { Bucket: 'logs', Key: s.last('object') });
		},
		told: {
			calls: [
				'GenerateDataKey by cloudtrail {aws:cloudtrail:arn, aws:s3:arn}',
				'GenerateDataKey by cloudtrail {aws:cloudtrail:arn, aws:s3:arn}',
				'Decrypt by Alice via s3 {aws:cloudtrail:arn, aws:s3:arn}'
			],
			grants: [],
			records: ['GenerateDataKey in home', 'GenerateDataKey in home', 'Decrypt in home'],
			bill: ['home: 1 request, 2 free of charge, $1.00 a month']
		},
		miss: async (s) => {
			const KmsKeyId = s.kept('object').at(-1)!.sealed[0]!.keyArn;
			const trail = { Name: 'Second', S3BucketName: 'logs', KmsKeyId };
			await s.kms('DisableKey', { KeyId: KmsKeyId });
			expect((await s.ask('cloudtrail', 'CreateTrail', trail)).answer).toBe('KmsKeyDisabledException');
			await s.kms('EnableKey', { KeyId: KmsKeyId });
			await s.kms('PutKeyPolicy', { KeyId: KmsKeyId, Policy: document(ALL_MINE) });
			return (await s.ask('cloudtrail', 'CreateTrail', trail)).answer;
		},
		error: 'InsufficientEncryptionPolicyException'
	}
];

const DB = { DBInstanceIdentifier: 'shop' };
const EMMA = { title: { S: 'Emma' } };
const APPLICATION = `arn:aws:iam::${HOME}:role/Application`;
const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const ALL_MINE = statement(root(HOME), 'kms:*');
const USE = ['kms:DescribeKey', 'kms:GenerateDataKey*', 'kms:ReEncrypt*', 'kms:Decrypt'];
const FOR_AWS = { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } };
const FOR_OTHER = document(
	ALL_MINE,
	statement(root(OTHER), USE),
	statement(root(OTHER), 'kms:CreateGrant', FOR_AWS)
);
const SCALING = {
	AWS: `arn:aws:iam::${HOME}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`
};
const FOR_SCALING = [
	statement(SCALING, ['kms:Encrypt', ...USE]),
	statement(SCALING, 'kms:CreateGrant', FOR_AWS)
];
const messageOf = (s: Stage): Uint8Array =>
	new Uint8Array(Buffer.from([...s.world.state().items.values()][0]!.payload.inline!, 'base64'));

async function diskOf(s: Stage, KmsKeyId: string): Promise<void> {
	await s.first('ec2', 'RunInstances', {});
	await s.first('ec2', 'CreateVolume', { Encrypted: true, KmsKeyId });
	await s.first('ec2', 'AttachVolume', { VolumeId: s.last('volume'), InstanceId: s.last('instance') });
	await s.first('ec2', 'WriteBlock', { VolumeId: s.last('volume'), Body });
	await s.first('ec2', 'CreateSnapshot', { VolumeId: s.last('volume') });
}
async function sharedSnapshot(s: Stage, Policy: string): Promise<void> {
	await diskOf(s, await s.key({ Policy }));
	await s.first('ec2', 'ModifySnapshotAttribute', { SnapshotId: s.last('snapshot'), UserId: OTHER });
}
async function sharedImage(s: Stage, Policy: string): Promise<void> {
	await diskOf(s, await s.key({ Policy }));
	await s.first('ec2', 'RegisterImage', { SnapshotId: s.last('snapshot') });
	await s.first('ec2', 'ModifyImageAttribute', { ImageId: s.last('image'), UserId: OTHER });
}

describe.each(SEQUENCES.map((one) => [one.title, one] as const))('%s', (_, { play, told, miss, error }) => {
	test('its calls, grants, records and bill', async () => {
		const s = stage();
		await play(s);
		expect(await s.told()).toEqual(told);
	});
	test(`its near miss: ${error}`, async () => {
		const s = stage();
		await play(s);
		expect(await miss(s)).toBe(error);
	});
});

describe('18. what a dead key does: the table, against what the blast radius says of a world with all of it', () => {
	/** A thing; whether it ends now or later; what is seen when disabled, and when its deletion is scheduled. */
	const TABLE: readonly (readonly [name: string, ends: 'now' | 'later', ...shows: string[]])[] = [
		['ciphertext', 'now', 'DisabledException', 'KMSInvalidStateException'],
		['sse-kms', 'now', 'KMS.DisabledException', 'KMS.KMSInvalidStateException'],
		['cheap', 'later', 'KMS.DisabledException', 'KMS.KMSInvalidStateException'],
		['runs', 'later', ...Array<string>(2).fill('inaccessible-encryption-credentials-recoverable')],
		['Guests', 'later', 'ValidationException', 'ValidationException'],
		['code', 'now', 'EncryptionFailure', 'EncryptionFailure'],
		['orders', 'later', 'KmsDisabled', 'KmsInvalidState'],
		['news', 'later', 'KMSDisabled', 'KMSInvalidState'],
		['warm', 'later', 'KMSDisabledException', 'KMSInvalidStateException'],
		['cold', 'now', 'KMSDisabledException', 'KMSInvalidStateException']
	];
	test.each(['disable', 'schedule-deletion'] as const)('%s', async (deed) => {
		const it = await sealedWorld();
		const { generations } = blastRadius(it.world.state(), { keyArn: it.KeyId, deed });
		const things = generations.flatMap((one) => one.things);
		for (const [name, ends, disabled, pending] of TABLE) {
			const shows = deed === 'disable' ? disabled : pending;
			expect(things.find((one) => one.name === name)?.fate, name).toMatchObject({ ends, shows });
		}
		const volumes = things.filter(({ type }) => type === 'volume').map(({ fate }) => fate.ends);
		expect(new Set(volumes)).toEqual(new Set(['now', 'later']));
		const table = things.find(({ name }) => name === 'Guests')!.fate;
		expect(table).toMatchObject({
			then: expect.stringContaining('INACCESSIBLE_ENCRYPTION_CREDENTIALS') as string
		});
	});
});

/** Every scene with a service: the requests of its whole world by who pays, and the account's bill for that month. */
const SCENE_BILLS: Readonly<Record<string, readonly string[]>> = {
	'automatic-rotation': ['5 requests, $0.22', '0 requests, $0.00'],
	'server-side-encryption': ['4 requests, $0.22', '0 requests, $0.00'],
	's3-variants': ['5 requests, $0.22', '0 requests, $0.00'],
	'object-of-a-disabled-key': ['7 requests, $0.22', '0 requests, $0.00'],
	'read-without-decrypt': ['5 requests, $0.22', '0 requests, $0.00'],
	'encrypted-volume': ['11 requests, $0.22', '0 requests, $0.00'],
	'snapshot-to-another-account': ['8 requests, $0.22', '13 requests, $0.22'],
	// The other account's disk is under its AWS managed key, which is free.
	'shared-ami': ['6 requests, $0.22', '12 requests, $0.00'],
	'copy-to-another-region': ['15 requests, $0.44', '0 requests, $0.00'],
	'bucket-policy-and-key-policy': ['5 requests, $0.22', '0 requests, $0.00'],
	'server-side-and-client-side': ['9 requests, $0.22', '0 requests, $0.00'],
	'small-files': ['8 requests, $0.22', '0 requests, $0.00'],
	'rds-instance': ['11 requests, $0.22', '7 requests, $0.22'],
	'dead-key': ['31 requests, $0.22', '0 requests, $0.00']
};

test.each(SCENARIOS.map(({ id }) => id))('the bill of the scene %s, where it has a service', async (id) => {
	const scenario = scenarioById(id)!;
	const hsm = createInProcessHsm({ seed: fromHex(scenario.seed), rsaTestKeys: RSA_TEST_KEYS });
	const { timeline, origin } = await playScenario(scenario, hsm);
	const hasService = timeline.path().some(({ command }) => command['type'] === 'service');
	expect(hasService, 'a row for each scene with a service').toBe(id in SCENE_BILLS);
	if (!hasService) return;
	const ledger = readLedger(timeline.path());
	const month = monthOf(origin.startsAt);
	const bill = [HOME, OTHER].map((account) => {
		const asked = { account: account as AccountId, month, year: 'today', until: month.end - 1 } as const;
		const { lines, total } = billOf(ledger, asked);
		const requests = lines.filter(({ kind }) => kind === 'requests');
		return `${requests.reduce((sum, one) => sum + one.quantity, 0)} requests, $${total.toFixed(2)}`;
	});
	expect(bill).toEqual(SCENE_BILLS[id]);
});
