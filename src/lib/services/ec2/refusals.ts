/**
 * How EC2 refuses, and how it fails when nobody waits for an answer any more. EBS checks a KMS key only after it has
 * answered: "AWS authenticates the KMS key asynchronously" (EBS API, KmsKeyId, 2026).
 */
import { isKmsError, type KmsError } from '$lib/domain/errors';
import { parseKmsArn } from '$lib/domain/ids';
import { ServiceError, type ServiceCall } from '../service';

/** Source: EC2 User Guide, "Copy a snapshot"; re:Post "kms-launch-ec2-instance". */
export const COPY_FAILED = 'Given key ID is not accessible';
export const LAUNCH_FAILED = 'Client.InternalError: Client error on launch';

/** What was accepted is carried out. @returns what KMS refused, undefined when all went well */
export async function afterwards(work: () => Promise<void>): Promise<KmsError | undefined> {
	try {
		await work();
		return undefined;
	} catch (error) {
		if (isKmsError(error)) return error;
		throw error;
	}
}

/** A failure that no answer tells of. */
export const failedLater = (call: ServiceCall, ref: string, change: string): void =>
	call.trace.add({ kind: 'service-note', ref, change, failed: true });

/** @throws ServiceError for the ARN of a key elsewhere: a disk needs a key of its own Region. The text is unverified. */
export function refuseOtherRegion({ acting }: ServiceCall, keyId: string | undefined): void {
	const key = keyId === undefined ? undefined : parseKmsArn(keyId);
	if (!key || key.region === acting.region) return;
	throw new ServiceError(
		'InvalidParameterValue',
		`KmsKeyId: the key must exist in the destination Region ${acting.region}, got one of ${key.region}`,
		{ check: 'validation' }
	);
}

export const wrongState = (message: string): ServiceError =>
	new ServiceError('IncorrectState', message, { status: 400 });
