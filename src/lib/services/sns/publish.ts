/**
 * Publish: encrypted while the topic holds it, decrypted to be delivered. A data key serves for up to five minutes.
 * Source: SNS Developer Guide, "Securing Amazon SNS data with server-side encryption" (2026). Unverified: the context.
 * Differs from AWS: one subscriber, who reads what is delivered; a message stays on the topic to be looked at.
 */
import { fromUtf8, toBase64, utf8 } from '$lib/domain/bytes';
import { textOf } from '../input';
import { putNew } from '../records';
import { dataKeyToOpen, dataKeyToSeal } from '../reused-data-key';
import { laidDown, open, seal } from '../sealing';
import type { ServiceCall, ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { REFUSALS } from './refusals';
import { findTopic, type Topic } from './topics';

const PERIOD = 300_000;

export interface PublishedBody {
	readonly topic: string;
	readonly messageId: string;
	/** Base64; in a topic without a key the text itself. */
	readonly ciphertext: string;
}

export const publish: ServiceOperation = async (call) => {
	const topic = findTopic(call);
	const message = textOf(call, 'Message');
	asked(call, 'Publish', call.trace.thing(utf8(message), 'plaintext'));
	const { arn, account, body } = topic;
	call.permit({ action: 'sns:Publish', resourceArn: arn, owner: account, policy: body.policy });
	const messageId = call.newId('m');
	const { keyId } = body;
	const delivered =
		keyId === undefined ? message : await throughTopic(call, topic, { message, messageId, keyId });
	noted(call, topic.name, 'delivers the message to its subscriber, decrypted');
	answered(call, 'Publish');
	return { MessageId: messageId, Delivered: { Message: delivered } };
};

async function throughTopic(
	call: ServiceCall,
	topic: Topic,
	{ message, messageId, keyId }: { message: string; messageId: string; keyId: string }
): Promise<string> {
	const { arn, name, account, region } = topic;
	const context = { 'aws:sns:topicArn': arn };
	const reuse = { of: topic, keyId, context, period: PERIOD, refusals: REFUSALS };
	const { key, sealed } = await dataKeyToSeal(call, reuse);
	const what = { name: 'encrypted message', label: name };
	const ciphertext = seal(call, key, utf8(message), what);
	laidDown(call, ciphertext, what);
	putNew<PublishedBody>(call, {
		...{ account, region, sealed: [sealed] },
		arn: `${arn}?message=${messageId}`,
		type: 'published',
		name: `message of ${name}`,
		body: { topic: arn, messageId, ciphertext: toBase64(ciphertext) }
	});
	return fromUtf8(open(call, await dataKeyToOpen(call, reuse, sealed), ciphertext, what));
}
