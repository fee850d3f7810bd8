import { toBase64, utf8 } from '$lib/domain/bytes';
import { textOf } from '../input';
import { putNew } from '../records';
import { dataKeyToSeal } from '../reused-data-key';
import { laidDown, seal } from '../sealing';
import type { ServiceCall, ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { findQueue, reuseOf, type MessageBody, type Queue } from './records';

export const sendMessage: ServiceOperation = async (call) => {
	const queue = findQueue(call);
	const plaintext = utf8(textOf(call, 'MessageBody'));
	asked(call, 'SendMessage', call.trace.thing(plaintext, 'plaintext'));
	call.permit({
		action: 'sqs:SendMessage',
		resourceArn: queue.arn,
		owner: queue.account,
		policy: queue.body.policy
	});
	const messageId = call.newId('m');
	const what = { name: 'encrypted message', label: queue.name };
	const { sealed, ciphertext } = await encrypt(call, queue, plaintext, what);
	laidDown(call, ciphertext, what);
	putNew<MessageBody>(call, {
		...{ account: queue.account, region: queue.region, sealed },
		arn: `${queue.arn}?message=${messageId}`,
		type: 'message',
		name: `message in ${queue.name}`,
		body: { queue: queue.arn, messageId, sender: call.acting.caller, ciphertext: toBase64(ciphertext) }
	});
	answered(call, 'SendMessage');
	return { MessageId: messageId };
};

async function encrypt(
	call: ServiceCall,
	queue: Queue,
	plaintext: Uint8Array,
	what: { readonly name: string; readonly label: string }
) {
	const { keyId } = queue.body;
	if (keyId === undefined) {
		const own = { ...what, by: 'a key of its own' };
		return { sealed: [], ciphertext: seal(call, call.ownedKey(queue.arn), plaintext, own) };
	}
	const { key, sealed } = await dataKeyToSeal(call, reuseOf(queue, keyId));
	return { sealed: [sealed], ciphertext: seal(call, key, plaintext, what) };
}
