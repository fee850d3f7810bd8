/**
 * ModifySnapshotAttribute: createVolumePermission for another account. Of an encrypted snapshot: not for everybody, and
 * not under the AWS managed key, whose policy nobody can open. Sharing the snapshot does not share the key.
 * Source: EBS User Guide, "Share a snapshot" (2026). The messages are as users of the API report them.
 */
import { textOf } from '../input';
import { put } from '../records';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { findIn, permitted } from './records';

export const modifySnapshotAttribute: ServiceOperation = async (call) => {
	const snapshot = findIn(call, 'snapshot', textOf(call, 'SnapshotId'));
	const who = textOf(call, 'UserId');
	asked(call, 'ModifySnapshotAttribute');
	permitted(call, 'ec2:ModifySnapshotAttribute', snapshot.arn);
	refuseForeign(call, snapshot.account);
	const [sealed] = snapshot.sealed;
	if (sealed && who === 'all')
		throw new ServiceError('OperationNotPermitted', 'Encrypted snapshots cannot be made public.');
	if (sealed && isAwsManaged(call, sealed.keyArn))
		throw new ServiceError(
			'OperationNotPermitted',
			'Encrypted snapshots with EBS default key cannot be shared'
		);
	requireAccount(who);
	const { sharedWith } = snapshot.body;
	put(call, {
		...snapshot,
		body: { ...snapshot.body, sharedWith: [...new Set([...sharedWith, who])] }
	});
	noted(call, snapshot.name, `may now be seen by ${who}`);
	answered(call, 'ModifySnapshotAttribute');
	return {};
};

/** What KMS says of the key to its owner: who manages it. */
export const isAwsManaged = (call: ServiceCall, arn: string): boolean =>
	call.state().keys.get(arn as never)?.manager === 'AWS';

export function refuseForeign({ acting }: ServiceCall, owner: string): void {
	if (acting.account === owner) return;
	throw new ServiceError('AuthFailure', 'Not authorized for the resource: it belongs to another account');
}
export function requireAccount(who: string): void {
	if (/^\d{12}$/.test(who) || who === 'all') return;
	throw new ServiceError(
		'InvalidParameterValue',
		`UserId: expected an account id of 12 digits or "all", got ${JSON.stringify(who)}`,
		{ check: 'validation' }
	);
}
