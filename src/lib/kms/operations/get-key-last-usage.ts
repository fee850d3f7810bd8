/**
 * GetKeyLastUsage: the last successful cryptographic operation. Source: API GetKeyLastUsage (2026).
 * Differs from AWS: at once and exact, where AWS is behind; tracking began with the key; the ids name the entry of the log.
 */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { seconds } from '../metadata';

export function getKeyLastUsage(call: Call, input: Input<'GetKeyLastUsage'>): Output<'GetKeyLastUsage'> {
	const key = call.useKey(input.KeyId);
	const last = call.lastUsage(key);
	return {
		KeyId: key.arn,
		...(last && {
			KeyLastUsage: {
				Operation: last.operation,
				Timestamp: seconds(last.at),
				CloudTrailEventId: uuidOf(last.entryId.slice(0, 32)),
				KmsRequestId: uuidOf(last.entryId.slice(32))
			}
		}),
		TrackingStartDate: seconds(key.createdAt),
		KeyCreationDate: seconds(key.createdAt)
	};
}

/** 32 hex digits, with the dashes of a UUID. */
const uuidOf = (hex: string): string =>
	[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
