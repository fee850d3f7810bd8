/**
 * The operations a grant can list, and which of them fit which kind of key.
 * Source: API CreateGrant, GrantOperation (2026-11); KMS Developer Guide, "Key type reference".
 */
export const GRANT_OPERATIONS = [
	'CreateGrant',
	'Decapsulate',
	'Decrypt',
	'DeriveSharedSecret',
	'DescribeKey',
	'Encapsulate',
	'Encrypt',
	'GenerateDataKey',
	'GenerateDataKeyPair',
	'GenerateDataKeyPairWithoutPlaintext',
	'GenerateDataKeyWithoutPlaintext',
	'GenerateMac',
	'GetPublicKey',
	'ReEncryptFrom',
	'ReEncryptTo',
	'RetireGrant',
	'Sign',
	'Verify',
	'VerifyMac'
] as const;

const EVERY_KEY = ['CreateGrant', 'DescribeKey', 'RetireGrant'];
const ENCRYPTION = ['Decrypt', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo'];
const BY_USAGE: Readonly<Record<string, readonly string[]>> = {
	SYMMETRIC: [
		...ENCRYPTION,
		'GenerateDataKey',
		'GenerateDataKeyPair',
		'GenerateDataKeyPairWithoutPlaintext',
		'GenerateDataKeyWithoutPlaintext'
	],
	ENCRYPT_DECRYPT: [...ENCRYPTION, 'GetPublicKey'],
	SIGN_VERIFY: ['GetPublicKey', 'Sign', 'Verify'],
	GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
	KEY_AGREEMENT: ['DeriveSharedSecret', 'GetPublicKey'],
	ENCAPSULATE_DECAPSULATE: ['Decapsulate', 'Encapsulate', 'GetPublicKey']
};

/** What a grant on a key of this kind may list. */
export function grantOperationsFor(key: {
	readonly spec: string;
	readonly usage: string;
}): ReadonlySet<string> {
	const kind = key.spec === 'SYMMETRIC_DEFAULT' ? 'SYMMETRIC' : key.usage;
	return new Set([...EVERY_KEY, ...(BY_USAGE[kind] ?? [])]);
}
