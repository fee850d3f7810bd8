/**
 * Things that their service gives up when their KMS key cannot be used: how each is called then, and when it is over.
 * Sources: RDS User Guide, "Encrypting Amazon RDS resources" (2023); DynamoDB API, SSEDescription and ArchivalSummary
 * (2026). Differs from AWS: how often a service looks is not published; `every` is ours.
 */
import { DAY } from '$lib/domain/key';

const MINUTE = 60_000;

export interface KeyWatchRule {
	/** The service looks at whole multiples of this, in world time, and never while it holds the data key. */
	readonly every: number;
	/** Names the thing in a sentence. */
	readonly thing: string;
	readonly lost: string;
	/** After so long in `lost`, whatever the key does. */
	readonly overAfter: number;
	readonly over: string;
	/** What it is again by itself when the key is; absent: somebody must start it. */
	readonly well?: string;
}

/** World time of the service's next look after `from`; not while it holds the data key. */
export function nextLook(
	{ every }: KeyWatchRule,
	memory: { readonly until?: number } | undefined,
	from: number
): number {
	const until = Math.max(from, memory?.until ?? 0);
	return Math.floor(until / every) * every + every;
}

/** By service and type of the resource. */
export const KEY_WATCHES: Readonly<Record<string, KeyWatchRule>> = {
	'rds instance': {
		every: 30 * MINUTE,
		thing: 'instance',
		lost: 'inaccessible-encryption-credentials-recoverable',
		overAfter: 7 * DAY,
		over: 'inaccessible-encryption-credentials'
	},
	'dynamodb table': {
		every: 5 * MINUTE,
		thing: 'table',
		lost: 'INACCESSIBLE_ENCRYPTION_CREDENTIALS',
		overAfter: 7 * DAY,
		over: 'ARCHIVED',
		well: 'ACTIVE'
	}
};
