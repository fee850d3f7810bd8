import { textOf } from '../input';
import { putNew, refuseTaken } from '../records';
import type { ServiceOperation } from '../service';
import { noted } from '../told';
import { attributesOf } from './attributes';
import { queueArn, type QueueBody } from './records';

/** Asks KMS nothing: a key that does not fit shows with the first message. */
export const createQueue: ServiceOperation = async (call) => {
	const name = textOf(call, 'QueueName');
	const arn = queueArn(call, name);
	call.permit({ action: 'sqs:CreateQueue', resourceArn: arn, owner: call.acting.account });
	refuseTaken(call, arn, 'QueueNameExists', 'A queue already exists with the same name.');
	const body = attributesOf(call);
	putNew<QueueBody>(call, { arn, name, type: 'queue', body });
	noted(
		call,
		name,
		body.keyId === undefined ? "is a queue under SQS's own key" : `is a queue under ${body.keyId}`
	);
	return { QueueUrl: `https://sqs.${call.acting.region}.amazonaws.com/${call.acting.account}/${name}` };
};
