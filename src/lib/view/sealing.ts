/** What a person wants sealed, checked before anything is called; each refusal says what was expected and what to do. */
import type { EncryptionContext } from '$lib/domain/encryption-context';
import { sizeOf } from './words';

/** KMS Encrypt takes at most this much plaintext with a symmetric key (API reference, Encrypt, 2026). */
export const DIRECT_LIMIT = 4096;
/** KMS Decrypt takes at most this much ciphertext (API reference, Decrypt, 2026). */
export const CIPHERTEXT_LIMIT = 6144;
/** Above this a file passes by in a stream; below it all of it is at hand, to be looked at byte by byte. */
export const IN_HAND = 1024 * 1024;
/** What is sent to KMS whole, or pasted, is held in memory, so there is an end to it. */
const FILE_LIMIT = 64 * 1024 * 1024;

const NAME_LETTERS = 32;
/** What a sealed text is called: its beginning, by whole words; an ellipsis says that there is more. */
export function nameFrom(text: string): string {
	const line = text.trim().replace(/\s+/g, ' ');
	if (line.length <= NAME_LETTERS) return line || 'empty note';
	const head = line.slice(0, NAME_LETTERS);
	const cut = head.lastIndexOf(' ');
	return `${(cut > NAME_LETTERS / 2 ? head.slice(0, cut) : head).trimEnd()}…`;
}

export function contextOf(
	pairs: readonly { key: string; value: string }[]
): EncryptionContext | { refusal: string } {
	const context: Record<string, string> = {};
	for (const { key, value } of pairs) {
		if (!key && !value) continue;
		if (!key) return { refusal: `The value “${value}” has no key. Give the pair a key, or remove it.` };
		if (key.startsWith('aws-crypto-'))
			return {
				refusal: `“${key}” begins with aws-crypto-, which the Encryption SDK keeps for itself. Choose another key.`
			};
		if (key in context) return { refusal: `The key “${key}” stands twice. A context has each key once.` };
		context[key] = value;
	}
	return context;
}

export async function bytesOfFile(file: File): Promise<Uint8Array | { refusal: string }> {
	if (file.size > FILE_LIMIT)
		return {
			refusal: `“${file.name}” is ${sizeOf(file.size)}, and Encrypt takes ${DIRECT_LIMIT.toLocaleString('en')} bytes. Choose the envelope: it has no limit.`
		};
	try {
		return new Uint8Array(await file.arrayBuffer());
	} catch {
		return {
			refusal: `“${file.name}” could not be read. It may have moved or be a folder; choose the file again.`
		};
	}
}

export const isRefusal = (value: object): value is { refusal: string } =>
	'refusal' in value && !ArrayBuffer.isView(value);

/** Sends bytes to the person as a file. */
export function offer(
	name: string,
	bytes: Uint8Array | Blob | string,
	type = 'application/octet-stream'
): void {
	const link = document.createElement('a');
	// A view over a SharedArrayBuffer cannot be in a Blob; ours never is one.
	link.href = URL.createObjectURL(new Blob([bytes as BlobPart], { type }));
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
