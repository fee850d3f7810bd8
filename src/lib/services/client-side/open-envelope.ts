/**
 * Opening an envelope, and moving it to other keys, on the caller's side. Fetched with the first that is opened.
 * Each call notes its own steps in `trace`, between those the KmsPort notes in the same list.
 */
import { frameCount } from '$lib/crypto/message/frames';
import type { ParsedHeader, WrappedKey } from '$lib/crypto/message/header';
import { moveMessage } from '$lib/crypto/message/move';
import { openMessage } from '$lib/crypto/message/open';
import { parseHeader } from '$lib/crypto/message/parse-header';
import type { Thing, TraceStep } from '$lib/domain/trace';
import { wrapDataKey, type Client, type FailedAttempt } from './data-keys';
import { collect } from './envelope';
import { sealingSteps } from './envelope-trace';
import { openingSteps } from './opening-trace';
import type { Options } from './streams';
import { thingOf } from './things';
import { unwrapDataKey } from './unwrap-data-key';

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
	const { dataKey, openedWith, attempts } = unwrapped;
	let opened: { readonly text: Uint8Array; readonly thing: Thing; readonly frames: number };
	try {
		opened = await steps.opening(input, async () => {
			const { stream } = await openMessage({ ...request, dataKey, source: request.message });
			const text = await collect(stream);
			return { text, thing: thingOf('plaintext', text), frames: frameCount(text.length, header.frameLength) };
		});
	} finally {
		dataKey.fill(0);
		steps.wiped();
	}
	trace.push({ kind: 'client-return', what: opened.thing });
	return { plaintext: opened.text, header, openedWith, attempts, trace };
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
			thingOf('ciphertext', message),
			from.context
		);
		const { openedWith, attempts } = unwrapped;
		return { message, header: moved.header, wrappedKeys, openedWith, attempts, trace };
	} finally {
		unwrapped.dataKey.fill(0);
		steps.wiped();
	}
}
