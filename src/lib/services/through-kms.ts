/**
 * KMS's refusals as a service hands them on: each has codes of its own for the same few reasons. A table a service;
 * what is not in it is handed on as KMS said it.
 */
import { isKmsError, type KmsErrorCode } from '$lib/domain/errors';
import type { ServiceErrorCode } from '$lib/domain/service';
import { ServiceError } from './service';

export interface Refusal {
	readonly code: ServiceErrorCode;
	readonly status: number;
	/** Instead of KMS's own words. */
	readonly message?: string;
}
export type Refusals = Partial<Readonly<Record<KmsErrorCode, Refusal>>>;

/** @throws ServiceError in the service's words where KMS refused. */
export async function throughKms<T>(refusals: Refusals, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!isKmsError(error)) throw error;
		const known = refusals[error.code];
		if (!known) throw error;
		const { detail, check } = error.toRecord().why;
		throw new ServiceError(known.code, known.message ?? error.message, {
			status: known.status,
			detail: known.message === undefined ? detail : error.message,
			...{ check, cause: error }
		});
	}
}
