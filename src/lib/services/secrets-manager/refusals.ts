/** Source: Secrets Manager API, errors of PutSecretValue and GetSecretValue. That of a missing permission: unverified. */
import type { Refusals } from '../through-kms';

const ENCRYPTION = {
	code: 'EncryptionFailure',
	status: 400,
	message:
		"Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state."
} as const;
const DECRYPTION = {
	code: 'DecryptionFailure',
	status: 400,
	message: "Secrets Manager can't decrypt the protected secret text using the provided KMS key."
} as const;
const AccessDeniedException = {
	code: 'AccessDeniedException',
	status: 400,
	message: 'Access to KMS is not allowed'
} as const;

export const ON_WRITE: Refusals = {
	AccessDeniedException,
	DisabledException: ENCRYPTION,
	KMSInvalidStateException: ENCRYPTION,
	NotFoundException: ENCRYPTION,
	InvalidKeyUsageException: ENCRYPTION
};
export const ON_READ: Refusals = {
	AccessDeniedException,
	DisabledException: DECRYPTION,
	KMSInvalidStateException: DECRYPTION,
	NotFoundException: DECRYPTION
};
