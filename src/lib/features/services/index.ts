/** The services that the lab shows, in order; each panel is fetched when it is first shown. */
import type { Component } from 'svelte';
import type { Session } from '$lib/view/session.svelte';

export interface ServicePanel {
	readonly id: string;
	readonly label: string;
	readonly load: () => Promise<{ readonly default: Component<{ session: Session }> }>;
}

export const SERVICE_PANELS: readonly ServicePanel[] = [
	{ id: 's3', label: 'Amazon S3', load: () => import('./S3Panel.svelte') },
	{ id: 'ec2', label: 'Amazon EC2 and EBS', load: () => import('./Ec2Panel.svelte') },
	{ id: 'rds', label: 'Amazon RDS', load: () => import('./RdsPanel.svelte') },
	{ id: 'dynamodb', label: 'Amazon DynamoDB', load: () => import('./DynamoDbPanel.svelte') },
	{ id: 'secretsmanager', label: 'AWS Secrets Manager', load: () => import('./SecretsPanel.svelte') },
	{ id: 'sqs', label: 'Amazon SQS', load: () => import('./QueuePanel.svelte') },
	{ id: 'sns', label: 'Amazon SNS', load: () => import('./TopicPanel.svelte') },
	{ id: 'lambda', label: 'AWS Lambda', load: () => import('./LambdaPanel.svelte') },
	{
		id: 'cloudtrail',
		label: 'AWS CloudTrail, its files',
		load: () => import('./CloudTrailFilesPanel.svelte')
	}
];
