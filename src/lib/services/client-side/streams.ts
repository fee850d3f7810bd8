/** Sealing, opening and moving what is too big for memory: the message passes by in pieces. */
import {
	frameCount,
	MessageError,
	moveMessage,
	openMessage,
	sealMessage,
	suiteName,
	type AesGcm,
	type ByteSource,
	type OpenRequest,
	type ParsedHeader,
	type SealedMessage,
	type WrappedKey
} from '$lib/crypto/message';
import { toHex } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Thing, TraceStep } from '$lib/domain/trace';
import { makeDataKey, wrapDataKey, type Client, type FailedAttempt } from './data-keys';
import { sealingSteps } from './envelope-trace';
import { streamThing, thingOf } from './things';
import { unwrapDataKey, type Unwrapped } from './unwrap-data-key';

export interface Options {
	readonly aes?: AesGcm;
	/** Called with the bytes of text done. */
	readonly onProgress?: (bytesDone: number) => void;
	/** Told of each frame's memory that is used no more. */
	readonly letGo?: (piece: Uint8Array) => void;
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
		steps.assembled(sealed.header, wrappedKeys, thing('message', sealed.length), request.context);
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

interface FromStream {
	readonly source: ByteSource;
	/** Of the whole message. */
	readonly length: number;
}

/** @throws MessageError or NoKeyOpensError before anything is opened. */
export async function openStream(
	request: Client & Options & FromStream & Pick<OpenRequest, 'heldByReader'>
): Promise<OpenedStream> {
	const trace = request.trace ?? [];
	const unwrapping = unwrappingOf(request, trace);
	try {
		const { header, stream } = await openMessage({ ...request, dataKey: unwrapping.dataKey });
		const { openedWith, attempts } = unwrapping.result();
		return { header, openedWith, attempts, stream: noted(stream, header, request.length, trace), trace };
	} catch (error) {
		unwrapping.failed(error);
		throw error;
	} finally {
		unwrapping.wipe();
	}
}

export interface MovedStream {
	/** The new header with its tag. */
	readonly header: Uint8Array;
	readonly wrappedKeys: readonly WrappedKey[];
	/** Length of the moved message. */
	readonly length: number;
	/** The moved message: a new header, the old body. */
	readonly stream: AsyncIterable<Uint8Array>;
	readonly trace: readonly TraceStep[];
}

/** Puts a message under other keys while it passes by. @throws as openStream, and KmsError of Encrypt. */
export async function moveStream(
	request: Client & Options & FromStream & { readonly toKeyIds: readonly [string, ...string[]] }
): Promise<MovedStream> {
	const trace = request.trace ?? [];
	const unwrapping = unwrappingOf(request, trace);
	const wrappedKeys: WrappedKey[] = [];
	try {
		const { from, header, stream } = await moveMessage({
			...request,
			dataKey: unwrapping.dataKey,
			wrappedKeys: async (old, dataKey) => {
				for (const keyId of request.toKeyIds)
					wrappedKeys.push(await wrapDataKey(request, keyId, dataKey, old.context));
				return wrappedKeys;
			}
		});
		const length = request.length - from.length + header.length;
		const message = streamThing('ciphertext', 'message', from.messageId, length);
		sealingSteps(trace, unwrapping.result().dataKey).assembled(header, wrappedKeys, message, from.context);
		return { header, wrappedKeys, length, stream, trace };
	} catch (error) {
		unwrapping.failed(error);
		throw error;
	} finally {
		unwrapping.wipe();
	}
}

/** Gets the data key once the header is known, and notes what happens with it. */
function unwrappingOf(request: Client & FromStream, trace: TraceStep[]) {
	let header: ParsedHeader | undefined;
	let unwrapped: Unwrapped | undefined;
	const whole = (): Thing =>
		streamThing('ciphertext', 'message', header?.messageId ?? new Uint8Array(), request.length);
	return {
		dataKey: async (parsed: ParsedHeader): Promise<Uint8Array> => {
			header = parsed;
			trace.push({
				kind: 'client-parse',
				message: whole(),
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
		},
		result(): Unwrapped {
			if (!unwrapped) throw new Error('the header was opened without a data key');
			return unwrapped;
		},
		failed(error: unknown): void {
			if (!(error instanceof MessageError)) return;
			const { check } = error;
			if (header) trace.push({ kind: 'client-open', input: whole(), frames: 0, failed: check });
			else trace.push({ kind: 'client-parse', message: whole(), wrapped: [], suite: '', failed: check });
		},
		wipe(): void {
			if (!unwrapped) return;
			trace.push({ kind: 'client-wipe', what: thingOf('data-key', unwrapped.dataKey) });
			unwrapped.dataKey.fill(0);
		}
	};
}

/** The stream itself; its end, good or bad, is noted as what it was. */
async function* noted(
	stream: AsyncIterable<Uint8Array>,
	header: ParsedHeader,
	length: number,
	trace: TraceStep[]
): AsyncGenerator<Uint8Array> {
	const thing = (material: 'plaintext' | 'ciphertext', part: string, bytes: number): Thing =>
		streamThing(material, part, header.messageId, bytes);
	const input = thing('ciphertext', 'body', length - header.length);
	let bytes = 0;
	try {
		for await (const piece of stream) {
			bytes += piece.length;
			yield piece;
		}
	} catch (error) {
		if (error instanceof MessageError)
			trace.push({ kind: 'client-open', input, frames: 0, failed: error.check });
		throw error;
	}
	const frames = frameCount(bytes, header.frameLength);
	const output = thing('plaintext', 'plaintext', bytes);
	trace.push({ kind: 'client-open', input, output, frames }, { kind: 'client-return', what: output });
}
