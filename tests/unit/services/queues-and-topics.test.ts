import { describe, expect, test } from 'vitest';
import { HOME, MINUTE, callsTo, cloud, document, newKey, openedByHand, root, statement } from './services';

const S3 = 's3.amazonaws.com';
const asS3 = `${S3}`;
const SEND = { QueueName: 'orders', MessageBody: 'two lamps' };
const RECEIVE = { QueueName: 'orders' };
const LAMPS = { Messages: [{ MessageBody: 'two lamps' }] };
const CARLOS = `arn:aws:iam::${HOME}:user/Carlos`;

async function withQueue(input: object = {}) {
	const it = cloud();
	const KeyId = await newKey(it);
	await it.ask('sqs', 'CreateQueue', { QueueName: 'orders', KmsMasterKeyId: KeyId, ...input });
	return { it, KeyId };
}

describe('SQS', () => {
	test('SSE-SQS by default: a key of its own, no call to KMS', async () => {
		const { it } = await withQueue({ KmsMasterKeyId: undefined });
		expect(await it.ask('sqs', 'SendMessage', SEND)).toMatchObject({ answer: 'ok', kms: [] });
		expect(await it.ask('sqs', 'ReceiveMessage', RECEIVE)).toMatchObject({ result: LAMPS, kms: [] });
	});

	test('a data key for each principal and period: the next messages ask nothing', async () => {
		const { it } = await withQueue();
		const sent = await it.ask('sqs', 'SendMessage', SEND);
		expect(sent.kms).toEqual(['GenerateDataKey', 'Decrypt']);
		expect(callsTo(sent.entry)[0]).toMatchObject({
			caller: `arn:aws:iam::${HOME}:user/Alice`,
			viaService: 'sqs.eu-west-1.amazonaws.com',
			context: { 'aws:sqs:arn': `arn:aws:sqs:eu-west-1:${HOME}:orders` }
		});
		expect((await it.ask('sqs', 'SendMessage', SEND)).kms).toEqual([]);
		expect((await it.ask('sqs', 'ReceiveMessage', RECEIVE)).kms).toEqual([]);
		const root = `arn:aws:iam::${HOME}:root`;
		const other = await it.ask('sqs', 'ReceiveMessage', RECEIVE, root);
		expect(other).toMatchObject({ kms: ['Decrypt'], result: LAMPS });
		await it.wait(5 * MINUTE);
		expect((await it.ask('sqs', 'SendMessage', SEND)).kms).toEqual(['GenerateDataKey', 'Decrypt']);
		expect(await openedByHand(it, it.kept('message')[0]!)).toBe('two lamps');
		expect(JSON.stringify([...it.world.timeline.path()])).not.toContain('two lamps');
	});

	test('a disabled key is noticed when the reuse period ends', async () => {
		const { it, KeyId } = await withQueue({ KmsDataKeyReusePeriodSeconds: 60 });
		await it.ask('sqs', 'SendMessage', SEND);
		await it.kms('DisableKey', { KeyId });
		expect((await it.ask('sqs', 'SendMessage', SEND)).answer).toBe('ok');
		await it.wait(MINUTE);
		expect((await it.ask('sqs', 'SendMessage', SEND)).answer).toBe('KmsDisabled');
		expect((await it.ask('sqs', 'ReceiveMessage', RECEIVE)).answer).toBe('KmsDisabled');
	});

	test('a producer needs both permissions on the key; a key for signing does not fit; 59 seconds are too few', async () => {
		const { it } = await withQueue();
		const policy = {
			Version: '2012-10-17',
			Statement: [{ Effect: 'Allow', Action: ['sqs:*', 'kms:GenerateDataKey'], Resource: '*' }]
		};
		const principal = { arn: CARLOS, identityPolicies: [{ name: 'Send', policy }] };
		await it.world.run({ type: 'iam.putPrincipal', principal, ...it.world.acting });
		const sent = await it.ask('sqs', 'SendMessage', SEND, CARLOS);
		expect(sent).toMatchObject({ answer: 'KmsAccessDenied', kms: ['GenerateDataKey', 'Decrypt'] });
		const KmsMasterKeyId = await newKey(it, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
		await it.ask('sqs', 'SetQueueAttributes', { QueueName: 'orders', KmsMasterKeyId });
		expect((await it.ask('sqs', 'SendMessage', SEND)).answer).toBe('KmsInvalidKeyUsage');
		const short = { QueueName: 'orders', KmsDataKeyReusePeriodSeconds: 59 };
		expect((await it.ask('sqs', 'SetQueueAttributes', short)).answer).toBe('InvalidParameter');
	});

	test('the trap: S3 as producer cannot use alias/aws/sqs, and can use a key whose policy names it', async () => {
		const { it, KeyId } = await withQueue({
			KmsMasterKeyId: 'alias/aws/sqs',
			Policy: document(statement({ Service: S3 }, 'sqs:SendMessage'))
		});
		await it.ask('sqs', 'SendMessage', SEND);
		const event = (arn?: string) =>
			it.world
				.run({
					...{ type: 'service', service: 'sqs', operation: 'SendMessage', input: SEND },
					...it.world.acting,
					caller: asS3 as never,
					...(arn !== undefined && { sourceArn: arn })
				})
				.then(({ entry }) => (entry.outcome.ok ? 'ok' : entry.outcome.error.code));
		expect(await event()).toBe('KmsAccessDenied');
		await it.ask('sqs', 'SetQueueAttributes', { QueueName: 'orders', KmsMasterKeyId: KeyId });
		expect(await event()).toBe('KmsAccessDenied');
		const Policy = document(
			statement(root(HOME), 'kms:*'),
			statement({ Service: S3 }, ['kms:GenerateDataKey*', 'kms:Decrypt'], {
				Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos' } }
			})
		);
		await it.kms('PutKeyPolicy', { KeyId, Policy });
		expect(await event()).toBe('KmsAccessDenied');
		expect(await event('arn:aws:s3:::photos')).toBe('ok');
	});
});

describe('SNS', () => {
	const PUBLISH = { TopicArn: 'alarms', Message: 'the lamp is out' };

	test('not encrypted until a key is named; then a data key serves five minutes', async () => {
		const it = cloud();
		const KmsMasterKeyId = await newKey(it);
		await it.ask('sns', 'CreateTopic', { Name: 'alarms' });
		expect((await it.ask('sns', 'Publish', PUBLISH)).kms).toEqual([]);
		await it.ask('sns', 'SetTopicAttributes', { TopicArn: 'alarms', KmsMasterKeyId });
		const first = await it.ask('sns', 'Publish', PUBLISH);
		expect(first).toMatchObject({
			kms: ['GenerateDataKey', 'Decrypt'],
			result: { Delivered: { Message: 'the lamp is out' } }
		});
		expect(callsTo(first.entry)[0]).toMatchObject({
			context: { 'aws:sns:topicArn': `arn:aws:sns:eu-west-1:${HOME}:alarms` }
		});
		expect((await it.ask('sns', 'Publish', PUBLISH)).kms).toEqual([]);
		await it.kms('DisableKey', { KeyId: KmsMasterKeyId });
		expect((await it.ask('sns', 'Publish', PUBLISH)).answer).toBe('ok');
		await it.wait(5 * MINUTE);
		expect((await it.ask('sns', 'Publish', PUBLISH)).answer).toBe('KMSDisabled');
		expect(JSON.stringify([...it.world.timeline.path()])).not.toContain('lamp');
	});

	test('a month of one publisher: 2 calls for each of 8,928 periods, as the guide counts', async () => {
		const it = cloud();
		await it.ask('sns', 'CreateTopic', { Name: 'alarms', KmsMasterKeyId: await newKey(it) });
		let calls = 0;
		for (let period = 0; period < 12; period++) {
			calls += (await it.ask('sns', 'Publish', PUBLISH)).kms.length;
			await it.wait(5 * MINUTE);
		}
		expect(calls * 24 * 31).toBe(17_856);
	});
});
