/**
 * AES-256-GCM as the HSM and the message format use it: 12-byte IV, 16-byte tag behind the ciphertext. The platform's
 * own crypto.subtle where there is one (secure contexts), else @noble/ciphers, which is slower and gives the same
 * bytes. Source: NIST SP 800-38D.
 */
export const TAG_LENGTH = 16;
export const IV_LENGTH = 12;

export interface AesGcmKey {
	/** Gives ciphertext ‖ tag. The input is read before the call returns. */
	seal(iv: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Promise<Uint8Array>;
	/** Undefined when the tag does not fit. */
	open(iv: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Promise<Uint8Array | undefined>;
	/** Forgets the key where bytes of it are held; later calls fail. */
	wipe(): void;
}

export interface AesGcm {
	readonly name: 'subtle' | 'noble' | 'node';
	/** Keeps no view of `raw`: the caller may wipe it. */
	importKey(raw: Uint8Array): Promise<AesGcmKey>;
}

export const subtleAesGcm = (subtle: SubtleCrypto): AesGcm => ({
	name: 'subtle',
	async importKey(raw) {
		const imported = await subtle.importKey('raw', raw as BufferSource, 'AES-GCM', false, [
			'encrypt',
			'decrypt'
		]);
		let key: CryptoKey | undefined = imported;
		const held = (): CryptoKey => key ?? fail();
		const algorithm = (iv: Uint8Array, aad: Uint8Array): AesGcmParams => ({
			name: 'AES-GCM',
			iv: iv as BufferSource,
			additionalData: aad as BufferSource
		});
		return {
			seal: async (iv, plaintext, aad) =>
				new Uint8Array(await subtle.encrypt(algorithm(iv, aad), held(), plaintext as BufferSource)),
			async open(iv, sealed, aad) {
				try {
					return new Uint8Array(await subtle.decrypt(algorithm(iv, aad), held(), sealed as BufferSource));
				} catch (error) {
					if (error instanceof Error && error.name === 'OperationError') return undefined;
					throw error;
				}
			},
			wipe: () => (key = undefined)
		};
	}
});

export const nobleAesGcm: AesGcm = {
	name: 'noble',
	async importKey(raw) {
		// Fetched only where crypto.subtle is missing.
		const { gcm } = await import('@noble/ciphers/aes.js');
		const key = raw.slice();
		let wiped = false;
		return {
			seal: async (iv, plaintext, aad) => (wiped ? fail() : gcm(key, iv, aad).encrypt(plaintext)),
			async open(iv, sealed, aad) {
				if (wiped) fail();
				try {
					return gcm(key, iv, aad).decrypt(sealed);
				} catch {
					return undefined;
				}
			},
			wipe() {
				wiped = true;
				key.fill(0);
			}
		};
	}
};

function fail(): never {
	throw new Error('this AES key was wiped');
}

/** What this browser has. */
export const defaultAesGcm = (): AesGcm =>
	globalThis.crypto?.subtle ? subtleAesGcm(globalThis.crypto.subtle) : nobleAesGcm;
