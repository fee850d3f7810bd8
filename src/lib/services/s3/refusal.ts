/** KMS's refusals as S3 hands them on. Source: error codes that AWS lists for S3 clients; see README for what is unverified. */
import { throughKms, type Refusals } from '../through-kms';

const REFUSALS: Refusals = {
	AccessDeniedException: { code: 'AccessDenied', status: 403 },
	DisabledException: { code: 'KMS.DisabledException', status: 400 },
	KMSInvalidStateException: { code: 'KMS.KMSInvalidStateException', status: 400 },
	NotFoundException: { code: 'KMS.NotFoundException', status: 400 }
};

export const throughS3 = <T>(call: () => Promise<T>): Promise<T> => throughKms(REFUSALS, call);
