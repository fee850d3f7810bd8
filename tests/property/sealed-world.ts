/**
 * A world with things of every service under one key, in each state they can be in, and beside them things the key has
 * no part in; and for each thing the next use of it, really tried.
 */
import { fromBase64, utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import type { KeyArn } from '$lib/domain/ids';
import type { ResourceRecord } from '$lib/domain/service';
import type { SealedItem } from '$lib/domain/trace';
import { sealedItem } from '$lib/view/keep-ciphertext';
import { ALICE, cloud, document, HOME, root, statement, type Cloud } from '../unit/services/services';
import { importInto } from '../unit/world/import';

/** All of IAM, and none of KMS; and all of IAM, KMS too. */
export const CARLOS = `arn:aws:iam::${HOME}:user/Carlos`;
export const DORA = `arn:aws:iam::${HOME}:user/Dora`;
const SERVICES = ['s3', 'ec2', 'rds', 'secretsmanager', 'dynamodb', 'sqs', 'sns', 'lambda', 'cloudtrail'];
const APPLICATION = `arn:aws:iam::${HOME}:role/Application`;
const SCALING = {
	AWS: `arn:aws:iam::${HOME}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`
};
const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const USE = [
	...['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
	'kms:CreateGrant'
];
/** What all things of the world need. */
export const KEY_POLICY = [
	statement(root(HOME), 'kms:*'),
	statement(SCALING, USE),
	statement(CLOUDTRAIL, 'kms:GenerateDataKey*')
];

export interface Choices {
	/** Material that can be lost. */
	readonly imported?: boolean;
	/** Between the first half of the things and the second. */
	readonly rotated?: boolean;
	/** Milliseconds from the last use of everything to the deed. */
	readonly rests?: number;
}

export async function sealedWorld({ imported, rotated, rests = 0 }: Choices = {}) {
	const it = cloud();
	const { world } = it;
	const done = async (asked: Promise<{ readonly answer: string; readonly message: string }>) => {
		const { answer, message } = await asked;
		if (answer !== 'ok') throw new Error(`expected it to be done, got ${answer}: ${message}`);
		return asked as ReturnType<Cloud['ask']>;
	};
	const ask: Cloud['ask'] = (...asked) => done(it.ask(...asked));
	await it.letIam(CARLOS, ...SERVICES.map((one) => `${one}:*`));
	await it.letIam(DORA, '*');
	const { KeyMetadata } = await world.kms('CreateKey', {
		Policy: document(...KEY_POLICY),
		...(imported && { Origin: 'EXTERNAL' as const })
	});
	const KeyId = KeyMetadata.Arn as KeyArn;
	if (imported) await importInto(world, KeyMetadata.KeyId, new Uint8Array(32).fill(9));
	await world.kms('CreateAlias', { AliasName: 'alias/everything', TargetKeyId: KeyId });
	const other = (await world.kms('CreateKey', {})).KeyMetadata.Arn as KeyArn;
	await done(it.kms('CreateKey', {}, ALICE, 'us-east-1'));
	const away = [...world.state().keys.keys()].at(-1)!;
	const seal = (name: string, ...keyIds: readonly string[]) =>
		world.run({
			type: 'client.seal',
			...{ name, plaintext: utf8('x'), keyIds: keyIds as [string], context: { purpose: 'test' } },
			...world.acting
		});

	// S3
	const put = (Bucket: string, Key: string, more: object = {}) =>
		ask('s3', 'PutObject', { Bucket, Key, Body: utf8(Key), ...more });
	const underKey = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId };
	for (const Bucket of ['mixed', 'default', 'cheap-default', 'logs'])
		await ask('s3', 'CreateBucket', { Bucket });
	const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/everything' };
	await ask('s3', 'PutBucketEncryption', { Bucket: 'default', ...byDefault });
	await ask('s3', 'PutBucketEncryption', { Bucket: 'cheap-default', ...byDefault, BucketKeyEnabled: true });
	await ask('s3', 'PutBucketEncryption', { Bucket: 'mixed', BlockedEncryptionTypes: 'NONE' });
	await put('mixed', 'sse-s3', { ServerSideEncryption: 'AES256' });
	await put('mixed', 'aws-managed', { ServerSideEncryption: 'aws:kms' });
	await put('mixed', 'under-other', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: other });
	await put('mixed', 'sse-c', { SSECustomerKey: CUSTOMER_KEY });
	await put('mixed', 'sse-kms', underKey);
	await put('mixed', 'dsse', { ...underKey, ServerSideEncryption: 'aws:kms:dsse' });

	// EC2 and EBS: instances 0 runs, 1 is stopped; volumes attached to each, and one away.
	const newest = (type: string) => it.kept(type).at(-1)!.name;
	const attached = async () => {
		await ask('ec2', 'RunInstances', {});
		await ask('ec2', 'CreateVolume', { Encrypted: true, KmsKeyId: KeyId });
		const at = { VolumeId: newest('volume'), InstanceId: newest('instance') };
		await ask('ec2', 'AttachVolume', at);
		await ask('ec2', 'WriteBlock', { VolumeId: at.VolumeId, Body: utf8('x') });
		return at;
	};
	const running = await attached();
	const stopped = await attached();
	await ask('ec2', 'StopInstances', { InstanceId: stopped.InstanceId });
	await ask('ec2', 'CreateVolume', { Encrypted: true, KmsKeyId: 'alias/everything' });
	await ask('ec2', 'CreateVolume', {});
	await ask('ec2', 'CreateSnapshot', { VolumeId: running.VolumeId });
	await ask('ec2', 'RegisterImage', { SnapshotId: newest('snapshot') });
	await ask('ec2', 'CreateAutoScalingGroup', { AutoScalingGroupName: 'web', ImageId: newest('image') });
	await ask('ec2', 'ModifyEbsDefaultKmsKeyId', { KmsKeyId: KeyId });

	if (rotated) await world.kms('RotateKeyOnDemand', { KeyId });

	// RDS
	const database = { StorageEncrypted: true, KmsKeyId: KeyId };
	for (const DBInstanceIdentifier of ['runs', 'rests']) {
		await ask('rds', 'CreateDBInstance', { DBInstanceIdentifier, ...database });
		const sql = "insert into t values ('x')";
		await ask('rds', 'ExecuteStatement', { DBInstanceIdentifier, sql });
	}
	const monday = { DBInstanceIdentifier: 'rests', DBSnapshotIdentifier: 'monday' };
	await ask('rds', 'CreateDBSnapshot', monday);
	await ask('rds', 'StopDBInstance', { DBInstanceIdentifier: 'rests' });

	// Client side
	await seal('message', KeyId);
	await seal('two keys', KeyId, other);
	await seal('two Regions', KeyId, away);
	await seal('other key', other);
	const encrypted = await world.run({
		...{ type: 'kms', operation: 'Encrypt', ...world.acting },
		input: { KeyId, Plaintext: utf8('x'), EncryptionContext: { purpose: 'test' } }
	});
	const named = { execution: encrypted, name: 'ciphertext', context: { purpose: 'test' } };
	await world.run({ type: 'item.keep', item: sealedItem(named, world.acting), ...world.acting });

	// What needs to be used shortly before the deed to be in a memory.
	await ask('lambda', 'CreateFunction', {
		...{ FunctionName: 'cold', Role: APPLICATION, KMSKeyArn: KeyId },
		Environment: { Variables: { GREETING: 'x' } }
	});
	await ask('lambda', 'CreateFunction', {
		...{ FunctionName: 'warm', Role: APPLICATION, KMSKeyArn: KeyId },
		Environment: { Variables: { GREETING: 'x' } }
	});
	await ask('secretsmanager', 'CreateSecret', { Name: 'code', SecretString: '1', KmsKeyId: KeyId });
	await ask('secretsmanager', 'PutSecretValue', { SecretId: 'code', SecretString: '2' });
	await ask('secretsmanager', 'CreateSecret', { Name: 'other', SecretString: '1', KmsKeyId: other });
	await ask('sqs', 'CreateQueue', { QueueName: 'orders', KmsMasterKeyId: 'alias/everything' });
	await ask('sqs', 'CreateQueue', { QueueName: 'own', KmsDataKeyReusePeriodSeconds: 60 });
	await ask('sns', 'CreateTopic', { Name: 'news', KmsMasterKeyId: KeyId });
	const Policy = document(statement(CLOUDTRAIL, 's3:PutObject', { Resource: 'arn:aws:s3:::logs/*' }));
	await ask('s3', 'PutBucketPolicy', { Bucket: 'logs', Policy });
	await ask('cloudtrail', 'CreateTrail', { Name: 'Default', S3BucketName: 'logs', KmsKeyId: KeyId });
	await ask('cloudtrail', 'DeliverLogFile', { Name: 'Default' });
	await ask('dynamodb', 'CreateTable', {
		...{ TableName: 'Guests', HashKey: 'name' },
		...{ SSEType: 'KMS', KMSMasterKeyId: KeyId }
	});
	await ask('dynamodb', 'PutItem', { TableName: 'Guests', Item: ADA });
	await ask('dynamodb', 'CreateTable', { TableName: 'Free', HashKey: 'name' });
	await ask('dynamodb', 'PutItem', { TableName: 'Free', Item: ADA });
	await ask('sqs', 'SendMessage', { QueueName: 'orders', MessageBody: 'x' });
	await ask('sqs', 'SendMessage', { QueueName: 'own', MessageBody: 'x' });
	await ask('sns', 'Publish', { TopicArn: 'news', Message: 'x' });
	await put('mixed', 'cheap', { ...underKey, BucketKeyEnabled: true });
	await put('cheap-default', 'cheap-too');
	await put('default', 'by-default');
	await ask('lambda', 'Invoke', { FunctionName: 'warm' });
	if (rests > 0) await it.wait(rests);
	return { ...it, KeyId, other };
}
export type SealedWorld = Awaited<ReturnType<typeof sealedWorld>>;

const ADA = { name: { S: 'Ada' } };
const CUSTOMER_KEY = new Uint8Array(32).fill(7);

/** What somebody does in a world that is put back afterwards. */
export async function inFork<T>({ world }: Pick<Cloud, 'world'>, work: () => Promise<T>): Promise<T> {
	const { head } = world.timeline;
	try {
		return await work();
	} finally {
		world.timeline.seek(head);
	}
}

/** `ok`, or what a person sees: the error's code, the notification, the state reason. */
export type Tried = string;

/** The next use of a thing of a service by somebody. Undefined: nobody uses such a thing. */
export async function useOf(it: SealedWorld, one: ResourceRecord, by = ALICE): Promise<Tried | undefined> {
	const { name, type, body, service } = one;
	const ask = async (operation: string, input: object) =>
		(await it.ask(service, operation, input, by)).answer;
	switch (type) {
		case 'object': {
			const sse = body['encryption'] === 'SSE-C' ? { SSECustomerKey: CUSTOMER_KEY } : {};
			return ask('GetObject', { Bucket: body['bucket'], Key: name, ...sse });
		}
		case 'bucket':
			return ask('PutObject', { Bucket: name, Key: 'another', Body: utf8('x') });
		case 'volume':
			return useVolume(it, one, by);
		case 'snapshot':
			return first(it, [{}, { KmsKeyId: it.other }], async (key) => {
				const made = await it.ask('ec2', 'CreateVolume', { SnapshotId: name, ...key }, by);
				await settle(it);
				const volume = it.kept('volume').at(-1);
				return made.answer !== 'ok' ? made.answer : notified(volume);
			});
		case 'image':
			return first(it, [{}, { KmsKeyId: it.other }], async (key) => {
				const answer = await ask('RunInstances', { ImageId: name, ...key });
				await settle(it);
				return answer === 'ok' ? stateOf(it.kept('instance').at(-1)) : answer;
			});
		case 'instance':
			if (service === 'rds') return useDatabase(it, one, by);
			return one.status === 'running' ? 'ok' : start(it, one, by);
		case 'auto-scaling-group':
			return 'ok';
		case 'ebs-settings': {
			await it.ask('ec2', 'CreateVolume', { Encrypted: true }, by);
			await settle(it);
			return notified(it.kept('volume').at(-1));
		}
		case 'db-snapshot':
			return first(it, ['Restore', 'Copy'], (way) =>
				way === 'Restore'
					? ask('RestoreDBInstanceFromDBSnapshot', {
							DBSnapshotIdentifier: name,
							DBInstanceIdentifier: 'again'
						})
					: ask('CopyDBSnapshot', {
							...{ SourceDBSnapshotIdentifier: name, TargetDBSnapshotIdentifier: 'copy' },
							KmsKeyId: it.other
						})
			);
		case 'secret':
			return ask('PutSecretValue', { SecretId: name, SecretString: 'x' });
		case 'secret-version':
			return ask('GetSecretValue', { SecretId: body['secret'], VersionId: body['versionId'] });
		case 'table':
			return ask('PutItem', { TableName: name, Item: { name: { S: 'Bo' } } });
		case 'item': {
			const table = it.world.state().resources.get(body['table'] as string)!;
			return ask('GetItem', { TableName: table.name, Key: ADA });
		}
		case 'queue':
			return ask('SendMessage', { QueueName: name, MessageBody: 'x' });
		case 'message':
			return ask('ReceiveMessage', { QueueName: body['queue'] });
		case 'topic':
			return ask('Publish', { TopicArn: name, Message: 'x' });
		case 'published': {
			const { blob, context } = one.sealed[0]!;
			const input = { CiphertextBlob: fromBase64(blob), EncryptionContext: context };
			return (await it.kms('Decrypt', input, by)).answer;
		}
		case 'function':
			return ask('Invoke', { FunctionName: name });
		case 'trail': {
			// So that there is something to write.
			await it.kms('ListKeys', {});
			const { result } = await it.ask('cloudtrail', 'DeliverLogFile', { Name: name }, by);
			return (result['LatestDeliveryError'] as string | undefined) ?? 'ok';
		}
		default:
			return undefined;
	}
}

/** Something that goes on, brought to its end: detached, stopped and started, asked for one more. */
export async function endOf(it: SealedWorld, one: ResourceRecord, by = ALICE): Promise<Tried> {
	if (one.type === 'volume') {
		const at = { VolumeId: one.name, InstanceId: one.body['instance'] };
		const host = it.kept('instance').find(({ name }) => name === at.InstanceId)!;
		if ((host.body['volumes'] as readonly string[])[0] === one.arn) {
			await endOf(it, host, by);
			return notified(it.world.state().resources.get(one.arn));
		}
		await it.ask('ec2', 'DetachVolume', at, by);
		await it.ask('ec2', 'AttachVolume', at, by);
		await settle(it);
		return notified(it.world.state().resources.get(one.arn));
	}
	if (one.type === 'auto-scaling-group') {
		const more = { AutoScalingGroupName: one.name, DesiredCapacity: 2 };
		await it.ask('ec2', 'SetDesiredCapacity', more, by);
		await settle(it);
		const { activities } = it.world.state().resources.get(one.arn)!.body;
		const { message } = (activities as readonly { readonly message?: string }[]).at(-1)!;
		return message ?? 'ok';
	}
	if (one.service === 'rds') {
		const DB = { DBInstanceIdentifier: one.name };
		await it.ask('rds', 'StopDBInstance', DB, by);
		return (await it.ask('rds', 'StartDBInstance', DB, by)).answer;
	}
	await it.ask('ec2', 'StopInstances', { InstanceId: one.name }, by);
	return start(it, it.world.state().resources.get(one.arn)!, by);
}

/** What one's own software does with what it sealed. */
export async function openItem(it: SealedWorld, item: SealedItem, by = ALICE): Promise<Tried> {
	const message = fromBase64(item.payload.inline!);
	if (item.kind === 'ciphertext')
		return (await it.kms('Decrypt', { CiphertextBlob: message, EncryptionContext: item.context }, by)).answer;
	const command = { type: 'client.open', name: item.name, message, ...it.world.acting, caller: by };
	const { entry } = await it.world.run(command as Command);
	return entry.outcome.ok ? 'ok' : entry.outcome.error.code;
}

/** The first way that works, else what the first one says; each tried from where the world is. */
async function first<T>(
	it: SealedWorld,
	ways: readonly T[],
	work: (way: T) => Promise<Tried>
): Promise<Tried> {
	const tried: Tried[] = [];
	for (const way of ways) tried.push(await inFork(it, () => work(way)));
	return tried.find((one) => one === 'ok') ?? tried[0]!;
}

const settle = async (it: SealedWorld): Promise<void> => {
	if ([...it.world.state().resources.values()].some(({ due }) => due)) await it.wait(5_000);
};
function notified(volume: ResourceRecord | undefined): Tried {
	const last = (volume?.body['notifications'] as readonly { event: string; result: string }[]).at(-1);
	return last?.result === 'failed' ? `${last.event} failed` : 'ok';
}
const stateOf = (instance: ResourceRecord | undefined): Tried =>
	instance?.status === 'running' ? 'ok' : JSON.stringify(instance?.body['stateReason']).slice(1, -1);

async function useVolume(it: SealedWorld, one: ResourceRecord, by: string): Promise<Tried> {
	const { name: VolumeId, body, memory, sealed } = one;
	const InstanceId = body['instance'];
	const host = it.world
		.state()
		.resources.get(it.kept('instance').find((i) => i.name === InstanceId)?.arn ?? '');
	if (memory || (host?.status === 'running' && sealed.length === 0))
		return (await it.ask('ec2', 'ReadBlock', { VolumeId }, by)).answer;
	if (host) {
		await start(it, host, by);
		return notified(it.world.state().resources.get(one.arn));
	}
	const running = it.kept('instance').find(({ status }) => status === 'running')!.name;
	const { answer } = await it.ask('ec2', 'AttachVolume', { VolumeId, InstanceId: running }, by);
	await settle(it);
	return answer === 'ok' ? notified(it.world.state().resources.get(one.arn)) : answer;
}
async function start(it: SealedWorld, instance: ResourceRecord, by: string): Promise<Tried> {
	const { answer } = await it.ask('ec2', 'StartInstances', { InstanceId: instance.name }, by);
	await settle(it);
	return answer === 'ok' ? stateOf(it.world.state().resources.get(instance.arn)) : answer;
}
async function useDatabase(it: SealedWorld, { name, memory }: ResourceRecord, by: string): Promise<Tried> {
	const DB = { DBInstanceIdentifier: name };
	return memory
		? (await it.ask('rds', 'ExecuteStatement', { ...DB, sql: 'select * from t' }, by)).answer
		: (await it.ask('rds', 'StartDBInstance', DB, by)).answer;
}
