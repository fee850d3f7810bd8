/**
 * The encryption context in one canonical form: the additional authenticated data of every symmetric encryption.
 * AWS does not publish how KMS turns the map into bytes; this form is that of the AWS Encryption SDK message header:
 * a 2-byte count, then key and value in UTF-8, each with a 2-byte length, sorted by the bytes of the key.
 * An empty or absent context is no bytes at all, as in the Encryption SDK.
 * Sources: KMS Developer Guide, "Encryption context"; AWS Encryption SDK Developer Guide, "Message format reference".
 */
import { concat, uint16, utf8 } from './bytes';

export type EncryptionContext = Readonly<Record<string, string>>;

function compareBytes(a: Uint8Array, b: Uint8Array): number {
	for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
	return a.length - b.length;
}

function lengthPrefixed(bytes: Uint8Array): Uint8Array {
	if (bytes.length > 0xffff)
		throw new RangeError(`expected a context key or value of at most 65535 bytes, got ${bytes.length}`);
	return concat(uint16(bytes.length), bytes);
}

/** Equal maps give equal bytes whatever the order of their pairs; different maps give different bytes. */
export function canonicalContext(context: EncryptionContext = {}): Uint8Array {
	const pairs = Object.entries(context).map(([key, value]) => ({ key: utf8(key), value: utf8(value) }));
	if (pairs.length === 0) return new Uint8Array();
	pairs.sort((a, b) => compareBytes(a.key, b.key));
	return concat(
		uint16(pairs.length),
		...pairs.flatMap((pair) => [lengthPrefixed(pair.key), lengthPrefixed(pair.value)])
	);
}
