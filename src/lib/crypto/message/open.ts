/**
 * Opens a message that comes in pieces of any size. Nothing is offered before its tag was checked; of a signed
 * message nothing before the signature at its very end was, so its whole text waits: in memory, or with a reader
 * that vouches to show nothing before the end (`heldByReader`).
 * Source: AWS Encryption SDK Developer Guide, "Message format reference".
 */
import { concat, equalBytes } from '$lib/domain/bytes';
import { defaultAesGcm, TAG_LENGTH, type AesGcm, type AesGcmKey } from '../aes-gcm';
import { ByteReader, type ByteSource } from './byte-reader';
import { deriveMessageKeys } from './derive';
import { readFrames, type SealedFrame } from './frame-reader';
import { frameAad, frameIv, framesAtOnce } from './frames';
import type { ParsedHeader } from './header';
import { MessageError, TruncatedError } from './message-error';
import { headerTagFits, parseHeader } from './parse-header';
import { signatureCheck, type SignatureCheck } from './signature';
import { SUITE_COMMIT_SIGNED } from './suites';

export interface OpenRequest {
	/** May use a piece's memory again as soon as it is asked for the next. */
	readonly source: ByteSource;
	/** 32 bytes, or how to get them once the header is known. Not kept. */
	readonly dataKey: Uint8Array | ((header: ParsedHeader) => Promise<Uint8Array>);
	readonly aes?: AesGcm;
	/** Called with the bytes of text opened so far. */
	readonly onProgress?: (bytesDone: number) => void;
	/** Told of the memory of each text once the stream's reader asked for what follows it. */
	readonly letGo?: (text: Uint8Array) => void;
	readonly signal?: AbortSignal;
	/**
	 * The reader of the stream keeps the text to itself until the stream ended well, and drops it otherwise: then the
	 * text of a signed message need not wait in memory. False when absent.
	 */
	readonly heldByReader?: boolean;
}

export interface OpenedMessage {
	readonly header: ParsedHeader;
	/** The text, frame by frame. To be read once, to the end: an error may be its last word. */
	readonly stream: AsyncIterable<Uint8Array>;
}

const FIRST_READ = 4096;
/**
 * Room for as many wrapped keys as the format can count (65,535), each as long as KMS makes them, and a full context.
 * What claims more is no header: a few damaged bytes must not claim gigabytes of memory.
 */
export const HEADER_LIMIT = 24 * 1024 * 1024;

/** Reads the header; what follows stays in the reader. @throws MessageError; `header-length` above HEADER_LIMIT */
export async function readHeader(reader: ByteReader): Promise<ParsedHeader> {
	let bytes = new Uint8Array(await reader.read(FIRST_READ));
	for (;;) {
		try {
			const header = parseHeader(bytes);
			reader.giveBack(bytes.subarray(header.length));
			return header;
		} catch (error) {
			if (!(error instanceof TruncatedError)) throw error;
			if (error.needs > HEADER_LIMIT)
				throw new MessageError(
					'header-length',
					error.field,
					error.offset,
					`expected a header of at most ${HEADER_LIMIT} bytes, got one that goes on behind them`
				);
			// Twice as much each time: a header is parsed from its start, and must not be for each of its fields.
			const more = await reader.read(Math.max(error.needs - bytes.length, bytes.length));
			if (bytes.length + more.length < error.needs) throw parsed(concat(bytes, more), error);
			bytes = concat(bytes, more) as Uint8Array<ArrayBuffer>;
		}
	}
}

/** What the parser says of all there is. */
function parsed(bytes: Uint8Array, otherwise: TruncatedError): unknown {
	try {
		parseHeader(bytes);
		return otherwise;
	} catch (error) {
		return error;
	}
}

/** The header's two checks, in order. @throws MessageError `commitment` or `header-tag` */
export async function unlock(header: ParsedHeader, dataKey: Uint8Array, aes: AesGcm): Promise<AesGcmKey> {
	const keys = await deriveMessageKeys({ dataKey, messageId: header.messageId, suite: header.suite });
	const at = header.covered.length;
	if (!equalBytes(keys.commitment, header.commitment)) {
		keys.messageKey.fill(0);
		throw new MessageError(
			'commitment',
			'key commitment',
			at - header.commitment.length,
			'the key commitment does not fit the data key: the message was not sealed with this data key'
		);
	}
	const key = await aes.importKey(keys.messageKey);
	keys.messageKey.fill(0);
	if (await headerTagFits(key, header)) return key;
	key.wipe();
	throw new MessageError(
		'header-tag',
		'header tag',
		at,
		'the header tag does not fit: the header was changed'
	);
}

/** Resolves when the header was checked. @throws MessageError; whatever `dataKey` throws. */
export async function openMessage(request: OpenRequest): Promise<OpenedMessage> {
	request.signal?.throwIfAborted();
	const reader = new ByteReader(request.source);
	try {
		const header = await readHeader(reader);
		const dataKey = request.dataKey instanceof Uint8Array ? request.dataKey : await request.dataKey(header);
		const key = await unlock(header, dataKey, request.aes ?? defaultAesGcm());
		return { header, stream: openFrames(request, header, reader, key) };
	} catch (error) {
		await reader.close();
		throw error;
	}
}

async function* openFrames(
	request: OpenRequest,
	header: ParsedHeader,
	reader: ByteReader,
	key: AesGcmKey
): AsyncGenerator<Uint8Array> {
	const signed = header.suite === SUITE_COMMIT_SIGNED ? signatureCheck(header.context) : undefined;
	signed?.update(concat(header.covered, header.tag));
	const held: Uint8Array[] = [];
	let done = 0;
	try {
		for await (const text of openInOrder(request, header, reader, key, signed)) {
			request.onProgress?.((done += text.length));
			if (signed && !request.heldByReader) held.push(text);
			else {
				yield text;
				request.letGo?.(text);
			}
		}
		yield* held;
	} finally {
		key.wipe();
		await reader.close();
	}
}

/** Several frames at a time; given out in order. The end of the message is checked before its last frames are given. */
async function* openInOrder(
	request: OpenRequest,
	header: ParsedHeader,
	reader: ByteReader,
	key: AesGcmKey,
	signed: SignatureCheck | undefined
): AsyncGenerator<Uint8Array> {
	const pending: Promise<Uint8Array>[] = [];
	const limit = framesAtOnce(header.frameLength);
	let broken: unknown;
	try {
		for await (const frame of readFrames(header, reader, signed)) {
			request.signal?.throwIfAborted();
			const text = openFrame(header, key, frame);
			text.catch(() => undefined);
			pending.push(text);
			if (pending.length >= limit) yield await pending.shift()!;
		}
	} catch (error) {
		broken = error;
	}
	// A bad tag before the place where reading failed is the first thing wrong.
	if (broken instanceof MessageError) while (pending.length > 0) yield await pending.shift()!;
	if (broken !== undefined) throw broken as Error;
	for (const text of pending) {
		request.signal?.throwIfAborted();
		yield await text;
	}
}

async function openFrame(header: ParsedHeader, key: AesGcmKey, frame: SealedFrame): Promise<Uint8Array> {
	const length = frame.sealed.length - TAG_LENGTH;
	const aad = frameAad(header.messageId, frame.sequence, length, frame.final);
	const text = await key.open(frameIv(frame.sequence), frame.sealed, aad);
	if (text) return text;
	throw new MessageError(
		'frame-tag',
		`frame ${frame.sequence}`,
		frame.offset,
		`the tag of frame ${frame.sequence} does not fit: the frame was changed or belongs to another message`
	);
}
