/**
 * A snapshot keeps the blocks and the encrypted data key of its instance.
 * Differs from AWS: whether RDS calls KMS here is not published; it need not.
 */
import { textOf } from '../input';
import { putNew, refuseTaken } from '../records';
import type { ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { findInstance, snapshotArn, type SnapshotBody } from './records';
import { permitOn, requireStatus } from './running';

export const createDBSnapshot: ServiceOperation = async (call) => {
	const instance = findInstance(call);
	const name = textOf(call, 'DBSnapshotIdentifier');
	asked(call, 'CreateDBSnapshot');
	permitOn(call, 'CreateDBSnapshot', name, 'snapshot');
	requireStatus(instance, 'available', 'stopped');
	const arn = snapshotArn(call, name);
	refuseTaken(call, arn, 'DBSnapshotAlreadyExists', `Cannot create the snapshot ${name}: it exists.`);
	putNew<SnapshotBody>(call, {
		...{ arn, name, status: 'available', sealed: instance.sealed },
		type: 'db-snapshot',
		body: { ...instance.body, of: instance.name, sharedWith: [] }
	});
	noted(call, name, `is a snapshot of ${instance.name}, under the same data key`);
	answered(call, 'CreateDBSnapshot');
	return { DBSnapshot: { DBSnapshotIdentifier: name, DBSnapshotArn: arn, Status: 'available' } };
};
