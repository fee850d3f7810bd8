/**
 * Puts a message under other keys without touching its body: other wrapped keys, so another header and header tag,
 * but the same data key, message id and frames. ReEncrypt alone cannot do it: the header tag covers the wrapped keys.
 * Known limit: both header tags are AES-GCM over no text under one key and one IV (zeros), with two headers as
 * additional data. No text is at risk, but whoever holds the message before and after the move can work out the
 * authentication key (NIST SP 800-38D, section 8 and appendix A) and so forge tags of this one message. Only sealing
 * anew, with another message id and body, avoids it.
 */
import { concat } from '$lib/domain/bytes';
import { defaultAesGcm, type AesGcm } from '../aes-gcm';
import { ByteReader, type ByteSource } from './byte-reader';
import { buildHeader, headerTag, type ParsedHeader, type WrappedKey } from './header';
import { MessageError } from './message-error';
import { readHeader, unlock } from './open';
import { SUITE_COMMIT_SIGNED } from './suites';

export interface MoveRequest {
	readonly source: ByteSource;
	readonly dataKey: Uint8Array | ((header: ParsedHeader) => Promise<Uint8Array>);
	/** The wrapped keys of the new header, or how to make them once the old header was checked. */
	readonly wrappedKeys:
		readonly WrappedKey[] | ((header: ParsedHeader, dataKey: Uint8Array) => Promise<readonly WrappedKey[]>);
	readonly aes?: AesGcm;
}

export interface MovedMessage {
	/** The header as it was. */
	readonly from: ParsedHeader;
	/** The new header with its tag. */
	readonly header: Uint8Array;
	/** The whole moved message. */
	readonly stream: AsyncIterable<Uint8Array>;
}

/** The old header is checked first; frames are passed on unread. @throws MessageError; `signature` for signed messages. */
export async function moveMessage(request: MoveRequest): Promise<MovedMessage> {
	const reader = new ByteReader(request.source);
	const from = await readHeader(reader);
	if (from.suite === SUITE_COMMIT_SIGNED)
		throw new MessageError(
			'signature',
			'algorithm suite',
			1,
			'a signed message cannot move: its signature covers the header, and the signing key is gone'
		);
	const dataKey = request.dataKey instanceof Uint8Array ? request.dataKey : await request.dataKey(from);
	const key = await unlock(from, dataKey, request.aes ?? defaultAesGcm());
	try {
		const wrappedKeys =
			typeof request.wrappedKeys === 'function'
				? await request.wrappedKeys(from, dataKey)
				: request.wrappedKeys;
		const covered = buildHeader({ ...from, wrappedKeys });
		const header = concat(covered, await headerTag(key, covered));
		return { from, header, stream: joined(header, reader) };
	} finally {
		key.wipe();
	}
}

async function* joined(header: Uint8Array, reader: ByteReader): AsyncGenerator<Uint8Array> {
	try {
		yield header;
		for (let piece = await reader.readAny(); piece.length > 0; piece = await reader.readAny()) yield piece;
	} finally {
		await reader.close();
	}
}
