/** What bytes are, told by their beginning, and their fields: a message, a KMS ciphertext, or neither. */
import type { Field } from '$lib/crypto/field';
import { blobFields } from '$lib/crypto/blob-fields';
import { messageFields } from '$lib/crypto/message/fields';

export type Format = 'message' | 'ciphertext';
/** Ends "Expected …". */
export const FORMATS =
	'an AWS Encryption SDK message (its first byte is 02) or a KMS ciphertext (it begins 01 02)';

/**
 * Messages of the AWS Encryption SDK begin with version 2, or with version 1 and type 0x80 (public message format); KMS
 * ciphertexts as observed with 01 02. It promises nothing of the bytes that follow.
 */
export function formatOf([first, second]: Uint8Array): Format | undefined {
	if (first === 2 || (first === 1 && second === 0x80)) return 'message';
	return first === 1 && second === 2 ? 'ciphertext' : undefined;
}

export interface Decoded {
	readonly fields: readonly Field[];
	readonly format?: string;
	/** A sentence: why there are no fields, though the beginning fits. */
	readonly trouble?: string;
}

/** The fields of what the bytes are; none for what is neither. */
export function decode(bytes: Uint8Array): Decoded {
	switch (formatOf(bytes)) {
		case 'message':
			return { format: 'AWS Encryption SDK message', fields: messageFields(bytes) };
		case 'ciphertext':
			try {
				return { format: 'KMS ciphertext, modelled after observation', fields: blobFields(bytes) };
			} catch (error) {
				return {
					fields: [],
					trouble: `Not a KMS ciphertext: ${error instanceof Error ? error.message : String(error)}.`
				};
			}
		case undefined:
			return { fields: [], trouble: `Neither format: expected ${FORMATS}.` };
	}
}

/** As `decode`, where a beginning may fit by chance: fields only of what is read to its end. */
export function decodeWhole(bytes: Uint8Array): Decoded {
	const { fields, format } = decode(bytes);
	const read = fields.every(({ name }) => name !== 'unread');
	return read && format !== undefined ? { fields, format } : { fields: [] };
}
