/** Whether a key is for what an operation does with it. */
import { KmsError } from '$lib/domain/errors';
import { specOf, usageOf, type KeyRecord } from '$lib/domain/key';
import type { KeyUsage } from '$lib/domain/key-spec';
import type { Call } from './call';

/** @throws KmsError InvalidKeyUsageException */
export function requireUsage(call: Pick<Call, 'operation'>, key: KeyRecord, usage: KeyUsage): void {
	if (usageOf(key) === usage) return;
	throw notValid(call, key, usage);
}

const notValid = (call: Pick<Call, 'operation'>, key: KeyRecord, expected: string): KmsError =>
	new KmsError(
		'InvalidKeyUsageException',
		`${key.arn} key usage is ${usageOf(key)} which is not valid for ${call.operation}.`,
		{
			check: 'validation',
			detail: `${call.operation} takes a key of usage ${expected}`,
			expected,
			got: `${usageOf(key)}, ${specOf(key)}`
		}
	);

/** Data keys are protected by symmetric keys only. @throws KmsError InvalidKeyUsageException */
export function requireSymmetricKey(call: Pick<Call, 'operation'>, key: KeyRecord): void {
	if (specOf(key) !== 'SYMMETRIC_DEFAULT') throw notValid(call, key, 'ENCRYPT_DECRYPT, SYMMETRIC_DEFAULT');
}
