/**
 * How EC2 refuses, and how it fails when nobody waits for an answer any more. EBS checks a KMS key only after it has
 * answered: "AWS authenticates the KMS key asynchronously" (EBS API, KmsKeyId, 2026).
 * Differs from AWS: what goes well is done with the answer; what fails is seen `SETTLES` later, which is not published.
 */
import type { Acting, WorldState } from '$lib/domain/entry';
import { isKmsError, type KmsError } from '$lib/domain/errors';
import { parseKmsArn } from '$lib/domain/ids';
import { specOf } from '$lib/domain/key';
import type { Due } from '$lib/domain/service';
import { resolveKey } from '$lib/kms/resolve';
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

/** From the answer to a failure that no answer tells of; milliseconds. */
export const SETTLES = 5_000;
export const settlesAt = ({ time }: Pick<ServiceCall, 'time'>): number => time + SETTLES;
/** The failure, on the calendar. */
export const failing = <Body>(
	call: ServiceCall,
	then: Omit<Due<Body>, 'at'>
): { readonly due: Due<Body> } => ({
	due: { at: settlesAt(call), ...then }
});

const refuseKey = (message: string): never => {
	throw new ServiceError('InvalidParameterValue', message, { check: 'validation' });
};

/**
 * What can be seen of a key without asking KMS: a disk needs a symmetric encryption key of its own Region. A key that
 * nobody knows is not refused: EBS finds that out afterwards. Source: EBS User Guide, "Requirements for Amazon EBS
 * encryption": no asymmetric keys. Unverified: code and texts of both refusals.
 * @throws ServiceError InvalidParameterValue
 */
export function refuseUnfit(call: ServiceCall, keyId: string | undefined): void {
	const { acting } = call;
	if (keyId === undefined) return;
	const { region } = parseKmsArn(keyId) ?? acting;
	if (region !== acting.region)
		refuseKey(
			`KmsKeyId: the key must exist in the destination Region ${acting.region}, got one of ${region}`
		);
	const spec = specNamed(call.state(), acting, keyId);
	if (spec !== undefined && spec !== 'SYMMETRIC_DEFAULT')
		refuseKey(`KmsKeyId: Amazon EBS takes symmetric encryption keys only, got ${spec}`);
}

function specNamed(state: WorldState, acting: Acting, ref: string): string | undefined {
	try {
		return specOf(resolveKey({ ref, aliasAccepted: true, state, acting }).key);
	} catch (error) {
		if (isKmsError(error)) return undefined;
		throw error;
	}
}

export const wrongState = (message: string): ServiceError =>
	new ServiceError('IncorrectState', message, { status: 400 });
