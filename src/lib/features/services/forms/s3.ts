import type { Form } from '$lib/view/service-form';

const BUCKET = { name: 'Bucket', label: 'Bucket', kind: 'resource', type: 'bucket' } as const;

export const FORMS: readonly Form[] = [
	{
		operation: 'PutBucketPolicy',
		says: 'Lets others in: another account, or a service such as CloudTrail. A key policy must do so as well.',
		fields: [
			BUCKET,
			{
				name: 'Policy',
				label: 'Policy',
				kind: 'policy',
				value: JSON.stringify(
					{
						Version: '2012-10-17',
						Statement: [
							{
								Effect: 'Allow',
								Principal: { Service: 'cloudtrail.amazonaws.com' },
								Action: 's3:PutObject',
								Resource: 'arn:aws:s3:::my-letters/AWSLogs/*'
							}
						]
					},
					null,
					2
				)
			}
		]
	},
	{
		operation: 'PutBucketEncryption',
		says: 'What objects get that name no encryption.',
		fields: [
			BUCKET,
			{
				name: 'SSEAlgorithm',
				label: 'Encryption',
				kind: 'choice',
				options: [
					['AES256', 'SSE-S3'],
					['aws:kms', 'SSE-KMS'],
					['aws:kms:dsse', 'DSSE-KMS']
				]
			},
			{ name: 'KMSMasterKeyID', label: 'KMS key', kind: 'key', own: 'none named: alias/aws/s3' },
			{
				name: 'BlockedEncryptionTypes',
				label: 'Blocked encryption types',
				kind: 'choice',
				optional: true,
				options: [
					['', 'as it is (SSE-C in new buckets)'],
					['NONE', 'NONE: lets SSE-C in']
				]
			}
		]
	},
	{
		operation: 'CreateBucket',
		says: 'Every new bucket encrypts under keys of S3.',
		fields: [{ name: 'Bucket', label: 'Name', kind: 'text', value: 'my-logs' }]
	}
];
