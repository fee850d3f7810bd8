/** A topic: encrypted at rest only once a key is named. */
import type { ResourceRecord } from '$lib/domain/service';
import { optionalText, textOf } from '../input';
import { arnHere, find, put, putNew, refuseTaken } from '../records';
import type { ServiceCall, ServiceOperation } from '../service';
import { noted } from '../told';

export interface TopicBody {
	/** Absent: not encrypted. */
	readonly keyId?: string;
	readonly policy?: string;
}
export type Topic = ResourceRecord<TopicBody>;

function attributesOf(call: ServiceCall, before: TopicBody = {}): TopicBody {
	const keyId = optionalText(call, 'KmsMasterKeyId') ?? before.keyId;
	const policy = optionalText(call, 'Policy') ?? before.policy;
	return { ...(keyId !== undefined && { keyId }), ...(policy !== undefined && { policy }) };
}

export function findTopic(call: ServiceCall): Topic {
	const name = textOf(call, 'TopicArn');
	const arn = name.startsWith('arn:') ? name : arnHere(call, name);
	return find<TopicBody>(
		call,
		{ arn, type: 'topic' },
		{ code: 'NotFound', message: 'Topic does not exist', status: 404 }
	);
}

export const createTopic: ServiceOperation = async (call) => {
	const name = textOf(call, 'Name');
	const arn = arnHere(call, name);
	call.permit({ action: 'sns:CreateTopic', resourceArn: arn, owner: call.acting.account });
	refuseTaken(call, arn, 'InvalidParameter', `Topic ${name} already exists.`);
	const body = attributesOf(call);
	putNew<TopicBody>(call, { arn, name, type: 'topic', body });
	noted(
		call,
		name,
		body.keyId === undefined ? 'is a topic, not encrypted' : `is a topic under ${body.keyId}`
	);
	return { TopicArn: arn };
};

export const setTopicAttributes: ServiceOperation = async (call) => {
	const topic = findTopic(call);
	const { arn, account, body } = topic;
	call.permit({ action: 'sns:SetTopicAttributes', resourceArn: arn, owner: account, policy: body.policy });
	put(call, { ...topic, body: attributesOf(call, body) });
	noted(call, topic.name, 'has new attributes');
	return {};
};
