/** Encodings of bytes. All return new values; none keeps a view of its input. */
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export const utf8 = (text: string): Uint8Array => encoder.encode(text);
/** @throws TypeError when the bytes are not UTF-8. */
export const fromUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes);

/** What newer browsers do by themselves, many times as fast. */
const own: Partial<Pick<Uint8Array, 'toHex' | 'toBase64'>> = Uint8Array.prototype;

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
export function toHex(bytes: Uint8Array): string {
	if (own.toHex) return own.toHex.call(bytes);
	let text = '';
	for (const byte of bytes) text += HEX[byte];
	return text;
}
/** @throws TypeError that says where the text stops being hex. */
export function fromHex(text: string): Uint8Array {
	if (text.length % 2) throw new TypeError(`expected an even number of hex digits, got ${text.length}`);
	const bytes = new Uint8Array(text.length / 2);
	for (let i = 0; i < bytes.length; i++) {
		const value = digit(text.charCodeAt(2 * i)) * 16 + digit(text.charCodeAt(2 * i + 1));
		if (Number.isNaN(value))
			throw new TypeError(`expected hex at character ${2 * i}, got "${text.slice(2 * i, 2 * i + 2)}"`);
		bytes[i] = value;
	}
	return bytes;
}
/** What a hex digit is worth; NaN for any other character. */
function digit(code: number): number {
	if (code >= 48 && code <= 57) return code - 48;
	const lower = code | 32;
	return lower >= 97 && lower <= 102 ? lower - 87 : NaN;
}

export function toBase64(bytes: Uint8Array): string {
	if (own.toBase64) return own.toBase64.call(bytes);
	let text = '';
	for (let i = 0; i < bytes.length; i += 0x8000) {
		const part = bytes.subarray(i, i + 0x8000) as unknown as number[];
		text += String.fromCharCode.apply(undefined, part);
	}
	return btoa(text);
}
/** Strict base64 with padding; white space is skipped. @throws TypeError that says what was expected. */
export function fromBase64(text: string): Uint8Array {
	const compact = text.replace(/\s+/g, '');
	if (compact.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact))
		throw new TypeError('expected base64: letters, digits, + and /, padded with = to a multiple of four');
	const binary = atob(compact);
	const bytes = new Uint8Array(binary.length);
	for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
	return bytes;
}

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => joined(parts);

/** As `concat`, for more parts than a call can have arguments. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
	const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		out.set(part, at);
		at += part.length;
	}
	return out;
}

/** Compares in time that depends on the lengths only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
	if (a.length !== b.length) return false;
	let difference = 0;
	for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
	return difference === 0;
}

export const uint16 = (value: number): Uint8Array => new Uint8Array([value >>> 8, value]);
export const uint32 = (value: number): Uint8Array =>
	new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]);
