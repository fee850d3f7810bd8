/** Every byte of a message, field by field, with what it means. Unreadable bytes are one last field that says why. */
import type { Field } from '../field';
import { IV_LENGTH, TAG_LENGTH } from '../aes-gcm';
import { Cursor, preview } from './cursor';
import { FINAL_MARK } from './frames';
import { MessageError } from './message-error';
import { parseHeader } from './parse-header';
import { SUITE_COMMIT_SIGNED } from './suites';

/** In order, without gaps or overlaps, from the first byte to the last. Checks no tag: that needs the data key. */
export function messageFields(bytes: Uint8Array): Field[] {
	const fields: Field[] = [];
	const note = (field: Field): void => void fields.push(field);
	let reason = 'Bytes after the end of the message.';
	try {
		const header = parseHeader(bytes, note);
		const cursor = new Cursor(bytes, header.length, note);
		frameFields(cursor, header.frameLength);
		if (header.suite === SUITE_COMMIT_SIGNED) footerFields(cursor);
	} catch (error) {
		if (!(error instanceof MessageError)) throw error;
		reason = `Not readable: ${error.message}.`;
	}
	const last = fields.at(-1);
	const at = last ? last.offset + last.length : 0;
	if (at < bytes.length)
		note({
			name: 'unread',
			offset: at,
			length: bytes.length - at,
			value: preview(bytes.subarray(at)),
			meaning: reason,
			modelled: false
		});
	return fields;
}

function frameFields(cursor: Cursor, frameLength: number): void {
	for (let n = 1, final = false; !final; n++) {
		const name = `frame ${n}`;
		const first = cursor.bytes.subarray(cursor.at, cursor.at + 4);
		final = first.length === 4 && first.every((byte) => byte === 0xff);
		if (final)
			cursor.uint(`${name} final mark`, 4, 'Says that this frame is the last.', () =>
				FINAL_MARK.toString(16)
			);
		cursor.uint(`${name} sequence number`, 4, 'Place of the frame; frames count from 1.');
		cursor.take(`${name} IV`, IV_LENGTH, 'Never used twice under one key: the sequence number again.');
		const length = final
			? cursor.uint(`${name} content length`, 4, 'Bytes of text in the final frame.')
			: frameLength;
		cursor.take(`${name} ciphertext`, length, 'Text of the frame, sealed with the message key.');
		cursor.take(`${name} tag`, TAG_LENGTH, 'Authenticates the frame, its place and its length.');
	}
}

function footerFields(cursor: Cursor): void {
	const length = cursor.uint('signature length', 2, 'Bytes of the signature.');
	cursor.take('signature', length, 'ECDSA P-384 over every byte before the footer, in DER.');
}
