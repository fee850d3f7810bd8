/**
 * S3 Bucket Keys: one data key of KMS for a bucket and a requester, held for a while; objects' keys are wrapped by it
 * without a call to KMS.
 * Source: S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys" (2026).
 * Differs from AWS: how long S3 holds the key is not published; here an hour.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, toBase64, toHex } from '$lib/domain/bytes';
import type { KeyArn, KeyMaterialId } from '$lib/domain/ids';
import type { SealedUnder } from '$lib/domain/service';
import type { ServiceCall } from '../service';
import { bucketArn, type Bucket, type BucketKey } from './records';
import { throughS3 } from './refusal';

export const BUCKET_KEY_PERIOD = 3_600_000;

export interface BucketLevelKey {
	readonly key: Uint8Array;
	readonly sealed: SealedUnder;
}

const recordArn = (call: ServiceCall, bucket: string, blob: string): string =>
	`${bucketArn(bucket)}?bucket-key=${toHex(sha256(fromBase64(blob))).slice(0, 16)}&for=${call.acting.caller}`;

const isHeld = (call: ServiceCall, one: BucketKey): boolean =>
	one.memory?.until !== undefined &&
	call.time < one.memory.until &&
	one.body.requester === call.acting.caller;

function hold(call: ServiceCall, bucket: Bucket, sealed: SealedUnder, key: Uint8Array): void {
	const { account, region } = bucket;
	call.put({
		...{ account, region },
		arn: recordArn(call, bucket.name, sealed.blob),
		service: 's3',
		type: 'bucket-key',
		name: `bucket-level key of ${bucket.name}`,
		at: call.time,
		sealed: [sealed],
		memory: { wrapped: call.remember(key), until: call.time + BUCKET_KEY_PERIOD },
		body: { bucket: bucket.name, requester: call.acting.caller }
	});
	call.trace.add({
		kind: 'service-hold',
		what: call.trace.thing(key, 'data-key', { name: 'bucket-level key' }),
		where: 'for this bucket and requester'
	});
}

function recall(call: ServiceCall, one: BucketKey): BucketLevelKey {
	const [sealed] = one.sealed;
	if (!sealed || !one.memory) throw new Error('expected a bucket-level key that S3 holds');
	const key = call.recall(one.memory.wrapped);
	call.trace.add({
		kind: 'service-hold',
		what: call.trace.thing(key, 'data-key', { name: 'bucket-level key' }),
		where: 'no call to KMS'
	});
	return { key, sealed };
}

/** The one S3 holds under this KMS key, or a new one. */
export async function bucketKeyToSeal(
	call: ServiceCall,
	bucket: Bucket,
	keyId: string
): Promise<BucketLevelKey> {
	const context = { 'aws:s3:arn': bucket.arn };
	const held = [...call.state().resources.values()].find((one) => {
		const record = one as unknown as BucketKey;
		return (
			one.type === 'bucket-key' &&
			record.body.bucket === bucket.name &&
			isHeld(call, record) &&
			isNamed(call, one.sealed[0]?.keyArn, keyId)
		);
	});
	if (held) return recall(call, held as unknown as BucketKey);
	const made = await throughS3(() =>
		call.kms.call(
			'GenerateDataKey',
			{ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: context },
			call.forCaller()
		)
	);
	const sealed: SealedUnder = {
		keyArn: made.KeyId as KeyArn,
		materialId: call.materialOf(made.CiphertextBlob) as KeyMaterialId,
		blob: toBase64(made.CiphertextBlob),
		context
	};
	hold(call, bucket, sealed, made.Plaintext);
	return { key: made.Plaintext.slice(), sealed };
}

/** Whether an id, an ARN or an alias names the key. */
function isNamed(call: ServiceCall, arn: string | undefined, keyId: string): boolean {
	if (arn === undefined) return false;
	if (arn === keyId || arn.endsWith(`/${keyId}`)) return true;
	const { aliases } = call.state();
	return [...aliases.values()].some(
		(alias) => alias.targetArn === arn && (alias.name === keyId || alias.arn === keyId)
	);
}

/** The one that wrapped an object's key: from S3's memory, else opened by KMS and held. */
export async function bucketKeyToOpen(
	call: ServiceCall,
	bucket: Bucket,
	sealed: SealedUnder
): Promise<Uint8Array> {
	const record = call.state().resources.get(recordArn(call, bucket.name, sealed.blob)) as unknown as
		BucketKey | undefined;
	if (record && isHeld(call, record)) return recall(call, record).key;
	const opened = await throughS3(() =>
		call.kms.call(
			'Decrypt',
			{
				KeyId: sealed.keyArn,
				CiphertextBlob: fromBase64(sealed.blob),
				EncryptionContext: sealed.context
			},
			call.forCaller()
		)
	);
	hold(call, bucket, sealed, opened.Plaintext);
	return opened.Plaintext.slice();
}
