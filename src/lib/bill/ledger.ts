/**
 * What is billed, read from the log: how long each key was charged, when it was rotated, and each request with who pays
 * it. Nothing is priced here.
 * Source: AWS KMS pricing page (see `facts/prices`): the owner pays the key, whoever calls pays the request; pending
 * deletion is not charged, and charged as if never scheduled when it is cancelled.
 */
import type { Entry, WorldEvent } from '$lib/domain/entry';
import { accountOfPrincipal, type AccountId, type KeyArn, type Region } from '$lib/domain/ids';
import type { KeyRecord } from '$lib/domain/key';
import type { ApiCall } from '$lib/domain/service';
import type { RequestClass } from '$lib/facts/prices';
import { callsOf } from '$lib/world/api-calls';
import { requestClassOf } from './request-class';

/** A moment of the log that a line of the bill comes from. */
export interface Moment {
	/** World time. */
	readonly at: number;
	readonly entryId: string;
	readonly what: string;
}

export interface KeyAccount {
	readonly key: KeyRecord;
	readonly created: Moment;
	/** When charging ended: deletion was scheduled, and not cancelled so far. */
	readonly ended?: Moment;
	readonly rotations: readonly Moment[];
}

export interface Request {
	readonly at: number;
	readonly entryId: string;
	readonly operation: string;
	readonly region: Region;
	readonly payer: AccountId;
	readonly class: RequestClass;
	readonly keyArn?: KeyArn;
	/** Under an AWS managed key: charged like any other, but some services pay it themselves. */
	readonly managed?: true;
	/** CloudTrail's own use, when it writes its log files. */
	readonly freeOfCharge?: true;
	readonly refused?: true;
}

/** A request to S3 that a bucket-level key answered, without KMS. */
export interface Spared {
	readonly at: number;
	readonly entryId: string;
	readonly payer: AccountId;
}

export interface Ledger {
	readonly keys: readonly KeyAccount[];
	readonly requests: readonly Request[];
	readonly spared: readonly Spared[];
}

type Open = { -readonly [M in keyof KeyAccount]: KeyAccount[M] } & { rotations: Moment[] };

const KMS = 'kms.amazonaws.com';
const PENDING: ReadonlySet<string> = new Set(['PendingDeletion', 'PendingReplicaDeletion']);

export function readLedger(entries: Iterable<Entry>): Ledger {
	const keys = new Map<KeyArn, Open>();
	const requests: Request[] = [];
	const spared: Spared[] = [];
	for (const entry of entries) {
		// A key made within the entry (an AWS managed key's first use) is known before its calls are read.
		for (const event of entry.events) note(keys, entry, event);
		let asked = 0;
		for (const call of callsOf(entry)) {
			if (call.source !== KMS) continue;
			asked += 1;
			if (!isThrottled(call)) requests.push(requestOf(entry, call, keys));
		}
		if (
			asked === 0 &&
			entry.command.service === 's3' &&
			entry.trace.some((step) => step.kind === 'service-hold')
		)
			spared.push({ at: entry.at, entryId: entry.id, payer: entry.command.account as AccountId });
	}
	return { keys: [...keys.values()], requests, spared };
}

const isThrottled = ({ outcome }: ApiCall): boolean =>
	!outcome.ok && outcome.error.code === 'ThrottlingException';

function note(keys: Map<KeyArn, Open>, entry: Entry, event: WorldEvent): void {
	const moment = (at: number, what: string): Moment => ({ at, entryId: entry.id, what });
	switch (event.type) {
		case 'key.created': {
			const { key } = event;
			const what = key.manager === 'AWS' ? 'first use' : 'CreateKey';
			keys.set(key.arn, { key, created: moment(key.createdAt, what), rotations: [] });
			return;
		}
		case 'key.rotated': {
			const { rotation } = event.generation;
			const what = rotation?.type === 'ON_DEMAND' ? 'RotateKeyOnDemand' : 'automatic rotation';
			keys.get(event.arn)?.rotations.push(moment(rotation?.at ?? entry.at, what));
			return;
		}
		case 'key.stateChanged': {
			const open = keys.get(event.arn);
			if (!open) return;
			if (!PENDING.has(event.state)) delete open.ended;
			else open.ended ??= moment(entry.at, 'ScheduleKeyDeletion');
			return;
		}
		default:
	}
}

function requestOf(entry: Entry, call: ApiCall, keys: ReadonlyMap<KeyArn, Open>): Request {
	const keyArn = keyOf(entry, call);
	const key = keyArn && keys.get(keyArn)?.key;
	const { caller, account, operation, region, outcome } = call;
	return {
		at: entry.at,
		entryId: entry.id,
		...{ operation, region },
		payer: accountOfPrincipal(caller) ?? account,
		class: requestClassOf(operation, call.input, key),
		...(keyArn && { keyArn }),
		...(key?.manager === 'AWS' && { managed: true }),
		...(String(caller) === 'cloudtrail.amazonaws.com' && { freeOfCharge: true }),
		...(!outcome.ok && { refused: true })
	};
}

/** The key that the call was about, as KMS found it. */
function keyOf({ trace }: Entry, { steps: [from, to] }: ApiCall): KeyArn | undefined {
	for (let i = from; i < to; i++) {
		const step = trace[i];
		if (step?.kind === 'resolve' && step.keyArn) return step.keyArn;
		if (step?.kind === 'authorize' && step.keyArn) return step.keyArn;
	}
	return undefined;
}
