/** The services that can be called, each fetched with the first call of it. */
import type { ServiceName } from '$lib/domain/service';
import type { ServiceModule } from './service';

export const SERVICE_MODULES: Partial<Record<ServiceName, () => Promise<ServiceModule>>> = {
	s3: async () => (await import('./s3')).S3,
	ec2: async () => (await import('./ec2')).EC2,
	rds: async () => (await import('./rds')).RDS,
	dynamodb: async () => (await import('./dynamodb')).DYNAMODB,
	sqs: async () => (await import('./sqs')).SQS,
	sns: async () => (await import('./sns')).SNS,
	lambda: async () => (await import('./lambda')).LAMBDA,
	cloudtrail: async () => (await import('./cloudtrail')).CLOUDTRAIL,
	secretsmanager: async () => (await import('./secrets-manager')).SECRETS_MANAGER
};
