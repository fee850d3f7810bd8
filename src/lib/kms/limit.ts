/**
 * A quota that is full. Only the words of RotateKeyOnDemand were seen from AWS; these are ours, and
 * `facts/error-facts.ts` says so.
 */
import { KmsError } from '$lib/domain/errors';

/** `most`: how many of what, for what: "50 aliases for a key". */
export const limitReached = (most: string): KmsError =>
	new KmsError('LimitExceededException', `The limit of ${most} has been reached.`, {
		check: 'limit',
		detail: `at most ${most}`
	});
