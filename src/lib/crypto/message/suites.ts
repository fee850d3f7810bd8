/**
 * The algorithm suites of the AWS Encryption SDK by number and name. This page writes 0x0478 and reads the two with
 * key commitment; the others are known by name only, to say what was refused.
 * Source: AWS Encryption SDK Developer Guide, "Algorithms reference".
 */
export const SUITE_COMMIT = 0x0478;
export const SUITE_COMMIT_SIGNED = 0x0578;

const NAMES: ReadonlyMap<number, string> = new Map([
	[0x0014, 'AES_128_GCM_IV12_TAG16_NO_KDF'],
	[0x0046, 'AES_192_GCM_IV12_TAG16_NO_KDF'],
	[0x0078, 'AES_256_GCM_IV12_TAG16_NO_KDF'],
	[0x0114, 'AES_128_GCM_IV12_TAG16_HKDF_SHA256'],
	[0x0146, 'AES_192_GCM_IV12_TAG16_HKDF_SHA256'],
	[0x0178, 'AES_256_GCM_IV12_TAG16_HKDF_SHA256'],
	[0x0214, 'AES_128_GCM_IV12_TAG16_HKDF_SHA256_ECDSA_P256'],
	[0x0346, 'AES_192_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384'],
	[0x0378, 'AES_256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384'],
	[SUITE_COMMIT, 'AES_256_GCM_HKDF_SHA512_COMMIT_KEY'],
	[SUITE_COMMIT_SIGNED, 'AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384']
]);

/** `0x0478 AES_256_GCM_HKDF_SHA512_COMMIT_KEY` */
export const suiteName = (suite: number): string =>
	`0x${suite.toString(16).padStart(4, '0')} ${NAMES.get(suite) ?? '(no suite has this number)'}`;

export const canRead = (suite: number): boolean => suite === SUITE_COMMIT || suite === SUITE_COMMIT_SIGNED;

export const READS = 'this page writes 0x0478 and reads 0x0478 and 0x0578';
