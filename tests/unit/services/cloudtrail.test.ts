import { describe, expect, test } from 'vitest';
import { fromUtf8 } from '$lib/domain/bytes';
import { HOME, callsTo, cloud, document, newKey, root, statement } from './services';

const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const TRAIL = `arn:aws:cloudtrail:eu-west-1:${HOME}:trail/Default`;
const CARLOS = `arn:aws:iam::${HOME}:user/Carlos`;
/** As the CloudTrail guide has it. */
const KEY_POLICY = document(
	statement(root(HOME), 'kms:*'),
	statement(CLOUDTRAIL, 'kms:GenerateDataKey*', {
		Condition: {
			StringEquals: { 'aws:SourceArn': TRAIL },
			StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${HOME}:trail/*` }
		}
	})
);
const BUCKET_POLICY = document(
	statement(CLOUDTRAIL, 's3:PutObject', { Resource: `arn:aws:s3:::logs/AWSLogs/${HOME}/*` })
);
const CREATE = { Name: 'Default', S3BucketName: 'logs' };
const IT = { Name: 'Default' };

async function withBucket() {
	const it = cloud();
	const KmsKeyId = await newKey(it, { Policy: KEY_POLICY });
	await it.ask('s3', 'CreateBucket', { Bucket: 'logs' });
	await it.ask('s3', 'PutBucketPolicy', { Bucket: 'logs', Policy: BUCKET_POLICY });
	return { it, KmsKeyId };
}

describe('the log files of CloudTrail', () => {
	test('a trail tries its key in its own name, for itself, and throws the data key away', async () => {
		const { it, KmsKeyId } = await withBucket();
		const made = await it.ask('cloudtrail', 'CreateTrail', { ...CREATE, KmsKeyId });
		expect(callsTo(made.entry)).toMatchObject([
			{
				operation: 'GenerateDataKey',
				caller: 'cloudtrail.amazonaws.com',
				sourceArn: TRAIL,
				context: { 'aws:cloudtrail:arn': TRAIL, 'aws:s3:arn': `arn:aws:s3:::logs/AWSLogs/${HOME}/` }
			}
		]);
		expect(made.entry.trace.some((step) => step.kind === 'service-wipe')).toBe(true);
	});

	test('a file for what happened; a reader needs s3:GetObject and kms:Decrypt', async () => {
		const { it, KmsKeyId } = await withBucket();
		await it.ask('cloudtrail', 'CreateTrail', { ...CREATE, KmsKeyId });
		await it.kms('DescribeKey', { KeyId: KmsKeyId });
		const file = await it.ask('cloudtrail', 'DeliverLogFile', IT);
		const Key = file.result['Key'] as string;
		expect(callsTo(file.entry)[0]).toMatchObject({
			caller: 'cloudtrail.amazonaws.com',
			context: { 'aws:cloudtrail:arn': TRAIL, 'aws:s3:arn': `arn:aws:s3:::logs/${Key}` }
		});
		const read = await it.ask('s3', 'GetObject', { Bucket: 'logs', Key });
		expect(read.kms).toEqual(['Decrypt']);
		const { Records } = JSON.parse(fromUtf8(read.result['Body'] as Uint8Array)) as { Records: object[] };
		expect(Records).toMatchObject([
			{ eventName: 'CreateTrail', eventSource: 'cloudtrail.amazonaws.com' },
			{ eventName: 'GenerateDataKey', userIdentity: { arn: 'cloudtrail.amazonaws.com' } },
			{ eventName: 'DescribeKey', eventSource: 'kms.amazonaws.com' }
		]);
		const policy = {
			Version: '2012-10-17',
			Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]
		};
		const principal = { arn: CARLOS, identityPolicies: [{ name: 'Read', policy }] };
		await it.world.run({ type: 'iam.putPrincipal', principal, ...it.world.acting });
		const refused = await it.ask('s3', 'GetObject', { Bucket: 'logs', Key }, CARLOS);
		expect(refused).toMatchObject({ answer: 'AccessDenied', kms: ['Decrypt'] });
	});

	test('a dead key stops delivery, and the status says why; later files tell what was missed', async () => {
		const { it, KmsKeyId } = await withBucket();
		await it.ask('cloudtrail', 'CreateTrail', { ...CREATE, KmsKeyId });
		await it.kms('DisableKey', { KeyId: KmsKeyId });
		await it.ask('cloudtrail', 'DeliverLogFile', IT);
		const status = await it.ask('cloudtrail', 'GetTrailStatus', IT);
		expect(status.result['LatestDeliveryError']).toBe('KmsKeyDisabledException');
		await it.kms('EnableKey', { KeyId: KmsKeyId });
		expect((await it.ask('cloudtrail', 'DeliverLogFile', IT)).result).toMatchObject({ Delivered: true });
		expect((await it.ask('cloudtrail', 'GetTrailStatus', IT)).result).toEqual({ IsLogging: true });
	});

	test('SSE-S3 without a key; a key or bucket that does not name CloudTrail, a dead key, no bucket: refused', async () => {
		const { it, KmsKeyId } = await withBucket();
		const create = async (more: object) =>
			(await it.ask('cloudtrail', 'CreateTrail', { ...CREATE, ...more })).answer;
		expect(await create({ KmsKeyId: await newKey(it) })).toBe('InsufficientEncryptionPolicyException');
		expect(await create({ S3BucketName: 'none' })).toBe('S3BucketDoesNotExistException');
		await it.ask('s3', 'CreateBucket', { Bucket: 'closed' });
		expect(await create({ S3BucketName: 'closed' })).toBe('InsufficientS3BucketPolicyException');
		await it.kms('DisableKey', { KeyId: KmsKeyId });
		expect(await create({ KmsKeyId })).toBe('KmsKeyDisabledException');
		expect(await create({ KmsKeyId: 'alias/none' })).toBe('KmsKeyNotFoundException');
		expect(await create({})).toBe('ok');
		await it.kms('EnableKey', { KeyId: KmsKeyId });
		const { Key } = (await it.ask('cloudtrail', 'DeliverLogFile', IT)).result;
		expect(await it.ask('s3', 'GetObject', { Bucket: 'logs', Key })).toMatchObject({ answer: 'ok', kms: [] });
	});
});
