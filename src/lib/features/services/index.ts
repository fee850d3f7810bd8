/** The services that the lab shows, in order; each panel is fetched when it is first shown. */
import type { Component } from 'svelte';
import type { RequestPanel } from '$lib/view/service-form';
import type { Session } from '$lib/view/session.svelte';

export interface ServicePanel {
	readonly id: string;
	readonly label: string;
	/** A component of its own, or what `RequestsPanel` is made of. */
	readonly load?: () => Promise<{ readonly default: Component<{ session: Session }> }>;
	readonly panel?: () => Promise<{ readonly PANEL: RequestPanel }>;
}

export const SERVICE_PANELS: readonly ServicePanel[] = [
	{ id: 's3', label: 'Amazon S3', load: () => import('./S3Panel.svelte') },
	{ id: 'ec2', label: 'Amazon EC2 and EBS', load: () => import('./Ec2Panel.svelte') },
	{ id: 'rds', label: 'Amazon RDS', panel: () => import('./forms/rds') },
	{ id: 'dynamodb', label: 'Amazon DynamoDB', panel: () => import('./forms/dynamodb') },
	{ id: 'secretsmanager', label: 'AWS Secrets Manager', panel: () => import('./forms/secrets-manager') },
	{ id: 'sqs', label: 'Amazon SQS', panel: () => import('./forms/sqs') },
	{ id: 'sns', label: 'Amazon SNS', panel: () => import('./forms/sns') },
	{ id: 'lambda', label: 'AWS Lambda', panel: () => import('./forms/lambda') },
	{ id: 'cloudtrail', label: 'AWS CloudTrail, its files', panel: () => import('./forms/cloudtrail') }
];
