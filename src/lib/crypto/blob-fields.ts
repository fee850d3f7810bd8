/** The KMS ciphertext blob, explained to whoever looks at its bytes. */
import { toHex } from '$lib/domain/bytes';
import { IV_LENGTH, TAG_LENGTH } from './aes-gcm';
import { ivOffset, parseBlob } from './blob';
import type { Field } from './field';

/** Every byte of a blob, explained. The layout is a model after observation, and says so. */
export function blobFields(bytes: Uint8Array): readonly Field[] {
	const blob = parseBlob(bytes);
	const start = blob.header.length;
	const iv = ivOffset(start, bytes.length - start);
	const parts: readonly (readonly [string, number, number, string])[] = [
		['Format version', 0, 2, 'Fixed in every sample of the present layout.'],
		['Origin', 2, 1, `Made by ${blob.source}.`],
		['Fixed bytes', 3, 2, 'The same in every sample; their meaning is not public.'],
		['Key material id', 5, 32, 'Names the key material that sealed this, so Decrypt needs no key id.'],
		['Fixed byte', 37, 1, 'The same in every sample.'],
		[
			'Derivation nonce',
			38,
			16,
			'Differs per call; with the key material it gives the key of this message (SP 800-108).'
		],
		['Length of the rest', 54, 4, 'Big-endian count of the bytes that follow.'],
		['PKCS #7 EncryptedData', 58, iv - 58, 'DER: EncryptedData holding data under AES-256-GCM.'],
		['GCM nonce', iv, IV_LENGTH, 'The 12-byte nonce of AES-256-GCM.'],
		[
			'Tag length and content head',
			iv + IV_LENGTH,
			start - iv - IV_LENGTH,
			'DER: a 16-byte tag; then the length of the content.'
		],
		[
			'Encrypted content',
			start,
			blob.body.length,
			'The plaintext and 11 bytes of inner wrapping, encrypted.'
		],
		[
			'Authentication tag',
			bytes.length - TAG_LENGTH,
			TAG_LENGTH,
			'Fails if any bit of blob or encryption context differs.'
		]
	];
	return parts.map(([name, offset, length, meaning]) => ({
		name,
		offset,
		length,
		value: toHex(bytes.subarray(offset, offset + length)),
		meaning,
		modelled: true
	}));
}
