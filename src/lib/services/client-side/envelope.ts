/**
 * Envelope encryption on the caller's side, as the AWS Encryption SDK does it: KMS makes and opens the data key, all
 * else happens here. Each call notes its own steps in `trace`, between those the KmsPort notes in the same list.
 * Differs from AWS: no caching of data keys; messages are written without a signature (suite 0x0478).
 */
// One by one, not from the index: a page that only seals does not fetch what opens and moves.
import type { WrappedKey } from '$lib/crypto/message/header';
import { sealMessage, type SealRequest } from '$lib/crypto/message/seal';
import { concat } from '$lib/domain/bytes';
import type { TraceStep } from '$lib/domain/trace';
import { makeDataKey, type Client } from './data-keys';
import { sealingSteps } from './envelope-trace';
import type { Options, SealInput } from './streams';
import { thingOf } from './things';

export interface SealedEnvelope {
	readonly message: Uint8Array;
	/** With its tag. */
	readonly header: Uint8Array;
	readonly wrappedKeys: readonly WrappedKey[];
	readonly frames: number;
	readonly frameLength: number;
	readonly trace: readonly TraceStep[];
}

/** Seals a text that fits in memory. @throws KmsError as KMS answers. */
export async function sealEnvelope(
	request: Client &
		Options &
		Pick<SealInput, 'keyIds' | 'context' | 'messageId'> & { readonly plaintext: Uint8Array }
): Promise<SealedEnvelope> {
	const trace = request.trace ?? [];
	const { plaintext } = request;
	const data = await makeDataKey(request, request.keyIds, request.context);
	const steps = sealingSteps(trace, data.plaintext);
	try {
		const sealing: SealRequest = {
			...request,
			dataKey: data.plaintext,
			wrappedKeys: data.wrappedKeys,
			source: plaintext,
			length: plaintext.length
		};
		const sealed = await sealMessage(sealing);
		steps.derived(request.messageId, sealed.commitment);
		const message = await collect(sealed.stream);
		const body = thingOf('ciphertext', message.subarray(sealed.header.length));
		steps.sealed(thingOf('plaintext', plaintext), body, sealed);
		steps.assembled(sealed.header, data.wrappedKeys, thingOf('ciphertext', message), request.context);
		const { header, frames, frameLength } = sealed;
		return { message, header, wrappedKeys: data.wrappedKeys, frames, frameLength, trace };
	} finally {
		data.plaintext.fill(0);
		steps.wiped();
	}
}

export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	for await (const part of stream) parts.push(part);
	return concat(...parts);
}
