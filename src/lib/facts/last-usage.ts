/** The operations that count as use of a key. Source: API GetKeyLastUsage, KeyLastUsageData (2026-11). */
import type { OperationName } from '$lib/domain/operations';

export const USES = [
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
] as const satisfies readonly OperationName[];

export const USING_OPERATIONS: ReadonlySet<string> = new Set(USES);
