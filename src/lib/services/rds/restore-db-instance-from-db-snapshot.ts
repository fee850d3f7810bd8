/**
 * A new instance from a snapshot of one's own account, under the snapshot's key. A shared, encrypted one must be copied
 * first. Source: RDS User Guide, "Sharing encrypted snapshots" (2023). Unverified: the code of that refusal.
 */
import { textOf } from '../input';
import { put, refuseTaken } from '../records';
import { letGo } from '../sealing';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { findSnapshot, instanceArn, type Snapshot } from './records';
import { newInstance, permitOn } from './running';
import { openStorageKey, read, usableKey } from './storage';

export const restoreDBInstanceFromDBSnapshot: ServiceOperation = async (call) => {
	const snapshot = findSnapshot(call, 'DBSnapshotIdentifier');
	const name = textOf(call, 'DBInstanceIdentifier');
	asked(call, 'RestoreDBInstanceFromDBSnapshot');
	permitOn(call, 'RestoreDBInstanceFromDBSnapshot', name, 'db');
	refuseShared(call, snapshot);
	refuseTaken(call, instanceArn(call, name), 'DBInstanceAlreadyExists', 'DB instance already exists');
	const [sealed] = snapshot.sealed;
	if (!sealed) throw new Error('expected a snapshot with an encrypted data key');
	const keyArn = await usableKey(call, sealed.keyArn);
	const key = await openStorageKey(call, snapshot, sealed, snapshot.body.grant);
	const rows = read(call, key, snapshot.body, snapshot.name);
	letGo(call, key);
	const instance = put(call, await newInstance(call, { name, keyArn, rows }));
	answered(call, 'RestoreDBInstanceFromDBSnapshot');
	return {
		DBInstance: { DBInstanceIdentifier: name, DBInstanceStatus: instance.status, KmsKeyId: keyArn }
	};
};

function refuseShared({ acting }: ServiceCall, { account, name }: Snapshot): void {
	if (account === acting.account) return;
	throw new ServiceError(
		'InvalidDBSnapshotState',
		`You can't restore a DB instance from the shared, encrypted snapshot ${name}. Copy it first.`
	);
}
