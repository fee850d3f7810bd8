/**
 * The footer of signed messages (suite 0x0578): ECDSA on P-384 over every byte before it, SHA-384, DER form.
 * The public key travels in the encryption context as a compressed point in base64. Only read here, never written.
 * Source: AWS Encryption SDK Developer Guide, "Footer structure".
 */
import { sha384 } from '@noble/hashes/sha2.js';
import { fromBase64 } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import { PUBLIC_KEY_NAME } from './header';

export interface SignatureCheck {
	/** To be called with all bytes before the footer, in order. */
	update(bytes: Uint8Array): void;
	/** False too when key or signature is malformed. */
	fits(signature: Uint8Array): Promise<boolean>;
}

export function signatureCheck(context: EncryptionContext): SignatureCheck {
	const hash = sha384.create();
	return {
		update: (bytes) => void hash.update(bytes),
		async fits(signature) {
			const { p384 } = await import('@noble/curves/nist.js');
			try {
				const publicKey = fromBase64(context[PUBLIC_KEY_NAME] ?? '');
				return p384.verify(signature, hash.digest(), publicKey, {
					prehash: false,
					lowS: false,
					format: 'der'
				});
			} catch {
				return false;
			}
		}
	};
}
