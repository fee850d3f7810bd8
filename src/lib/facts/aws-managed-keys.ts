/**
 * The AWS managed keys that can appear in an account: alias, service, and what AWS writes as description.
 * Sources: KMS Developer Guide, "AWS managed keys", "kms:ViaService"; API ListAliases (predefined aliases); descriptions
 * as seen in real accounts. As of 2026-11.
 * Differs from AWS: the services here are those with lasting use; others have an alias of their own too.
 */
export interface AwsManagedKey {
	/** After `alias/aws/`. */
	readonly name: string;
	/** The service in `kms:ViaService`, before the Region. */
	readonly service: string;
	readonly protects: string;
}

export const AWS_MANAGED_KEYS: readonly AwsManagedKey[] = [
	{ name: 'acm', service: 'acm', protects: 'my ACM private keys' },
	{ name: 'backup', service: 'backup', protects: 'my Backup data' },
	{ name: 'codecommit', service: 'codecommit', protects: 'my CodeCommit repositories' },
	{ name: 'dynamodb', service: 'dynamodb', protects: 'my DynamoDB data' },
	{ name: 'ebs', service: 'ec2', protects: 'my EBS volumes' },
	{ name: 'elasticfilesystem', service: 'elasticfilesystem', protects: 'my EFS filesystems' },
	{ name: 'es', service: 'es', protects: 'my Elasticsearch data' },
	{ name: 'fsx', service: 'fsx', protects: 'my FSx resources' },
	{ name: 'glue', service: 'glue', protects: 'my Glue data' },
	{ name: 'kinesis', service: 'kinesis', protects: 'my Kinesis streams' },
	{ name: 'kinesisvideo', service: 'kinesisvideo', protects: 'my Kinesis Video streams' },
	{ name: 'lambda', service: 'lambda', protects: 'my Lambda functions' },
	{ name: 'rds', service: 'rds', protects: 'my RDS database volumes' },
	{ name: 'redshift', service: 'redshift', protects: 'my Redshift clusters' },
	{ name: 's3', service: 's3', protects: 'my S3 objects' },
	{ name: 'secretsmanager', service: 'secretsmanager', protects: 'my Secrets Manager data' },
	{ name: 'sns', service: 'sns', protects: 'my SNS data' },
	{ name: 'sqs', service: 'sqs', protects: 'my SQS messages' },
	{ name: 'ssm', service: 'ssm', protects: 'my Parameter Store data' },
	{ name: 'workspaces', service: 'workspaces', protects: 'my WorkSpaces volumes' },
	{ name: 'xray', service: 'xray', protects: 'my X-Ray data' }
];

/** What everybody in the account may do through the service, and nobody otherwise. */
export const AWS_MANAGED_USE = [
	'kms:Encrypt',
	'kms:Decrypt',
	'kms:ReEncrypt*',
	'kms:GenerateDataKey*',
	'kms:CreateGrant',
	'kms:DescribeKey'
] as const;
/** What the account may do itself: look. Source: as seen in real policies; which of RevokeGrant is unverified. */
export const AWS_MANAGED_VIEW = ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'] as const;

export const describe = ({ protects }: AwsManagedKey): string =>
	`Default key that protects ${protects} when no other key is defined`;
export const viaServiceOf = ({ service }: AwsManagedKey, region: string): string =>
	`${service}.${region}.amazonaws.com`;

/** By the alias, `alias/aws/s3`; undefined when AWS predefines none of that name. */
export const awsManagedKeyOf = (alias: string): AwsManagedKey | undefined =>
	AWS_MANAGED_KEYS.find(({ name }) => alias === `alias/aws/${name}`);
