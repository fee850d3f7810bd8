import { expect, test } from 'vitest';
import { sha256Hex } from '$lib/crypto/hash';
import { toBase64 } from '$lib/domain/bytes';
import { redact } from '$lib/world/canonical';

test('the log holds bytes up to 8 KiB; of more it has the hash and the length, of a secret always', () => {
	const bytes = (length: number) => new Uint8Array(length).fill(7);
	const named = (length: number) => ({ length, sha256: sha256Hex(bytes(length)) });
	expect(redact({ CiphertextBlob: bytes(8192), message: bytes(8193), Plaintext: bytes(1) })).toEqual({
		CiphertextBlob: toBase64(bytes(8192)),
		message: { $payload: named(8193) },
		Plaintext: { $secret: named(1) }
	});
});
