/** How each service behaves when a key of its things dies. */
import type { ServiceName } from '$lib/domain/service';
import { CLOUDTRAIL_FATE } from './cloudtrail/fate';
import { DYNAMODB_FATE } from './dynamodb/fate';
import { EC2_FATE } from './ec2/fate';
import type { WhenKeyDies } from './fate';
import { LAMBDA_FATE } from './lambda/fate';
import { queueFate } from './queue-fate';
import { RDS_FATE } from './rds/fate';
import { S3_FATE } from './s3/fate';
import { SECRETS_MANAGER_FATE } from './secrets-manager/fate';

export const FATES: Readonly<Record<ServiceName, WhenKeyDies>> = {
	s3: S3_FATE,
	ec2: EC2_FATE,
	rds: RDS_FATE,
	secretsmanager: SECRETS_MANAGER_FATE,
	dynamodb: DYNAMODB_FATE,
	sqs: queueFate('Kms'),
	sns: queueFate('KMS'),
	lambda: LAMBDA_FATE,
	cloudtrail: CLOUDTRAIL_FATE
};
