import { flagOf, optionalText, textOf } from '../input';
import { put } from '../records';
import type { ServiceOperation } from '../service';
import { findBucket, type BucketBody, type DefaultEncryption } from './records';

/** What objects get that name no encryption; and with BlockedEncryptionTypes NONE, whether SSE-C may be used. */
export const putBucketEncryption: ServiceOperation = async (call) => {
	const bucket = findBucket(call, textOf(call, 'Bucket'));
	call.permit({
		action: 's3:PutEncryptionConfiguration',
		resourceArn: bucket.arn,
		owner: bucket.account,
		policy: bucket.body.policy
	});
	const algorithm = optionalText(call, 'SSEAlgorithm') as DefaultEncryption['SSEAlgorithm'] | undefined;
	const key = optionalText(call, 'KMSMasterKeyID');
	const unblocked = optionalText(call, 'BlockedEncryptionTypes') === 'NONE';
	put<BucketBody>(call, {
		...bucket,
		body: {
			...bucket.body,
			...(algorithm && {
				defaultEncryption: {
					SSEAlgorithm: algorithm,
					...(key !== undefined && { KMSMasterKeyID: key }),
					...(flagOf(call, 'BucketKeyEnabled') && { BucketKeyEnabled: true })
				}
			}),
			...(unblocked && { customerKeys: true as const })
		}
	});
	call.trace.add({
		kind: 'service-note',
		ref: bucket.name,
		change: unblocked
			? 'lets objects in under keys that callers bring (SSE-C)'
			: `encrypts with ${algorithm} unless told otherwise`
	});
	return {};
};
