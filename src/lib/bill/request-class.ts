/**
 * Which price a request has: by its operation and, for cryptography, by the key it was about.
 * Source: AWS KMS pricing page, request lines; see `facts/prices`.
 */
import type { Json } from '$lib/domain/entry';
import { specOf, type KeyRecord } from '$lib/domain/key';
import type { RequestClass } from '$lib/facts/prices';

/** Cryptography with an asymmetric key; all else about it (DescribeKey, DisableKey) is an "other API call". */
const ASYMMETRIC_WORK: ReadonlySet<string> = new Set([
	'Encrypt',
	'Decrypt',
	'ReEncrypt',
	'Sign',
	'Verify',
	'GetPublicKey',
	'DeriveSharedSecret',
	'Encapsulate',
	'Decapsulate'
]);

export function requestClassOf(
	operation: string,
	input: Json,
	key: Pick<KeyRecord, 'spec'> | undefined
): RequestClass {
	if (operation.startsWith('GenerateDataKeyPair')) {
		const pair = input as { readonly KeyPairSpec?: unknown } | null;
		return String(pair?.KeyPairSpec).startsWith('RSA') ? 'rsa-key-pairs' : 'ecc-key-pairs';
	}
	if (operation === 'GenerateMac' || operation === 'VerifyMac') return 'hmac';
	const spec = key ? specOf(key) : 'SYMMETRIC_DEFAULT';
	if (!ASYMMETRIC_WORK.has(operation) || spec === 'SYMMETRIC_DEFAULT' || spec.startsWith('HMAC'))
		return 'symmetric';
	if (spec.startsWith('ML_')) return 'post-quantum';
	return spec === 'RSA_2048' ? 'rsa-2048' : 'asymmetric';
}
