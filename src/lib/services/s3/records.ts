/** What S3 keeps of a bucket, of an object, and of a bucket-level key that it holds for a while. */
import type { ResourceRecord } from '$lib/domain/service';
import { ServiceError, type ServiceCall } from '../service';

/** `x-amz-server-side-encryption`, and SSE-C, which has headers of its own. */
export type Encryption = 'AES256' | 'aws:kms' | 'aws:kms:dsse' | 'SSE-C';

export interface DefaultEncryption {
	readonly SSEAlgorithm: Exclude<Encryption, 'SSE-C'>;
	readonly KMSMasterKeyID?: string;
	readonly BucketKeyEnabled?: boolean;
}
export interface BucketBody {
	/** Absent: SSE-S3, as for every new bucket since January 2023. */
	readonly defaultEncryption?: DefaultEncryption;
	/** Absent: SSE-C is blocked, as for every new bucket since April 2026. */
	readonly customerKeys?: true;
	/** The bucket policy as text. */
	readonly policy?: string;
}
/** All members are base64. */
export interface ObjectBody {
	readonly bucket: string;
	readonly key: string;
	readonly encryption: Encryption;
	/** IV, ciphertext and tag. */
	readonly ciphertext: string;
	/** SSE-S3, and the outer layer of DSSE-KMS: a key wrapped by S3's own. */
	readonly wrappedByS3?: string;
	/** With a Bucket Key: the object's key, wrapped by the bucket-level key. */
	readonly wrappedByBucketKey?: string;
	/** SSE-C: a salted HMAC of the customer's key, to know it again. */
	readonly customerKey?: { readonly salt: string; readonly mac: string };
}
export interface BucketKeyBody {
	readonly bucket: string;
	/** A bucket-level key is for one requester. */
	readonly requester: string;
}
export type Bucket = ResourceRecord<BucketBody>;
export type StoredObject = ResourceRecord<ObjectBody>;
export type BucketKey = ResourceRecord<BucketKeyBody>;

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;
export const objectArn = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`;

export function findBucket(call: ServiceCall, name: string): Bucket {
	const found = call.state().resources.get(bucketArn(name));
	if (!found)
		throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', {
			status: 404,
			detail: `There is no bucket "${name}".`
		});
	return found;
}

export function findObject(call: ServiceCall, bucket: string, key: string): StoredObject {
	const found = call.state().resources.get(objectArn(bucket, key));
	if (!found)
		throw new ServiceError('NoSuchKey', 'The specified key does not exist.', {
			status: 404,
			detail: `There is no object "${key}" in the bucket "${bucket}".`
		});
	return found as unknown as StoredObject;
}
