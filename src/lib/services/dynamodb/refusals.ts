/** Unverified: how DynamoDB words each refusal of KMS; these names are used for lack of published ones. */
import type { Refusals } from '../through-kms';

export const REFUSALS: Refusals = {
	AccessDeniedException: { code: 'KMSAccessDeniedException', status: 400 },
	DisabledException: { code: 'ValidationException', status: 400 },
	KMSInvalidStateException: { code: 'ValidationException', status: 400 },
	NotFoundException: { code: 'ValidationException', status: 400 },
	InvalidKeyUsageException: { code: 'ValidationException', status: 400 }
};
