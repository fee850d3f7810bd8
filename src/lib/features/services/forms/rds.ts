import type { RequestPanel } from '$lib/view/service-form';

const INSTANCE = {
	name: 'DBInstanceIdentifier',
	label: 'Instance',
	kind: 'resource',
	type: 'instance'
} as const;
const NEW_INSTANCE = { name: 'DBInstanceIdentifier', label: 'Name of the instance', kind: 'text' } as const;

/** Amazon RDS: databases, and what a lost key does to them. */
export const PANEL: RequestPanel = {
	service: 'rds',
	about:
		'A running database has its data key in memory. Without its KMS key it goes on until RDS notices; then there are seven days.',
	types: { instance: 'Instances', 'db-snapshot': 'Snapshots' },
	forms: [
		{
			operation: 'CreateDBInstance',
			says: 'You give RDS a grant for this database; then RDS makes and opens its data key alone.',
			fields: [
				{ ...NEW_INSTANCE, value: 'shop' },
				{ name: 'KmsKeyId', label: 'KMS key', kind: 'key', managed: 'alias/aws/rds' }
			],
			make: () => ({ StorageEncrypted: true })
		},
		{
			operation: 'ExecuteStatement',
			says: 'A client that speaks SQL to the running database. KMS is not asked.',
			fields: [
				INSTANCE,
				{
					name: 'sql',
					label: 'Statement: insert into … values (‘…’), or select',
					kind: 'long',
					value: "insert into letters values ('Meet me at noon')"
				}
			]
		},
		{ operation: 'StopDBInstance', says: 'The plaintext data key is wiped.', fields: [INSTANCE] },
		{
			operation: 'StartDBInstance',
			says: 'RDS asks KMS for the data key again. Also for an instance that lost its key less than seven days ago.',
			fields: [INSTANCE]
		},
		{
			operation: 'CreateDBSnapshot',
			says: 'The blocks and the encrypted data key, under the same KMS key.',
			fields: [
				INSTANCE,
				{ name: 'DBSnapshotIdentifier', label: 'Name of the snapshot', kind: 'text', value: 'monday' }
			]
		},
		{
			operation: 'ModifyDBSnapshotAttribute',
			says: 'Shares the snapshot, not the key: the key policy must let the other account in as well.',
			fields: [
				{ name: 'DBSnapshotIdentifier', label: 'Snapshot', kind: 'resource', type: 'db-snapshot' },
				{ name: '_account', label: 'Account, or all', kind: 'text', value: '444455556666' }
			],
			make: ({ _account = '' }) => ({ AttributeName: 'restore', ValuesToAdd: [_account.trim()] })
		},
		{
			operation: 'CopyDBSnapshot',
			says: 'Your own snapshot, or one shared with you, under a key of your account.',
			fields: [
				{
					name: 'SourceDBSnapshotIdentifier',
					label: 'Snapshot',
					kind: 'resource',
					type: 'db-snapshot',
					by: 'arn'
				},
				{ name: 'TargetDBSnapshotIdentifier', label: 'Name of the copy', kind: 'text', value: 'copy' },
				{ name: 'KmsKeyId', label: 'KMS key', kind: 'key', managed: 'alias/aws/rds' }
			]
		},
		{
			operation: 'RestoreDBInstanceFromDBSnapshot',
			says: 'A new instance under the key of the snapshot. A shared snapshot must be copied first.',
			fields: [
				{ name: 'DBSnapshotIdentifier', label: 'Snapshot', kind: 'resource', type: 'db-snapshot', by: 'arn' },
				{ ...NEW_INSTANCE, value: 'again' }
			]
		}
	]
};
