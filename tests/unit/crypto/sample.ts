/** One sealed data key, with everything needed to open it. */
import type { KeyId, KeyMaterialId } from '$lib/domain/ids';
import { utf8 } from '$lib/domain/bytes';
import type { BlobSource } from '$lib/crypto/blob';
import { createGenerator } from '$lib/crypto/generator';
import { defaultAesGcm } from '$lib/crypto/aes-gcm';
import { sealSymmetric } from '$lib/crypto/symmetric';

export const bytes = (length: number, start = 0): Uint8Array =>
	Uint8Array.from({ length }, (_, i) => (start + 7 * i) & 0xff);

export const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab' as KeyId;
export const OTHER_KEY = '0987dcba-09fe-87dc-65ba-ab0987654321' as KeyId;
export const MATERIAL_ID = 'c5'.repeat(32) as KeyMaterialId;
export const bound = { keyId: KEY, materialId: MATERIAL_ID, material: bytes(32, 1), gcm: defaultAesGcm() };
export const aad = utf8('a context');

export const seal = (plaintext: Uint8Array, source: BlobSource = 'Encrypt'): Promise<Uint8Array> =>
	sealSymmetric({ ...bound, source, plaintext, aad, random: createGenerator(bytes(32, 99)) });
