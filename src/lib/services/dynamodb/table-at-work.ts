/** What every use of a table begins with: the permission, the table's state, the table key, the data encryption key. */
import { put } from '../records';
import { ServiceError, type ServiceCall } from '../service';
import { findTable, type Table } from './records';
import { dataKeyOf, tableKeyOf } from './table-key';

export async function atWork(
	call: ServiceCall,
	action: string
): Promise<{ table: Table; dataKey: Uint8Array }> {
	const table = findTable(call);
	call.permit({ action: `dynamodb:${action}`, resourceArn: table.arn, owner: table.account });
	requireActive(table);
	const { key, memory } = await tableKeyOf(call, table);
	return { table: put(call, { ...table, memory }), dataKey: dataKeyOf(call, key, table) };
}

/** Unverified: the code that a request to a table in such a state gets. */
export function requireActive({ status, name }: Table): void {
	if (status === 'ACTIVE') return;
	throw new ServiceError('ResourceInUseException', `Table ${name} is ${status}.`, {
		detail:
			status === 'ARCHIVED'
				? 'DynamoDB made an on-demand backup and archived it: ArchivalReason INACCESSIBLE_ENCRYPTION_CREDENTIALS.'
				: 'DynamoDB cannot use its KMS key. Within seven days of it the table comes back when the key does.'
	});
}
