/** The operations that count as use of a key. Source: API GetKeyLastUsage, KeyLastUsageData (2026-11). */
export const USING_OPERATIONS: ReadonlySet<string> = new Set([
	'Decapsulate',
	'Decrypt',
	'DeriveSharedSecret',
	'Encapsulate',
	'Encrypt',
	'GenerateDataKey',
	'GenerateDataKeyPair',
	'GenerateDataKeyPairWithoutPlaintext',
	'GenerateDataKeyWithoutPlaintext',
	'GenerateMac',
	'ReEncrypt',
	'Sign',
	'Verify',
	'VerifyMac'
]);
