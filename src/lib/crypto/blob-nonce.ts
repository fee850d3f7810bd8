/** Where a KMS ciphertext blob has its nonce: all that is asked of one that was made just now. */
const OFFSET = 38;
export const NONCE_LENGTH = 16;

/** 16 bytes: input of the key derivation. A copy; nothing is checked. */
export const nonceOf = (blob: Uint8Array): Uint8Array => blob.slice(OFFSET, OFFSET + NONCE_LENGTH);
