/**
 * AES-256-GCM by Node's own OpenSSL, without the way through WebCrypto's thread pool: a call of the endpoint is short.
 * Source: Node.js documentation, "Crypto", `createCipheriv`.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { TAG_LENGTH, type AesGcm } from '$lib/crypto/aes-gcm';
import { concat } from '$lib/domain/bytes';

const ALGORITHM = 'aes-256-gcm';

export const nodeAesGcm: AesGcm = {
	name: 'node',
	importKey(raw) {
		let key: Buffer | undefined = Buffer.from(raw);
		const held = (): Buffer => {
			if (!key) throw new Error('this AES key was wiped');
			return key;
		};
		return Promise.resolve({
			async seal(iv, plaintext, aad) {
				const cipher = createCipheriv(ALGORITHM, held(), iv).setAAD(aad);
				return concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
			},
			async open(iv, sealed, aad) {
				const raw = held();
				if (sealed.length < TAG_LENGTH || iv.length === 0) return undefined;
				const decipher = createDecipheriv(ALGORITHM, raw, iv, { authTagLength: TAG_LENGTH })
					.setAAD(aad)
					.setAuthTag(sealed.subarray(-TAG_LENGTH));
				const opened = decipher.update(sealed.subarray(0, -TAG_LENGTH));
				try {
					return concat(opened, decipher.final());
				} catch {
					return undefined;
				} finally {
					opened.fill(0);
				}
			},
			wipe() {
				key?.fill(0);
				key = undefined;
			}
		});
	}
};
