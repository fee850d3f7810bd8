/** Amazon RDS. Sources: RDS User Guide, "Encrypting Amazon RDS resources", "Sharing encrypted snapshots" (2023). */
import type { ServiceModule } from '../service';

export const RDS: ServiceModule = {
	CreateDBInstance: async () => (await import('./create-db-instance')).createDBInstance,
	StartDBInstance: async () => (await import('./start-db-instance')).startDBInstance,
	StopDBInstance: async () => (await import('./stop-db-instance')).stopDBInstance,
	CreateDBSnapshot: async () => (await import('./create-db-snapshot')).createDBSnapshot,
	ModifyDBSnapshotAttribute: async () =>
		(await import('./modify-db-snapshot-attribute')).modifyDBSnapshotAttribute,
	CopyDBSnapshot: async () => (await import('./copy-db-snapshot')).copyDBSnapshot,
	RestoreDBInstanceFromDBSnapshot: async () =>
		(await import('./restore-db-instance-from-db-snapshot')).restoreDBInstanceFromDBSnapshot,
	ExecuteStatement: async () => (await import('./execute-statement')).executeStatement
};
