/**
 * DER, as far as keys need it: build and read definite-length values. The reader takes the one form that DER allows
 * and nothing else. Source: ITU-T X.690 (2021), sections 8 and 10.
 */
import { concat } from '$lib/domain/bytes';
import { FormatError } from '../format-error';
import { wipe } from '../wipe';

export const TAG = {
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	null: 0x05,
	oid: 0x06,
	sequence: 0x30
} as const;

export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
	const content = concat(...parts);
	const n = content.length;
	const length =
		n < 0x80
			? [n]
			: n < 0x100
				? [0x81, n]
				: n < 0x10000
					? [0x82, n >>> 8, n & 0xff]
					: [0x83, n >>> 16, (n >>> 8) & 0xff, n & 0xff];
	const out = concat(new Uint8Array([tag, ...length]), content);
	wipe(content);
	return out;
}

/** The same of parts made for it, which may hold a secret: they are wiped. */
export function derConsuming(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
	const out = der(tag, ...parts);
	wipe(...parts);
	return out;
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => der(TAG.sequence, ...parts);
export const octets = (bytes: Uint8Array): Uint8Array => der(TAG.octetString, bytes);
/** A BIT STRING of whole bytes. */
export const bits = (bytes: Uint8Array): Uint8Array => der(TAG.bitString, new Uint8Array(1), bytes);
export const nullValue = (): Uint8Array => new Uint8Array([TAG.null, 0]);
export const smallInteger = (value: number): Uint8Array => der(TAG.integer, new Uint8Array([value]));

/** An unsigned big-endian number as INTEGER: no leading zeros but the one that keeps it positive. */
export function integer(bytes: Uint8Array): Uint8Array {
	let start = 0;
	while (start < bytes.length - 1 && bytes[start] === 0) start++;
	const trimmed = bytes.subarray(start);
	return (trimmed[0] ?? 0) >= 0x80 ? der(TAG.integer, new Uint8Array(1), trimmed) : der(TAG.integer, trimmed);
}

/** "1.2.840.…" as OBJECT IDENTIFIER. */
export function oid(text: string): Uint8Array {
	const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
	const out: number[] = [];
	for (const arc of [first * 40 + second, ...rest]) {
		const digits = [arc & 0x7f];
		for (let value = Math.floor(arc / 128); value > 0; value = Math.floor(value / 128))
			digits.unshift((value & 0x7f) | 0x80);
		out.push(...digits);
	}
	return der(TAG.oid, new Uint8Array(out));
}

/** Reads values one after another; every one is checked for its tag. @throws FormatError */
export class DerReader {
	readonly #bytes: Uint8Array;
	readonly #what: string;
	#at = 0;

	constructor(bytes: Uint8Array, what: string) {
		this.#bytes = bytes;
		this.#what = what;
	}

	get done(): boolean {
		return this.#at >= this.#bytes.length;
	}
	/** The tag of the next value; undefined at the end. */
	get next(): number | undefined {
		return this.#bytes[this.#at];
	}

	/** The content of the next value: a view. */
	read(tag: number): Uint8Array {
		const start = this.#at;
		const found = this.#byte();
		if (found !== tag) this.fail(`expected tag ${hex(tag)}, got ${hex(found)}`, start);
		const length = this.#length();
		if (this.#at + length > this.#bytes.length)
			this.fail(`expected ${length} bytes of content, got ${this.#bytes.length - this.#at}`);
		return this.#bytes.subarray(this.#at, (this.#at += length));
	}

	/** The next value with its tag and length: a view. */
	whole(tag: number): Uint8Array {
		const start = this.#at;
		this.read(tag);
		return this.#bytes.subarray(start, this.#at);
	}

	inside(tag: number): DerReader {
		return new DerReader(this.read(tag), this.#what);
	}

	/** A non-negative INTEGER as big-endian bytes without the sign byte: a view. */
	integer(): Uint8Array {
		const content = this.read(TAG.integer);
		if (content.length === 0) this.fail('an integer has at least one byte');
		if (content[0]! >= 0x80) this.fail('expected a number that is not negative');
		if (content.length > 1 && content[0] === 0 && content[1]! < 0x80)
			this.fail('an integer has a leading zero too many');
		return content[0] === 0 && content.length > 1 ? content.subarray(1) : content;
	}

	/** A BIT STRING of whole bytes: a view. */
	bits(): Uint8Array {
		const content = this.read(TAG.bitString);
		if (content[0] !== 0) this.fail('expected a bit string of whole bytes');
		return content.subarray(1);
	}

	/** @throws FormatError when something is left. */
	end(): void {
		if (!this.done) this.fail(`expected the end, got ${this.#bytes.length - this.#at} bytes more`);
	}

	fail(why: string, at = this.#at): never {
		throw new FormatError(this.#what, at, `${this.#what}: ${why} at byte ${at}`);
	}

	#byte(): number {
		const byte = this.#bytes[this.#at++];
		if (byte === undefined) this.fail('expected a value, got the end', this.#at - 1);
		return byte;
	}

	#length(): number {
		const first = this.#byte();
		if (first < 0x80) return first;
		const count = first & 0x7f;
		if (count === 0 || count > 3) this.fail('expected a definite length of at most 3 bytes');
		let length = 0;
		for (let i = 0; i < count; i++) length = length * 256 + this.#byte();
		if (length < 0x80 || length < 256 ** (count - 1)) this.fail('a length has more bytes than it needs');
		return length;
	}
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
