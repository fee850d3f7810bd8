import type { RequestPanel } from '$lib/view/service-form';

const TOPIC = { name: 'TopicArn', label: 'Topic', kind: 'resource', type: 'topic', by: 'arn' } as const;
const KEY = {
	name: 'KmsMasterKeyId',
	label: 'Key of the topic',
	kind: 'key',
	managed: 'alias/aws/sns'
} as const;

/** Amazon SNS: what is published, encrypted while the topic holds it. */
export const PANEL: RequestPanel = {
	service: 'sns',
	about: 'A topic is not encrypted until a key is named. A data key serves a publisher for five minutes.',
	types: { topic: 'Topics', published: 'Published', 'reused-data-key': 'Data keys, for each requester' },
	forms: [
		{
			operation: 'CreateTopic',
			says: 'Not encrypted unless a key is named.',
			fields: [
				{ name: 'Name', label: 'Name', kind: 'text', value: 'alarms' },
				{ ...KEY, own: 'none: not encrypted' }
			]
		},
		{
			operation: 'Publish',
			says: 'Encrypted while the topic holds it, decrypted to be delivered. A data key serves five minutes.',
			fields: [TOPIC, { name: 'Message', label: 'Message', kind: 'long', value: 'the lamp is out' }],
			asAlso: [['cloudwatch.amazonaws.com', 'Amazon CloudWatch (an alarm)']]
		},
		{
			operation: 'SetTopicAttributes',
			says: 'Another key, and who may publish: a service needs to be named here and in the key policy.',
			fields: [
				TOPIC,
				KEY,
				{
					name: 'Policy',
					label: 'Policy of the topic',
					kind: 'policy',
					value: JSON.stringify(
						{
							Version: '2012-10-17',
							Statement: [
								{
									Effect: 'Allow',
									Principal: { Service: 'cloudwatch.amazonaws.com' },
									Action: 'sns:Publish',
									Resource: '*'
								}
							]
						},
						null,
						2
					)
				}
			]
		}
	]
};
