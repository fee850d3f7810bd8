/** Walks over the bytes of a message, naming each field as it goes, so that reading and explaining are one walk. */
import { toHex } from '$lib/domain/bytes';
import type { Field } from '../field';
import { MessageError, TruncatedError } from './message-error';

const SHOWN = 32;
const decoder = new TextDecoder('utf-8', { fatal: true });

export class Cursor {
	readonly bytes: Uint8Array;
	readonly #note: ((field: Field) => void) | undefined;
	at: number;

	constructor(bytes: Uint8Array, at = 0, note?: (field: Field) => void) {
		this.bytes = bytes;
		this.at = at;
		this.#note = note;
	}

	/** The next `length` bytes, as a view. @throws TruncatedError when they are not there. */
	take(name: string, length: number, meaning: string, value?: (bytes: Uint8Array) => string): Uint8Array {
		const start = this.at;
		const end = start + length;
		if (end > this.bytes.length) throw new TruncatedError(name, start, end, this.bytes.length);
		const view = this.bytes.subarray(start, end);
		this.at = end;
		if (this.#note && length > 0)
			this.#note({
				name,
				offset: start,
				length,
				value: (value ?? preview)(view),
				meaning,
				modelled: false
			});
		return view;
	}

	uint(name: string, length: 1 | 2 | 4, meaning: string, show = String as (n: number) => string): number {
		return number(this.take(name, length, meaning, (view) => show(number(view))));
	}

	/** @throws MessageError `text` when the bytes are not UTF-8. */
	text(name: string, length: number, meaning: string): string {
		const offset = this.at;
		const view = this.take(name, length, meaning, (bytes) => readable(bytes) ?? preview(bytes));
		const text = readable(view);
		if (text === undefined)
			throw new MessageError('text', name, offset, `expected UTF-8 in ${name}, got ${preview(view)}`);
		return text;
	}
}

/** The text that the bytes are; undefined when they are not UTF-8. */
export function readable(bytes: Uint8Array): string | undefined {
	try {
		return decoder.decode(bytes);
	} catch {
		return undefined;
	}
}

const number = (view: Uint8Array): number => view.reduce((sum, byte) => sum * 256 + byte, 0);

/** Hex of the bytes, or of the first of them when they are many. */
export const preview = (bytes: Uint8Array): string =>
	bytes.length <= SHOWN ? toHex(bytes) : `${toHex(bytes.subarray(0, SHOWN))}…`;
