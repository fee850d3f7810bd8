import { textOf } from '../input';
import { ServiceError, type ServiceOperation } from '../service';
import { bucketArn } from './records';

export const createBucket: ServiceOperation = async (call) => {
	const name = textOf(call, 'Bucket');
	const arn = bucketArn(name);
	const { account, region } = call.acting;
	call.permit({ action: 's3:CreateBucket', resourceArn: arn, owner: account });
	if (call.state().resources.has(arn))
		throw new ServiceError('BucketAlreadyExists', 'The requested bucket name is not available.', {
			status: 409
		});
	call.put({
		...{ arn, name, account, region },
		service: 's3',
		type: 'bucket',
		at: call.time,
		sealed: [],
		body: {}
	});
	call.trace.add({ kind: 'service-note', ref: name, change: 'is a bucket now' });
	return { Location: `/${name}` };
};
