/** Sealing and opening texts too big for memory: the message passes by in pieces. */
import {
	openMessage,
	sealMessage,
	suiteName,
	type AesGcm,
	type ByteSource,
	type ParsedHeader,
	type SealedMessage,
	type WrappedKey
} from '$lib/crypto/message';
import { toHex } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { TraceStep } from '$lib/domain/trace';
import { makeDataKey, unwrapDataKey, type Client, type FailedAttempt, type Unwrapped } from './data-keys';
import { sealingSteps } from './envelope-trace';
import { streamThing, thingOf } from './things';

export interface Options {
	readonly aes?: AesGcm;
	/** Called with the bytes of text done. */
	readonly onProgress?: (bytesDone: number) => void;
	readonly signal?: AbortSignal;
	/** Where steps are noted; a new list when absent. */
	readonly trace?: TraceStep[];
}

export interface SealInput {
	/** Ids, ARNs or aliases; the first makes the data key. */
	readonly keyIds: readonly [string, ...string[]];
	readonly context: EncryptionContext;
	/** 32 bytes, never used before. */
	readonly messageId: Uint8Array;
	readonly source: ByteSource;
	readonly length: number;
}

export interface SealedStream extends SealedMessage {
	readonly wrappedKeys: readonly WrappedKey[];
	readonly trace: readonly TraceStep[];
}

/** The data key is wiped before the first byte is given: the stream has only the message key. @throws KmsError */
export async function sealStream(request: Client & Options & SealInput): Promise<SealedStream> {
	const trace = request.trace ?? [];
	const { plaintext: dataKey, wrappedKeys } = await makeDataKey(request, request.keyIds, request.context);
	const steps = sealingSteps(trace, dataKey);
	try {
		const sealed = await sealMessage({ ...request, dataKey, wrappedKeys });
		const thing = (part: string, length: number) =>
			streamThing(part === 'plaintext' ? 'plaintext' : 'ciphertext', part, request.messageId, length);
		steps.derived(request.messageId, sealed.commitment);
		const body = thing('body', sealed.length - sealed.header.length);
		steps.sealed(thing('plaintext', request.length), body, sealed);
		steps.assembled(sealed.header, wrappedKeys, thing('message', sealed.length));
		return { ...sealed, wrappedKeys, trace };
	} finally {
		dataKey.fill(0);
		steps.wiped();
	}
}

export interface OpenedStream {
	readonly header: ParsedHeader;
	readonly openedWith: WrappedKey;
	readonly attempts: readonly FailedAttempt[];
	/** The text; may end in a MessageError. */
	readonly stream: AsyncIterable<Uint8Array>;
	readonly trace: readonly TraceStep[];
}

/** @throws MessageError or NoKeyOpensError before anything is opened. `length` is that of the whole message. */
export async function openStream(
	request: Client & Options & { readonly source: ByteSource; readonly length: number }
): Promise<OpenedStream> {
	const trace = request.trace ?? [];
	let unwrapped: Unwrapped | undefined;
	try {
		const { header, stream } = await openMessage({
			...request,
			async dataKey(parsed) {
				trace.push({
					kind: 'client-parse',
					message: streamThing('ciphertext', 'message', parsed.messageId, request.length),
					wrapped: parsed.wrappedKeys.map((key) => thingOf('wrapped-data-key', key.blob, key.providerInfo)),
					suite: suiteName(parsed.suite)
				});
				unwrapped = await unwrapDataKey(request, parsed);
				trace.push({
					kind: 'client-derive',
					dataKey: thingOf('data-key', unwrapped.dataKey),
					messageId: toHex(parsed.messageId),
					commitment: toHex(parsed.commitment)
				});
				return unwrapped.dataKey;
			}
		});
		if (!unwrapped) throw new Error('the header was opened without a data key');
		return { header, openedWith: unwrapped.openedWith, attempts: unwrapped.attempts, stream, trace };
	} finally {
		if (unwrapped) {
			trace.push({ kind: 'client-wipe', what: thingOf('data-key', unwrapped.dataKey) });
			unwrapped.dataKey.fill(0);
		}
	}
}
