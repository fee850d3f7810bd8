/**
 * CreateTrail and UpdateTrail. With a key, CloudTrail tries it: a data key made in its own name and thrown away.
 * Source: KMS Developer Guide, services-cloudtrail (2023); CloudTrail User Guide, "Configure AWS KMS key policies".
 */
import { optionalText, textOf } from '../input';
import { inOwnName } from '../callers';
import { newDataKey } from '../data-keys';
import { put, putNew, refuseTaken } from '../records';
import { bucketArn, type Bucket } from '../s3/records';
import { letGo } from '../sealing';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { contextOf, findTrail, prefixOf, REFUSALS, trailArn, type Trail, type TrailBody } from './trails';

type Place = Pick<Trail, 'arn' | 'account' | 'region'>;

async function tryKey(call: ServiceCall, trail: Place, bucket: string, keyId: string): Promise<void> {
	const context = contextOf(trail, bucket, prefixOf(trail));
	const by = inOwnName(call, trail);
	const { key } = await newDataKey(call, { keyId, context, by, refusals: REFUSALS });
	letGo(call, key);
}

/** The bucket must let CloudTrail put files into it. */
function requireBucket(call: ServiceCall, trail: Place, name: string): void {
	const bucket = call.state().resources.get(bucketArn(name)) as unknown as Bucket | undefined;
	if (!bucket) throw new ServiceError('S3BucketDoesNotExistException', `S3 bucket ${name} does not exist!`);
	try {
		call.permit({
			action: 's3:PutObject',
			resourceArn: `${bucket.arn}/${prefixOf(trail)}*`,
			owner: bucket.account,
			policy: bucket.body.policy,
			by: inOwnName(call, trail)
		});
	} catch (cause) {
		if (!(cause instanceof ServiceError)) throw cause;
		throw new ServiceError(
			'InsufficientS3BucketPolicyException',
			`Incorrect S3 bucket policy is detected for bucket: ${name}`,
			{ detail: cause.message, check: 'authorization', cause }
		);
	}
}

export const createTrail: ServiceOperation = async (call) => {
	const name = textOf(call, 'Name');
	const bucket = textOf(call, 'S3BucketName');
	const keyId = optionalText(call, 'KmsKeyId');
	const arn = trailArn(call, name);
	const { account, region } = call.acting;
	asked(call, 'CreateTrail');
	call.permit({ action: 'cloudtrail:CreateTrail', resourceArn: arn, owner: account });
	refuseTaken(
		call,
		arn,
		'TrailAlreadyExistsException',
		`Trail ${name} already exists for customer: ${account}`
	);
	const place = { arn, account, region };
	requireBucket(call, place, bucket);
	if (keyId !== undefined) await tryKey(call, place, bucket, keyId);
	putNew<TrailBody>(call, {
		...{ ...place, name },
		type: 'trail',
		body: { bucket, deliveredUpTo: call.lastEntry, files: 0, ...(keyId !== undefined && { keyId }) }
	});
	noted(
		call,
		name,
		keyId === undefined
			? 'is a trail; its files are under SSE-S3'
			: 'is a trail; its files are under your key'
	);
	answered(call, 'CreateTrail');
	return { Name: name, TrailARN: arn, S3BucketName: bucket };
};

export const updateTrail: ServiceOperation = async (call) => {
	const trail = findTrail(call);
	const keyId = textOf(call, 'KmsKeyId');
	asked(call, 'UpdateTrail');
	call.permit({ action: 'cloudtrail:UpdateTrail', resourceArn: trail.arn, owner: trail.account });
	await tryKey(call, trail, trail.body.bucket, keyId);
	put(call, { ...trail, body: { ...trail.body, keyId } });
	noted(call, trail.name, 'writes its next files under another key');
	answered(call, 'UpdateTrail');
	return { Name: trail.name, TrailARN: trail.arn };
};
