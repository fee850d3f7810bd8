import type { MessageBody } from '$lib/services/sqs/records';
import type { RequestPanel } from '$lib/view/service-form';

const QUEUE = { name: 'QueueName', label: 'Queue', kind: 'resource', type: 'queue', by: 'arn' } as const;
const KEY = {
	name: 'KmsMasterKeyId',
	label: 'Key of the queue',
	kind: 'key',
	own: "SQS's own (SSE-SQS)",
	managed: 'alias/aws/sqs'
} as const;
const SECONDS = {
	name: 'KmsDataKeyReusePeriodSeconds',
	label: 'Reuse of a data key, seconds (60 to 86,400)',
	kind: 'number',
	value: '300'
} as const;
const POLICY = JSON.stringify(
	{
		Version: '2012-10-17',
		Statement: [
			{
				Effect: 'Allow',
				Principal: { Service: 's3.amazonaws.com' },
				Action: 'sqs:SendMessage',
				Resource: '*'
			}
		]
	},
	null,
	2
);

/** Amazon SQS: messages, and a data key that is used for a while. */
export const PANEL: RequestPanel = {
	service: 'sqs',
	about: 'One data key serves a requester for the reuse period. Only the body of a message is encrypted.',
	types: { queue: 'Queues', message: 'Messages', 'reused-data-key': 'Data keys, for each requester' },
	forms: [
		{
			operation: 'CreateQueue',
			says: 'KMS is not asked: a key that does not fit shows with the first message.',
			fields: [{ name: 'QueueName', label: 'Name', kind: 'text', value: 'orders' }, KEY, SECONDS]
		},
		{
			operation: 'SendMessage',
			says: 'A producer needs kms:GenerateDataKey and kms:Decrypt. A service as producer cannot use alias/aws/sqs.',
			fields: [QUEUE, { name: 'MessageBody', label: 'Body', kind: 'long', value: 'two lamps' }],
			asAlso: [['s3.amazonaws.com', 'Amazon S3 (an event of a bucket)']]
		},
		{
			operation: 'ReceiveMessage',
			says: 'The oldest message. A consumer needs kms:Decrypt.',
			fields: [QUEUE]
		},
		{
			operation: 'DeleteMessage',
			says: 'What cannot be read can still be thrown away.',
			fields: [
				QUEUE,
				{
					name: 'MessageId',
					label: 'Message',
					kind: 'resource',
					type: 'message',
					id: ({ body }) => (body as unknown as MessageBody).messageId
				}
			]
		},
		{
			operation: 'SetQueueAttributes',
			says: 'Another key is for new messages. The policy lets a service send.',
			fields: [
				QUEUE,
				KEY,
				SECONDS,
				{ name: 'Policy', label: 'Policy of the queue', kind: 'policy', value: POLICY }
			]
		}
	]
};
