/**
 * XTS-AES, the mode for disks: each block stays where it is and as long as it is.
 * Source: IEEE Std 1619-2007, "XTS-AES"; NIST SP 800-38E. Composed from noble's AES-ECB.
 *
 * 1. The key has two halves. The second encrypts the number of the data unit: the tweak.
 * 2. Each 16 bytes: tweak ⊕ AES(first half, bytes ⊕ tweak). Then the tweak is multiplied by x in GF(2^128).
 * 3. A last part shorter than 16 bytes steals ciphertext from the one before it.
 *
 * There is no tag: a changed byte is not noticed, it only decrypts to noise.
 */
import { ecb } from '@noble/ciphers/aes.js';
import { concat } from '$lib/domain/bytes';

const BLOCK = 16;

/** `tweak`: the number of the data unit, little-endian, at most 16 bytes. `key`: 32, 48 or 64 bytes. */
export interface XtsUnit {
	readonly key: Uint8Array;
	readonly tweak: Uint8Array;
}

/** As the standard writes the number of a data unit. */
export function unitNumber(number: number): Uint8Array {
	const tweak = new Uint8Array(BLOCK);
	new DataView(tweak.buffer).setUint32(0, number, true);
	return tweak;
}

/** @throws RangeError for a key that has no halves, fewer than 16 bytes, or a tweak over 16 */
export const xtsEncrypt = (unit: XtsUnit, plaintext: Uint8Array): Uint8Array =>
	transform(unit, plaintext, 'encrypt');
export const xtsDecrypt = (unit: XtsUnit, ciphertext: Uint8Array): Uint8Array =>
	transform(unit, ciphertext, 'decrypt');

function transform({ key, tweak }: XtsUnit, input: Uint8Array, way: 'encrypt' | 'decrypt'): Uint8Array {
	if (![32, 48, 64].includes(key.length))
		throw new RangeError(`expected a key of 32, 48 or 64 bytes, got ${key.length}`);
	if (input.length < BLOCK) throw new RangeError(`expected at least 16 bytes, got ${input.length}`);
	if (tweak.length > BLOCK) throw new RangeError(`expected a tweak of at most 16 bytes, got ${tweak.length}`);
	const tweaks = tweaksOf(key.subarray(key.length / 2), tweak, Math.ceil(input.length / BLOCK));
	// A cipher of noble's works once.
	const data = (bytes: Uint8Array, mask: Uint8Array): Uint8Array => {
		const aes = ecb(key.subarray(0, key.length / 2), { disablePadding: true });
		return xor(way === 'encrypt' ? aes.encrypt(xor(bytes, mask)) : aes.decrypt(xor(bytes, mask)), mask);
	};
	const rest = input.length % BLOCK;
	const whole = rest === 0 ? tweaks.length : tweaks.length - 2;
	const output = new Uint8Array(input.length);
	if (whole > 0) output.set(data(input.subarray(0, whole * BLOCK), concat(...tweaks.slice(0, whole))));
	if (rest === 0) return output;
	// Ciphertext stealing, 5.3.2 and 5.4.2: decryption needs the last two tweaks the other way round.
	const [first, second] = way === 'encrypt' ? [whole, whole + 1] : [whole + 1, whole];
	const stolen = data(at(input, whole), tweaks[first]!);
	const tail = input.subarray((whole + 1) * BLOCK);
	const joined = new Uint8Array(stolen);
	joined.set(tail);
	output.set(data(joined, tweaks[second]!), whole * BLOCK);
	output.set(stolen.subarray(0, rest), (whole + 1) * BLOCK);
	return output;
}

const at = (bytes: Uint8Array, index: number): Uint8Array =>
	bytes.subarray(index * BLOCK, (index + 1) * BLOCK);
const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, i) => byte ^ b[i]!);

function tweaksOf(key: Uint8Array, number: Uint8Array, count: number): readonly Uint8Array[] {
	const unit = new Uint8Array(BLOCK);
	unit.set(number);
	const tweaks: Uint8Array[] = [ecb(key, { disablePadding: true }).encrypt(unit)];
	while (tweaks.length < count) tweaks.push(timesX(tweaks.at(-1)!));
	return tweaks;
}

/** Multiplication by x modulo x^128 + x^7 + x^2 + x + 1; the first byte is the least. */
function timesX(value: Uint8Array): Uint8Array {
	const out = value.map((byte, i) => ((byte << 1) | (i === 0 ? 0 : value[i - 1]! >> 7)) & 0xff);
	if (value[BLOCK - 1]! & 0x80) out[0]! ^= 0x87;
	return out;
}
