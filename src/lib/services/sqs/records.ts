/** What SQS keeps: queues, and the bodies of messages, encrypted. */
import type { ResourceRecord } from '$lib/domain/service';
import { textOf } from '../input';
import { arnHere, find } from '../records';
import type { Reuse } from '../reused-data-key';
import type { ServiceCall } from '../service';
import { REFUSALS } from './refusals';

export interface QueueBody {
	/** Absent: SSE-SQS, a key of SQS's own. */
	readonly keyId?: string;
	/** KmsDataKeyReusePeriodSeconds. */
	readonly reuseSeconds: number;
	/** The queue's policy as text. */
	readonly policy?: string;
}
export interface MessageBody {
	readonly queue: string;
	readonly messageId: string;
	readonly sender: string;
	/** Base64: IV, ciphertext and tag of the body; attributes are not encrypted. */
	readonly ciphertext: string;
}
export type Queue = ResourceRecord<QueueBody>;
export type Message = ResourceRecord<MessageBody>;

export const queueArn = (call: ServiceCall, name: string): string => arnHere(call, name);
/** By name in one's account, or by ARN. Differs from AWS: the API names queues by URL. */
export function findQueue(call: ServiceCall): Queue {
	const name = textOf(call, 'QueueName');
	const arn = name.startsWith('arn:') ? name : queueArn(call, name);
	return find<QueueBody>(
		call,
		{ arn, type: 'queue' },
		{ code: 'QueueDoesNotExist', message: 'The specified queue does not exist.' }
	);
}
/** Unverified: the encryption context of SQS. */
export const reuseOf = (queue: Queue, keyId: string): Reuse => ({
	...{ of: queue, keyId, refusals: REFUSALS },
	context: { 'aws:sqs:arn': queue.arn },
	period: queue.body.reuseSeconds * 1000
});
