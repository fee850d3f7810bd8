/**
 * What CloudTrail does by itself every few minutes: the events since the last file, as one object in the bucket, under
 * a data key of its own. A person lets it happen here. Whoever reads the file needs s3:GetObject and kms:Decrypt.
 * A refusal is no error of anybody's call: delivery stops, and the trail's status says why.
 * Differs from AWS: short records, plain JSON (AWS: gzip), the names of files shorter; a digest file is left out.
 */
import { toBase64, utf8 } from '$lib/domain/bytes';
import { SERVICES } from '$lib/domain/service';
import { inOwnName } from '../callers';
import { newDataKey } from '../data-keys';
import { put } from '../records';
import { bucketArn, objectArn, type Bucket, type StoredObject } from '../s3/records';
import { laidDown, letGo, seal } from '../sealing';
import { ServiceError, type Happened, type ServiceCall, type ServiceOperation } from '../service';
import { noted } from '../told';
import { contextOf, findTrail, prefixOf, REFUSALS, type Trail, type TrailBody } from './trails';

export const deliverLogFile: ServiceOperation = async (call) => {
	const trail = findTrail(call);
	const { bucket: name, files, deliveryError: _past, ...body } = trail.body;
	const records = call.happenedSince(body.deliveredUpTo).filter(isOf(trail)).map(recordOf);
	if (records.length === 0) {
		noted(call, trail.name, 'has nothing to write');
		return { Delivered: false };
	}
	try {
		const key = `${prefixOf(trail)}CloudTrail/${trail.region}/${String(files + 1).padStart(4, '0')}.json`;
		await writeFile(call, trail, key, utf8(JSON.stringify({ Records: records })));
		put<TrailBody>(call, {
			...trail,
			body: { ...body, bucket: name, files: files + 1, deliveredUpTo: call.lastEntry }
		});
		return { Delivered: true, Key: key, Records: records.length };
	} catch (error) {
		if (!(error instanceof ServiceError)) throw error;
		call.trace.add({
			...{ kind: 'service-note', ref: trail.name, failed: true },
			change: `could not write its file: ${error.code}`
		});
		put<TrailBody>(call, { ...trail, body: { ...trail.body, deliveryError: error.code } });
		return { Delivered: false, LatestDeliveryError: error.code };
	}
};

const isOf =
	({ account, region }: Trail) =>
	({ call }: Happened): boolean =>
		call.account === account && call.region === region;

const recordOf = ({ at, call }: Happened) => ({
	eventTime: new Date(at).toISOString(),
	eventSource: call.source,
	eventName: call.operation,
	awsRegion: call.region,
	userIdentity: { arn: call.caller, ...(call.viaService !== undefined && { invokedBy: call.viaService }) },
	...(call.outcome.ok ? {} : { errorCode: call.outcome.error.code })
});

async function writeFile(call: ServiceCall, trail: Trail, key: string, file: Uint8Array): Promise<void> {
	const { bucket: name, keyId } = trail.body;
	const bucket = call.state().resources.get(bucketArn(name)) as unknown as Bucket | undefined;
	if (!bucket) throw new ServiceError('S3BucketDoesNotExistException', `S3 bucket ${name} does not exist!`);
	const arn = objectArn(name, key);
	const by = inOwnName(call, trail);
	const { account, body } = bucket;
	call.permit({ action: 's3:PutObject', resourceArn: arn, owner: account, policy: body.policy, by });
	const what = { name: 'encrypted log file', label: key };
	const made =
		keyId === undefined
			? undefined
			: await newDataKey(call, { keyId, by, context: contextOf(trail, name, key), refusals: REFUSALS });
	const dataKey = made?.key ?? call.random(32);
	const sealed = seal(call, dataKey, file, what);
	const ownKey = call.ownedKey(arn, 's3');
	const kept = made
		? { encryption: 'aws:kms' as const }
		: {
				encryption: 'AES256' as const,
				wrappedByS3: toBase64(
					seal(call, ownKey, dataKey, { name: 'wrapped key', material: 'data-key', by: 'a key of S3' })
				)
			};
	letGo(call, dataKey);
	laidDown(call, sealed, what);
	put(call, {
		...{ arn, account, region: bucket.region, name: key, at: call.time },
		...{ service: 's3', type: 'object', sealed: made ? [made.sealed] : [] },
		body: { bucket: name, key, ciphertext: toBase64(sealed), ...kept }
	} satisfies StoredObject);
	noted(call, SERVICES.cloudtrail.name, `has written ${key}`);
}
