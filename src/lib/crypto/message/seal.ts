/**
 * Seals a text of any length into a message (suite 0x0478), frame by frame, several frames at a time, in order.
 * Memory does not grow with the text. Source: AWS Encryption SDK Developer Guide, "Message format reference".
 */
import { concat } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import { defaultAesGcm, type AesGcm, type AesGcmKey } from '../aes-gcm';
import { ByteReader, type ByteSource } from './byte-reader';
import { deriveMessageKeys } from './derive';
import { bodyLength, frameAad, frameCount, frameHead, frameIv, frameLengthFor, framesAtOnce } from './frames';
import { buildHeader, headerTag, PUBLIC_KEY_NAME, type WrappedKey } from './header';
import { MessageError } from './message-error';
import { SUITE_COMMIT } from './suites';

export interface SealRequest {
	/** 32 bytes; not kept: the caller may wipe it as soon as the promise is there. */
	readonly dataKey: Uint8Array;
	readonly wrappedKeys: readonly WrappedKey[];
	readonly context: EncryptionContext;
	/** 32 bytes, never used before. */
	readonly messageId: Uint8Array;
	/** May use a piece's memory again as soon as it is asked for the next. */
	readonly source: ByteSource;
	/** Length of the text. The source must give exactly that. */
	readonly length: number;
	readonly frameLength?: number;
	readonly aes?: AesGcm;
	/** Called with the bytes of text sealed so far, after each frame. */
	readonly onProgress?: (bytesDone: number) => void;
	/** Told of the memory of each frame once the stream's reader asked for what follows it. */
	readonly letGo?: (frame: Uint8Array) => void;
	readonly signal?: AbortSignal;
}

export interface SealedMessage {
	/** With its tag. */
	readonly header: Uint8Array;
	readonly commitment: Uint8Array;
	readonly frames: number;
	readonly frameLength: number;
	/** Length of the whole message. */
	readonly length: number;
	/** The whole message, header first. To be read once. */
	readonly stream: AsyncIterable<Uint8Array>;
}

/** @throws RangeError when a part cannot be written; the stream throws MessageError `source-length`. */
export async function sealMessage(request: SealRequest): Promise<SealedMessage> {
	request.signal?.throwIfAborted();
	if (PUBLIC_KEY_NAME in request.context)
		throw new RangeError(`the context key ${PUBLIC_KEY_NAME} is kept for the public key of signed messages`);
	const frameLength = request.frameLength ?? frameLengthFor(request.length);
	const frames = frameCount(request.length, frameLength);
	const keys = await deriveMessageKeys({ ...request, suite: SUITE_COMMIT });
	const covered = buildHeader({
		suite: SUITE_COMMIT,
		messageId: request.messageId,
		context: request.context,
		wrappedKeys: request.wrappedKeys,
		frameLength,
		commitment: keys.commitment
	});
	const key = await (request.aes ?? defaultAesGcm()).importKey(keys.messageKey);
	keys.messageKey.fill(0);
	const header = concat(covered, await headerTag(key, covered));
	return {
		header,
		commitment: keys.commitment,
		frames,
		frameLength,
		length: header.length + bodyLength(request.length, frameLength),
		stream: sealFrames(request, header, key, frames, frameLength)
	};
}

interface PendingFrame {
	readonly head: Uint8Array;
	readonly length: number;
	readonly sealed: Promise<Uint8Array>;
}

async function* sealFrames(
	request: SealRequest,
	header: Uint8Array,
	key: AesGcmKey,
	frames: number,
	frameLength: number
): AsyncGenerator<Uint8Array> {
	const reader = new ByteReader(request.source);
	const pending: PendingFrame[] = [];
	const limit = framesAtOnce(frameLength);
	const messageId = request.messageId.slice();
	let done = 0;
	try {
		yield header;
		for (let sequence = 1; sequence <= frames || pending.length > 0;) {
			request.signal?.throwIfAborted();
			if (sequence <= frames && pending.length < limit) {
				const final = sequence === frames;
				const length = final ? request.length - (frames - 1) * frameLength : frameLength;
				const text = await reader.read(length);
				if (text.length < length) wrongLength(request.length, reader);
				const aad = frameAad(messageId, sequence, length, final);
				const sealed = key.seal(frameIv(sequence), text, aad);
				sealed.catch(() => undefined);
				// Asked only now: it may cost the source the memory of the text.
				if (final && !(await reader.atEnd())) wrongLength(request.length, reader);
				pending.push({ head: frameHead(sequence, length, final), length, sealed });
				sequence++;
				continue;
			}
			const frame = pending.shift()!;
			const sealed = await frame.sealed;
			yield frame.head;
			yield sealed;
			request.letGo?.(sealed);
			request.onProgress?.((done += frame.length));
		}
	} finally {
		key.wipe();
		await reader.close();
	}
}

function wrongLength(expected: number, reader: ByteReader): never {
	const got = reader.offset < expected ? `only ${reader.offset}` : 'more';
	throw new MessageError(
		'source-length',
		'text',
		reader.offset,
		`expected a text of ${expected} bytes, got ${got}`
	);
}
