/** Services that encrypt at rest take symmetric encryption keys only: an RSA key is refused, each in its own words. */
import { expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { ServiceName } from '$lib/domain/service';
import { document, HOME, root, statement } from './services';
import { stage, type Stage } from './sequence';

const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const APPLICATION = `arn:aws:iam::${HOME}:role/Application`;

interface Use {
	readonly service: ServiceName;
	/** Done before, and accepted: it asks KMS nothing. */
	readonly before?: (s: Stage, key: string) => Promise<unknown>;
	readonly operation: string;
	readonly input: (key: string) => Readonly<Record<string, unknown>>;
	readonly code: string;
}
const USES: readonly Use[] = [
	{
		service: 's3',
		before: (s) => s.first('s3', 'CreateBucket', { Bucket: 'b' }),
		operation: 'PutObject',
		input: (SSEKMSKeyId) => ({
			...{ Bucket: 'b', Key: 'k', Body: utf8('x') },
			...{ ServerSideEncryption: 'aws:kms', SSEKMSKeyId }
		}),
		code: 'KMS.InvalidKeyUsageException'
	},
	{
		service: 'ec2',
		operation: 'CreateVolume',
		input: (KmsKeyId) => ({ Encrypted: true, KmsKeyId }),
		code: 'InvalidParameterValue'
	},
	{
		service: 'rds',
		operation: 'CreateDBInstance',
		input: (KmsKeyId) => ({ DBInstanceIdentifier: 'db', StorageEncrypted: true, KmsKeyId }),
		code: 'KMSKeyNotAccessibleFault'
	},
	{
		service: 'secretsmanager',
		operation: 'CreateSecret',
		input: (KmsKeyId) => ({ Name: 'code', SecretString: '1', KmsKeyId }),
		code: 'EncryptionFailure'
	},
	{
		service: 'dynamodb',
		operation: 'CreateTable',
		input: (KMSMasterKeyId) => ({ TableName: 't', HashKey: 'name', SSEType: 'KMS', KMSMasterKeyId }),
		code: 'ValidationException'
	},
	{
		service: 'sqs',
		before: (s, KmsMasterKeyId) => s.first('sqs', 'CreateQueue', { QueueName: 'q', KmsMasterKeyId }),
		operation: 'SendMessage',
		input: () => ({ QueueName: 'q', MessageBody: 'x' }),
		code: 'KmsInvalidKeyUsage'
	},
	{
		service: 'sns',
		before: (s, KmsMasterKeyId) => s.first('sns', 'CreateTopic', { Name: 't', KmsMasterKeyId }),
		operation: 'Publish',
		input: () => ({ TopicArn: 't', Message: 'x' }),
		code: 'KMSInvalidState'
	},
	{
		service: 'lambda',
		operation: 'CreateFunction',
		input: (KMSKeyArn) => ({
			...{ FunctionName: 'f', Role: APPLICATION, KMSKeyArn },
			Environment: { Variables: { GREETING: 'x' } }
		}),
		code: 'InvalidParameterValueException'
	},
	{
		service: 'cloudtrail',
		async before(s) {
			await s.first('s3', 'CreateBucket', { Bucket: 'logs' });
			const Policy = document(statement(CLOUDTRAIL, 's3:PutObject', { Resource: 'arn:aws:s3:::logs/*' }));
			await s.first('s3', 'PutBucketPolicy', { Bucket: 'logs', Policy });
		},
		operation: 'CreateTrail',
		input: (KmsKeyId) => ({ Name: 'Default', S3BucketName: 'logs', KmsKeyId }),
		code: 'KmsException'
	}
];

test.each(USES)('$service $operation: $code', async ({ service, before, operation, input, code }) => {
	const s = stage();
	const Policy = document(statement(root(HOME), 'kms:*'), statement(CLOUDTRAIL, 'kms:GenerateDataKey*'));
	const key = await s.key({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT', Policy });
	await before?.(s, key);
	const kept = s.world.state().resources.size;
	expect((await s.ask(service, operation, input(key))).answer).toBe(code);
	expect(s.world.state().resources.size).toBe(kept);
});
