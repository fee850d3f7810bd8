import { textOf } from '../input';
import type { ServiceOperation } from '../service';
import { noted } from '../told';
import { findQueue } from './records';

/** Asks KMS nothing: what cannot be read can still be thrown away. */
export const deleteMessage: ServiceOperation = async (call) => {
	const queue = findQueue(call);
	call.permit({
		action: 'sqs:DeleteMessage',
		resourceArn: queue.arn,
		owner: queue.account,
		policy: queue.body.policy
	});
	call.remove(`${queue.arn}?message=${textOf(call, 'MessageId')}`);
	noted(call, queue.name, 'has one message less');
	return {};
};
