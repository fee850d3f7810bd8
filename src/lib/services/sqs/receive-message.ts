import { fromBase64, fromUtf8 } from '$lib/domain/bytes';
import { dataKeyToOpen } from '../reused-data-key';
import { open } from '../sealing';
import type { ServiceCall, ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { findQueue, reuseOf, type Message, type Queue } from './records';

/** The oldest message. Differs from AWS: it stays until DeleteMessage, and is always visible. */
export const receiveMessage: ServiceOperation = async (call) => {
	const queue = findQueue(call);
	asked(call, 'ReceiveMessage');
	call.permit({
		action: 'sqs:ReceiveMessage',
		resourceArn: queue.arn,
		owner: queue.account,
		policy: queue.body.policy
	});
	const waiting = [...call.state().resources.values()] as unknown as readonly Message[];
	const message = waiting.find((one) => one.type === 'message' && one.body.queue === queue.arn);
	const body = message && (await decrypt(call, queue, message));
	answered(call, 'ReceiveMessage', ...(body ? [call.trace.thing(body, 'plaintext')] : []));
	return {
		Messages: message && body ? [{ MessageId: message.body.messageId, MessageBody: fromUtf8(body) }] : []
	};
};

async function decrypt(call: ServiceCall, queue: Queue, message: Message): Promise<Uint8Array> {
	const ciphertext = fromBase64(message.body.ciphertext);
	const what = { name: 'encrypted message', label: queue.name };
	const [sealed] = message.sealed;
	if (!sealed) return open(call, call.ownedKey(queue.arn), ciphertext, { ...what, by: 'a key of its own' });
	const key = await dataKeyToOpen(call, reuseOf(queue, sealed.keyArn), sealed);
	return open(call, key, ciphertext, what);
}
