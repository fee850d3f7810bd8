import { textOf } from '../input';
import { put } from '../records';
import { ServiceError, type ServiceOperation } from '../service';
import { findBucket, type BucketBody } from './records';

export const putBucketPolicy: ServiceOperation = async (call) => {
	const bucket = findBucket(call, textOf(call, 'Bucket'));
	const policy = textOf(call, 'Policy');
	call.permit({
		action: 's3:PutBucketPolicy',
		resourceArn: bucket.arn,
		owner: bucket.account,
		policy: bucket.body.policy
	});
	try {
		JSON.parse(policy);
	} catch (cause) {
		throw new ServiceError('InvalidRequest', 'Policies must be valid JSON', { check: 'validation', cause });
	}
	put<BucketBody>(call, { ...bucket, body: { ...bucket.body, policy } });
	call.trace.add({ kind: 'service-note', ref: bucket.name, change: 'has a bucket policy' });
	return {};
};
