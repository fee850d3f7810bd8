/** KMS's refusals as S3 hands them on. Source: S3 API Reference, "Error responses", list of error codes (2026). */
import { throughKms, type Refusals } from '../through-kms';

const REFUSALS: Refusals = {
	AccessDeniedException: { code: 'AccessDenied', status: 403 },
	DisabledException: { code: 'KMS.DisabledException', status: 400 },
	KMSInvalidStateException: { code: 'KMS.KMSInvalidStateException', status: 400 },
	NotFoundException: { code: 'KMS.NotFoundException', status: 400 },
	InvalidKeyUsageException: { code: 'KMS.InvalidKeyUsageException', status: 400 }
};

export const throughS3 = <T>(call: () => Promise<T>): Promise<T> => throughKms(REFUSALS, call);
