import { textOf } from '../input';
import { ServiceError, type ServiceOperation } from '../service';
import { findBucket } from './records';

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
	call.put({ ...bucket, body: { ...bucket.body, policy } as never });
	call.trace.add({ kind: 'service-note', ref: bucket.name, change: 'has a bucket policy' });
	return {};
};
