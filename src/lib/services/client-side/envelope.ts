/**
 * Envelope encryption on the caller's side, as the AWS Encryption SDK does it: KMS makes and opens the data key, all
 * else happens here. Each call notes its own steps in `trace`, between those the KmsPort notes in the same list.
 * Differs from AWS: no caching of data keys; messages are written without a signature (suite 0x0478).
 */
// One by one, not from the index: a page that only seals does not fetch what opens and moves.
import { frameCount } from '$lib/crypto/message/frames';
import { parseHeader, type ParsedHeader, type WrappedKey } from '$lib/crypto/message/header';
import { sealMessage, type SealRequest } from '$lib/crypto/message/seal';
import { concat } from '$lib/domain/bytes';
import type { TraceStep } from '$lib/domain/trace';
import { makeDataKey, unwrapDataKey, wrapDataKey, type Client, type FailedAttempt } from './data-keys';
import { openingSteps, sealingSteps } from './envelope-trace';
import type { Options, SealInput } from './streams';
import { thingOf } from './things';

export { NoKeyOpensError, type Client, type FailedAttempt } from './data-keys';

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
		steps.assembled(sealed.header, data.wrappedKeys, thingOf('ciphertext', message));
		const { header, frames, frameLength } = sealed;
		return { message, header, wrappedKeys: data.wrappedKeys, frames, frameLength, trace };
	} finally {
		data.plaintext.fill(0);
		steps.wiped();
	}
}

export interface OpenedEnvelope {
	readonly plaintext: Uint8Array;
	readonly header: ParsedHeader;
	readonly openedWith: WrappedKey;
	readonly attempts: readonly FailedAttempt[];
	readonly trace: readonly TraceStep[];
}

/** @throws MessageError when the message is at fault, NoKeyOpensError when KMS refuses every wrapped key. */
export async function openEnvelope(
	request: Client & Options & { readonly message: Uint8Array }
): Promise<OpenedEnvelope> {
	const trace = request.trace ?? [];
	const steps = openingSteps(trace, thingOf('ciphertext', request.message));
	const header = steps.parsing(() => parseHeader(request.message));
	const unwrapped = await unwrapDataKey(request, header);
	steps.derived(header, unwrapped.dataKey);
	const input = thingOf('ciphertext', request.message.subarray(header.length));
	try {
		const plaintext = await steps.opening(input, async () => {
			const { dataKey } = unwrapped;
			// Fetched when something is first opened.
			const { openMessage } = await import('$lib/crypto/message/open');
			const opened = await openMessage({ ...request, dataKey, source: request.message });
			const text = await collect(opened.stream);
			return { text, thing: thingOf('plaintext', text), frames: frameCount(text.length, header.frameLength) };
		});
		const { openedWith, attempts } = unwrapped;
		return { plaintext: plaintext.text, header, openedWith, attempts, trace };
	} finally {
		unwrapped.dataKey.fill(0);
		steps.wiped();
	}
}

export interface MovedEnvelope {
	readonly message: Uint8Array;
	/** New header with its tag. */
	readonly header: Uint8Array;
	readonly wrappedKeys: readonly WrappedKey[];
	readonly openedWith: WrappedKey;
	readonly attempts: readonly FailedAttempt[];
	readonly trace: readonly TraceStep[];
}

/** Puts a message under other keys; its body stays as it is. @throws as openEnvelope, and KmsError of Encrypt. */
export async function moveEnvelope(
	request: Client &
		Options & { readonly message: Uint8Array; readonly toKeyIds: readonly [string, ...string[]] }
): Promise<MovedEnvelope> {
	const trace = request.trace ?? [];
	const steps = openingSteps(trace, thingOf('ciphertext', request.message));
	const from = steps.parsing(() => parseHeader(request.message));
	const unwrapped = await unwrapDataKey(request, from);
	steps.derived(from, unwrapped.dataKey);
	const wrappedKeys: WrappedKey[] = [];
	try {
		const { moveMessage } = await import('$lib/crypto/message/move');
		const moved = await moveMessage({
			...request,
			source: request.message,
			dataKey: unwrapped.dataKey,
			wrappedKeys: async (_, dataKey) => {
				for (const keyId of request.toKeyIds)
					wrappedKeys.push(await wrapDataKey(request, keyId, dataKey, from.context));
				return wrappedKeys;
			}
		});
		const message = await collect(moved.stream);
		sealingSteps(trace, unwrapped.dataKey).assembled(
			moved.header,
			wrappedKeys,
			thingOf('ciphertext', message)
		);
		const { openedWith, attempts } = unwrapped;
		return { message, header: moved.header, wrappedKeys, openedWith, attempts, trace };
	} finally {
		unwrapped.dataKey.fill(0);
		steps.wiped();
	}
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	for await (const part of stream) parts.push(part);
	return concat(...parts);
}
