/** Reads the frames and the footer of a body, checking all that needs no key. The end of the source is the end. */
import { equalBytes } from '$lib/domain/bytes';
import { IV_LENGTH, TAG_LENGTH } from '../aes-gcm';
import type { ByteReader } from './byte-reader';
import { FINAL_MARK, frameIv } from './frames';
import type { ParsedHeader } from './header';
import { MessageError, TruncatedError } from './message-error';
import type { SignatureCheck } from './signature';

export interface SealedFrame {
	readonly sequence: number;
	readonly final: boolean;
	/** Where the frame begins in the message. */
	readonly offset: number;
	/** Ciphertext ‖ tag; a view that is valid until the next frame is asked for. */
	readonly sealed: Uint8Array;
}

/** @throws MessageError `sequence`, `iv`, `final-frame`, `truncated`, `signature` or `trailing-bytes` */
export async function* readFrames(
	header: ParsedHeader,
	reader: ByteReader,
	signed: SignatureCheck | undefined
): AsyncGenerator<SealedFrame> {
	const take = async (field: string, length: number): Promise<Uint8Array> => {
		const start = reader.offset;
		const bytes = await reader.read(length);
		if (bytes.length < length) throw new TruncatedError(field, start, start + length, start + bytes.length);
		signed?.update(bytes);
		return bytes;
	};
	const uint32Of = async (field: string): Promise<number> => {
		const bytes = await take(field, 4);
		return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
	};
	for (let expected = 1, final = false; !final; expected++) {
		const offset = reader.offset;
		const name = `frame ${expected}`;
		let sequence = await uint32Of(`${name} sequence number`);
		final = sequence === FINAL_MARK;
		if (final) sequence = await uint32Of(`${name} sequence number`);
		if (sequence !== expected)
			throw new MessageError('sequence', name, offset, `expected frame ${expected}, got frame ${sequence}`);
		if (!equalBytes(await take(`${name} IV`, IV_LENGTH), frameIv(sequence)))
			throw new MessageError(
				'iv',
				name,
				offset,
				`expected the sequence number ${sequence} as IV, got another`
			);
		const length = final ? await uint32Of(`${name} content length`) : header.frameLength;
		if (length > header.frameLength)
			throw new MessageError(
				'final-frame',
				name,
				offset,
				`expected at most ${header.frameLength} bytes in the final frame, got ${length}`
			);
		yield { sequence, final, offset, sealed: await take(name, length + TAG_LENGTH) };
	}
	if (signed) await checkFooter(reader, signed);
	if (!(await reader.atEnd()))
		throw new MessageError(
			'trailing-bytes',
			'end',
			reader.offset,
			`expected the message to end at ${reader.offset}, got more bytes`
		);
}

async function checkFooter(reader: ByteReader, signed: SignatureCheck): Promise<void> {
	const start = reader.offset;
	const prefix = await reader.read(2);
	if (prefix.length < 2)
		throw new TruncatedError('signature length', start, start + 2, start + prefix.length);
	const length = prefix[0]! * 256 + prefix[1]!;
	const signature = await reader.read(length);
	if (signature.length < length)
		throw new TruncatedError('signature', start + 2, start + 2 + length, start + 2 + signature.length);
	if (!(await signed.fits(signature)))
		throw new MessageError(
			'signature',
			'signature',
			start + 2,
			'the signature does not fit: it was made by another key or over other bytes'
		);
}
