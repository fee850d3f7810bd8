/**
 * SSE-C: the caller sends the key with each request; S3 forgets it and keeps a salted HMAC to know it again.
 * Source: S3 User Guide, "Using server-side encryption with customer-provided keys", and the change of April 2026.
 * Unverified: codes of a missing and of a wrong key.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, toBase64 } from '$lib/domain/bytes';
import { bytesOf } from '../input';
import { ServiceError, type ServiceCall } from '../service';
import type { Bucket, ObjectBody } from './records';

export const isSent = ({ input }: Pick<ServiceCall, 'input'>): boolean =>
	input['SSECustomerKey'] !== undefined;

function sentKey(call: ServiceCall): Uint8Array {
	const key = bytesOf(call, 'SSECustomerKey');
	if (key.length !== 32)
		throw new ServiceError('InvalidRequest', `SSECustomerKey: expected 32 bytes, got ${key.length}`, {
			check: 'validation'
		});
	return key;
}

export function newCustomerKey(call: ServiceCall, bucket: Bucket) {
	if (!bucket.body.customerKeys)
		throw new ServiceError('AccessDenied', 'Access Denied', {
			status: 403,
			detail:
				'SSE-C is blocked for this bucket, as for every new bucket since April 2026; PutBucketEncryption with BlockedEncryptionTypes NONE lets it in'
		});
	const dataKey = sentKey(call);
	const salt = call.random(16);
	return { dataKey, customerKey: { salt: toBase64(salt), mac: toBase64(hmac(sha256, salt, dataKey)) } };
}

export function knownCustomerKey(call: ServiceCall, { customerKey }: ObjectBody): Uint8Array {
	if (!isSent(call))
		throw new ServiceError(
			'InvalidRequest',
			'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
			{ detail: 'The key is not in S3: it must come with the request.' }
		);
	const key = sentKey(call);
	if (!customerKey || toBase64(hmac(sha256, fromBase64(customerKey.salt), key)) !== customerKey.mac)
		throw new ServiceError('AccessDenied', 'Access Denied', {
			status: 403,
			detail: 'It is not the key that the object was stored with: its salted HMAC is another.'
		});
	return key;
}
