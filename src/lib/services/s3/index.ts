/** Amazon S3: buckets and objects. Source: Amazon S3 User Guide, "Protecting data with encryption" (2026). */
import type { ServiceModule } from '../service';

export const S3: ServiceModule = {
	CreateBucket: async () => (await import('./create-bucket')).createBucket,
	PutBucketEncryption: async () => (await import('./put-bucket-encryption')).putBucketEncryption,
	PutBucketPolicy: async () => (await import('./put-bucket-policy')).putBucketPolicy,
	PutObject: async () => (await import('./put-object')).putObject,
	GetObject: async () => (await import('./get-object')).getObject
};
