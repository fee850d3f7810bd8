/** Source: SQS API, errors of SendMessage and ReceiveMessage (2026). */
import type { Refusals } from '../through-kms';

export const REFUSALS: Refusals = {
	AccessDeniedException: { code: 'KmsAccessDenied', status: 400 },
	DisabledException: { code: 'KmsDisabled', status: 400 },
	InvalidKeyUsageException: { code: 'KmsInvalidKeyUsage', status: 400 },
	KMSInvalidStateException: { code: 'KmsInvalidState', status: 400 },
	NotFoundException: { code: 'KmsNotFound', status: 400 },
	ThrottlingException: { code: 'KmsThrottled', status: 400 }
};
