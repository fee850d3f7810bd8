import { fromBase64 } from '$lib/domain/bytes';
import { AES_256_GCM, openBytes } from '../cipher';
import { textOf } from '../input';
import type { ServiceCall, ServiceOperation } from '../service';
import { bucketKeyToOpen } from './bucket-key';
import { knownCustomerKey } from './customer-key';
import { findBucket, findObject, type Bucket, type StoredObject } from './records';
import { throughS3 } from './refusal';
import { materialOf } from './sealed-before';

export const getObject: ServiceOperation = async (call) => {
	const { trace } = call;
	const bucket = findBucket(call, textOf(call, 'Bucket'));
	const object = findObject(call, bucket.name, textOf(call, 'Key'));
	const { encryption, ciphertext } = object.body;
	trace.add({ kind: 'request', from: 'caller', to: 'service', operation: 'GetObject', carries: [] });
	call.permit({
		action: 's3:GetObject',
		resourceArn: object.arn,
		owner: bucket.account,
		policy: bucket.body.policy
	});
	let sealed = fromBase64(ciphertext);
	const dataKey = await dataKeyOf(call, bucket, object);
	if (encryption === 'aws:kms:dsse')
		sealed = layer(call, byS3(call, object), sealed, object.name, 'inner layer');
	const body = layer(call, dataKey, sealed, object.name);
	const output = trace.thing(body, materialOf(call, body));
	trace.add({ kind: 'answer', from: 'service', to: 'caller', operation: 'GetObject', carries: [output] });
	return { Body: body, ...(encryption !== 'SSE-C' && { ServerSideEncryption: encryption }) };
};

function layer(
	call: ServiceCall,
	key: Uint8Array,
	sealed: Uint8Array,
	label: string,
	inner?: 'inner layer'
): Uint8Array {
	const { trace } = call;
	const opened = openBytes(key, sealed);
	const dataKey = trace.thing(key, 'data-key');
	const input = trace.thing(sealed, 'ciphertext', { name: 'encrypted object', label });
	const output = inner
		? trace.thing(opened, 'ciphertext', { name: inner })
		: trace.thing(opened, materialOf(call, opened));
	trace.add({ kind: 'service-open', input, output, dataKey, algorithm: AES_256_GCM });
	trace.add({ kind: 'service-wipe', what: dataKey });
	return opened;
}

async function dataKeyOf(call: ServiceCall, bucket: Bucket, object: StoredObject): Promise<Uint8Array> {
	const { body, sealed } = object;
	if (body.encryption === 'SSE-C') return knownCustomerKey(call, body);
	const [wrapped] = sealed;
	if (!wrapped) return byS3(call, object);
	if (body.wrappedByBucketKey !== undefined) {
		const bucketKey = await bucketKeyToOpen(call, bucket, wrapped);
		return unwrapped(call, bucketKey, body.wrappedByBucketKey, 'the bucket-level key');
	}
	const opened = await throughS3(() =>
		call.kms.call(
			'Decrypt',
			// With the key named, one that is deleted is not found (KMS.NotFoundException) instead of denied; unverified.
			{
				KeyId: wrapped.keyArn,
				CiphertextBlob: fromBase64(wrapped.blob),
				EncryptionContext: wrapped.context
			},
			call.forCaller()
		)
	);
	return opened.Plaintext;
}

const byS3 = (call: ServiceCall, { arn, body }: StoredObject): Uint8Array =>
	unwrapped(call, call.ownedKey(arn), body.wrappedByS3 ?? '', 'a key of its own');

function unwrapped(call: ServiceCall, key: Uint8Array, wrapped: string, by: string): Uint8Array {
	const sealed = fromBase64(wrapped);
	const dataKey = openBytes(key, sealed);
	call.trace.add({
		kind: 'service-open',
		input: call.trace.thing(sealed, 'wrapped-data-key'),
		output: call.trace.thing(dataKey, 'data-key'),
		by,
		algorithm: AES_256_GCM
	});
	return dataKey;
}
