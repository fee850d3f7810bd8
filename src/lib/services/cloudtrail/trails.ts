/** A trail: which bucket its files go to, and under which key. */
import type { ResourceRecord } from '$lib/domain/service';
import { textOf } from '../input';
import { arnHere, find } from '../records';
import { bucketArn } from '../s3/records';
import type { ServiceCall } from '../service';
import type { Refusals } from '../through-kms';

export interface TrailBody {
	readonly bucket: string;
	/** Absent: SSE-S3. */
	readonly keyId?: string;
	/** The last entry of the log whose events are in files. */
	readonly deliveredUpTo: string | null;
	readonly files: number;
	/** LatestDeliveryError of GetTrailStatus; absent when the last delivery went well. */
	readonly deliveryError?: string;
}
export type Trail = ResourceRecord<TrailBody>;

export const trailArn = (call: ServiceCall, name: string): string => arnHere(call, `trail/${name}`);
export function findTrail(call: ServiceCall): Trail {
	const name = textOf(call, 'Name');
	const arn = trailArn(call, name);
	return find<TrailBody>(
		call,
		{ arn, type: 'trail' },
		{ code: 'TrailNotFoundException', message: `Unknown trail: ${arn}` }
	);
}

/** Where an account's files lie in the bucket. */
export const prefixOf = ({ account }: Pick<Trail, 'account'>): string => `AWSLogs/${account}/`;
/** `key` is the file's, or the prefix for the test call. */
export const contextOf = (trail: Pick<Trail, 'arn'>, bucket: string, key: string) => ({
	'aws:cloudtrail:arn': trail.arn,
	'aws:s3:arn': `${bucketArn(bucket)}/${key}`
});

/** Source: CloudTrail API, errors of CreateTrail and UpdateTrail (2026). */
export const REFUSALS: Refusals = {
	AccessDeniedException: {
		code: 'InsufficientEncryptionPolicyException',
		status: 400,
		message: 'Insufficient permissions to access S3 bucket or KMS key.'
	},
	DisabledException: { code: 'KmsKeyDisabledException', status: 400 },
	KMSInvalidStateException: { code: 'KmsException', status: 400 },
	NotFoundException: { code: 'KmsKeyNotFoundException', status: 400 },
	InvalidKeyUsageException: { code: 'KmsException', status: 400 }
};
