/**
 * A data key that a service goes on using for a period, one for each requester: fewer calls to KMS, and a disabled key
 * is noticed only when the period ends. SQS and SNS work so; S3 has its Bucket Keys.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, toHex } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { ResourceRecord, SealedUnder } from '$lib/domain/service';
import { newDataKey, openDataKey, type DataKey } from './data-keys';
import { hold, isHeld, recall } from './memory';
import { putNew } from './records';
import type { ServiceCall } from './service';
import type { Refusals } from './through-kms';

interface Of {
	readonly arn: string;
	readonly name: string;
}
export interface Reuse {
	readonly of: Of;
	/** As the queue or topic names it. */
	readonly keyId: string;
	readonly context: EncryptionContext;
	/** Milliseconds of world time. */
	readonly period: number;
	readonly refusals: Refusals;
}
type Body = { readonly of: string; readonly requester: string; readonly keyId: string };
type Record = ResourceRecord<Body>;

const NAME = 'reused data key';
const arnOf = (call: ServiceCall, of: Of, { blob }: SealedUnder): string =>
	`${of.arn}?data-key=${toHex(sha256(fromBase64(blob))).slice(0, 16)}&for=${call.acting.caller}`;

function remember(call: ServiceCall, reuse: Reuse, { key, sealed }: DataKey): void {
	const { of, period, keyId } = reuse;
	const memory = hold(call, key, { name: NAME, where: 'for this requester, for the reuse period', period });
	putNew<Body>(call, {
		...{ arn: arnOf(call, of, sealed), memory, sealed: [sealed] },
		type: 'reused-data-key',
		name: `data key of ${of.name}`,
		body: { of: of.arn, requester: call.acting.caller, keyId }
	});
}

/** The one in memory, or a new one; KMS is asked to open a new one, too, so that a spoilt one is never used. */
export async function dataKeyToSeal(call: ServiceCall, reuse: Reuse): Promise<DataKey> {
	const records = [...call.state().resources.values()] as unknown as readonly Record[];
	const held = records.find(
		({ type, body, memory }) =>
			type === 'reused-data-key' &&
			body.of === reuse.of.arn &&
			body.requester === call.acting.caller &&
			body.keyId === reuse.keyId &&
			isHeld(call, memory)
	);
	const key = held && recall(call, held.memory, NAME);
	const [sealed] = held?.sealed ?? [];
	if (key && sealed) return { key, sealed };
	const made = await newDataKey(call, reuse);
	(await openDataKey(call, made.sealed, reuse)).fill(0);
	remember(call, reuse, made);
	return made;
}

/** From the memory for this requester, else from KMS. */
export async function dataKeyToOpen(
	call: ServiceCall,
	reuse: Reuse,
	sealed: SealedUnder
): Promise<Uint8Array> {
	const held = call.state().resources.get(arnOf(call, reuse.of, sealed));
	const known = recall(call, held?.memory, NAME);
	if (known) return known;
	const key = await openDataKey(call, sealed, reuse);
	remember(call, reuse, { key, sealed });
	return key;
}
