import { put } from '../records';
import type { ServiceOperation } from '../service';
import { noted } from '../told';
import { attributesOf } from './attributes';
import { findQueue } from './records';

/** Another key is for new messages; those that wait stay under theirs. */
export const setQueueAttributes: ServiceOperation = async (call) => {
	const queue = findQueue(call);
	call.permit({
		action: 'sqs:SetQueueAttributes',
		resourceArn: queue.arn,
		owner: queue.account,
		policy: queue.body.policy
	});
	put(call, { ...queue, body: attributesOf(call, queue.body) });
	noted(call, queue.name, 'has new attributes');
	return {};
};
