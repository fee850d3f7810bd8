import { fromBase64, fromUtf8, toBase64 } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { KeyArn, KeyMaterialId } from '$lib/domain/ids';
import type { SealedUnder } from '$lib/domain/service';
import { wipe } from '$lib/crypto/wipe';
import { AES_256_GCM, IV_LENGTH, sealBytes } from '../cipher';
import { bytesOf, flagOf, optionalText, textOf } from '../input';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { bucketKeyToSeal } from './bucket-key';
import { isSent, newCustomerKey } from './customer-key';
import { materialOf } from './sealed-before';
import { findBucket, objectArn, type Bucket, type Encryption, type ObjectBody } from './records';
import { throughS3 } from './refusal';

export const putObject: ServiceOperation = async (call) => {
	const { trace } = call;
	const bucket = findBucket(call, textOf(call, 'Bucket'));
	const key = textOf(call, 'Key');
	const body = bytesOf(call, 'Body');
	const sent = trace.thing(body, materialOf(call, body));
	trace.add({ kind: 'request', from: 'caller', to: 'service', operation: 'PutObject', carries: [sent] });
	const arn = objectArn(bucket.name, key);
	const { account, region, body: settings } = bucket;
	call.permit({ action: 's3:PutObject', resourceArn: arn, owner: account, policy: settings.policy });
	const how = encryptionOf(call, bucket);
	const sealing = await KEYS[how.encryption](call, { bucket, arn, ...how });
	let sealed = layer(call, sealing.dataKey, body, sealing.outer ? 'inner layer' : 'encrypted object');
	if (sealing.outer) sealed = layer(call, sealing.outer, sealed, 'encrypted object');
	const lying = trace.thing(sealed, 'ciphertext', { name: 'encrypted object', label: key });
	trace.add({ kind: 'store', thing: lying, name: key });
	wipe(sealing.dataKey);
	call.put({
		...{ arn, account, region },
		name: key,
		service: 's3',
		type: 'object',
		at: call.time,
		sealed: sealing.sealed ?? [],
		body: {
			...{ bucket: bucket.name, key, encryption: how.encryption },
			ciphertext: toBase64(sealed),
			...sealing.kept
		}
	});
	trace.add({ kind: 'answer', from: 'service', to: 'caller', operation: 'PutObject', carries: [] });
	return {
		...(how.encryption === 'SSE-C'
			? { SSECustomerAlgorithm: 'AES256' }
			: { ServerSideEncryption: how.encryption }),
		...(sealing.sealed?.[0] && { SSEKMSKeyId: sealing.sealed[0].keyArn }),
		...(how.bucketKey && { BucketKeyEnabled: true })
	};
};

/** One layer of encryption, and its key wiped. */
function layer(call: ServiceCall, key: Uint8Array, bytes: Uint8Array, name: string): Uint8Array {
	const { trace } = call;
	const sealed = sealBytes(key, call.random(IV_LENGTH), bytes);
	const dataKey = trace.thing(key, 'data-key');
	const input =
		name === 'encrypted object' && bytes !== call.input['Body']
			? trace.thing(bytes, 'ciphertext', { name: 'inner layer' })
			: trace.thing(bytes, materialOf(call, bytes));
	const output = trace.thing(sealed, 'ciphertext', { name });
	trace.add({ kind: 'service-seal', input, output, dataKey, algorithm: AES_256_GCM });
	trace.add({ kind: 'service-wipe', what: dataKey });
	return sealed;
}

interface How {
	readonly encryption: Encryption;
	readonly keyId: string;
	readonly bucketKey: boolean;
}
const ENCRYPTIONS: readonly string[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

/** What the request says, else what the bucket says, else SSE-S3. */
function encryptionOf(call: ServiceCall, { body: { defaultEncryption } }: Bucket): How {
	if (isSent(call)) return { encryption: 'SSE-C', keyId: '', bucketKey: false };
	const asked = optionalText(call, 'ServerSideEncryption');
	const encryption = asked ?? defaultEncryption?.SSEAlgorithm ?? 'AES256';
	if (!ENCRYPTIONS.includes(encryption))
		throw new ServiceError(
			'InvalidRequest',
			`ServerSideEncryption: expected ${ENCRYPTIONS.join(', ')}, got ${encryption}`,
			{ check: 'validation' }
		);
	const bucketKey =
		call.input['BucketKeyEnabled'] === undefined
			? (defaultEncryption?.BucketKeyEnabled ?? false)
			: flagOf(call, 'BucketKeyEnabled');
	const keyId =
		optionalText(call, 'SSEKMSKeyId') ??
		(asked === undefined ? defaultEncryption?.KMSMasterKeyID : undefined) ??
		'alias/aws/s3';
	return { encryption: encryption as Encryption, keyId, bucketKey: bucketKey && encryption === 'aws:kms' };
}

interface Target extends How {
	readonly bucket: Bucket;
	readonly arn: string;
}
interface Sealing {
	readonly dataKey: Uint8Array;
	/** The key of a second layer around the first. */
	readonly outer?: Uint8Array;
	readonly sealed?: readonly SealedUnder[];
	readonly kept?: Partial<ObjectBody>;
}

const KEYS: Readonly<Record<Encryption, (call: ServiceCall, target: Target) => Promise<Sealing>>> = {
	AES256: async (call, { arn }) => withS3(call, arn),
	'aws:kms': (call, target) => (target.bucketKey ? withBucketKey(call, target) : withKms(call, target)),
	async 'aws:kms:dsse'(call, target) {
		const inner = await withKms(call, target);
		const { dataKey: outer, kept } = withS3(call, target.arn);
		return { ...inner, outer, ...(kept && { kept }) };
	},
	async 'SSE-C'(call, { bucket }) {
		const { dataKey, customerKey } = newCustomerKey(call, bucket);
		return { dataKey: dataKey.slice(), kept: { customerKey } };
	}
};

/**
 * The caller's own pairs beside the object's ARN, kept with the object. Source: S3 API, `SSEKMSEncryptionContext` of
 * PutObject: base64 of JSON. Differs from AWS: with a Bucket Key they are left out; its context is the bucket's ARN.
 * Unverified: the code and text of a refusal.
 */
function ownPairs(call: ServiceCall): EncryptionContext {
	const sent = optionalText(call, 'SSEKMSEncryptionContext');
	if (sent === undefined) return {};
	const pairs = pairsIn(sent);
	if (pairs) return pairs;
	throw new ServiceError(
		'InvalidRequest',
		'SSEKMSEncryptionContext: expected base64 of a JSON object whose values are texts',
		{ check: 'validation' }
	);
}
function pairsIn(base64: string): EncryptionContext | undefined {
	try {
		const read: unknown = JSON.parse(fromUtf8(fromBase64(base64)));
		if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
		return Object.values(read).every((value) => typeof value === 'string')
			? (read as EncryptionContext)
			: undefined;
	} catch {
		return undefined;
	}
}

async function withKms(call: ServiceCall, { arn, keyId }: Target): Promise<Sealing> {
	const context = { ...ownPairs(call), 'aws:s3:arn': arn };
	const made = await throughS3(() =>
		call.kms.call(
			'GenerateDataKey',
			{ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: context },
			call.forCaller()
		)
	);
	const blob = toBase64(made.CiphertextBlob);
	const materialId = call.materialOf(fromBase64(blob)) as KeyMaterialId;
	return {
		dataKey: made.Plaintext.slice(),
		sealed: [{ keyArn: made.KeyId as KeyArn, materialId, blob, context }]
	};
}

/** A key for this object, wrapped by a key that S3 owns: no call to KMS. */
function withS3(call: ServiceCall, arn: string): Sealing {
	const { dataKey, wrapped } = wrappedBy(call, call.ownedKey(arn), 'a key of its own');
	return { dataKey, kept: { wrappedByS3: toBase64(wrapped) } };
}

async function withBucketKey(call: ServiceCall, { bucket, keyId }: Target): Promise<Sealing> {
	const { key, sealed } = await bucketKeyToSeal(call, bucket, keyId);
	const { dataKey, wrapped } = wrappedBy(call, key, 'the bucket-level key');
	return { dataKey, sealed: [sealed], kept: { wrappedByBucketKey: toBase64(wrapped) } };
}

function wrappedBy(call: ServiceCall, key: Uint8Array, by: string) {
	const dataKey = call.random(32);
	const wrapped = sealBytes(key, call.random(IV_LENGTH), dataKey);
	call.trace.add({
		kind: 'service-seal',
		input: call.trace.thing(dataKey, 'data-key'),
		output: call.trace.thing(wrapped, 'wrapped-data-key'),
		by,
		algorithm: AES_256_GCM
	});
	return { dataKey, wrapped };
}
