/** Source: SNS API, errors of Publish (2026). */
import type { Refusals } from '../through-kms';

export const REFUSALS: Refusals = {
	AccessDeniedException: { code: 'KMSAccessDenied', status: 400 },
	DisabledException: { code: 'KMSDisabled', status: 400 },
	InvalidKeyUsageException: { code: 'KMSInvalidState', status: 400 },
	KMSInvalidStateException: { code: 'KMSInvalidState', status: 400 },
	NotFoundException: { code: 'KMSNotFound', status: 400 },
	ThrottlingException: { code: 'KMSThrottling', status: 400 }
};
