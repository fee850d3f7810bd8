/** UpdateTable: another key for the table. The table key is wrapped anew; items and their keys stay as they are. */
import { put } from '../records';
import type { ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { sseOf } from './create-table';
import { findTable } from './records';
import { requireActive } from './table-at-work';
import { dataKeyOf, tableKeyByGrant, underKmsKey, underOwnedKey, wrapDataKey } from './table-key';

export const updateTable: ServiceOperation = async (call) => {
	const table = findTable(call);
	asked(call, 'UpdateTable');
	call.permit({ action: 'dynamodb:UpdateTable', resourceArn: table.arn, owner: table.account });
	requireActive(table);
	const old = await tableKeyByGrant(call, table);
	const dataKey = dataKeyOf(call, old, table);
	const sse = sseOf(call);
	const { tableKey, body, ...kept } =
		sse === 'AWS_OWNED' ? underOwnedKey(call, table) : await underKmsKey(call, table, sse);
	const { hashKey } = table.body;
	const { watch: _old, ...rest } = table;
	const wrappedDataKey = wrapDataKey(call, tableKey, dataKey);
	put(call, { ...rest, ...kept, body: { ...body, hashKey, wrappedDataKey } });
	for (const item of call.state().resources.values())
		if (item.body['table'] === table.arn) put(call, { ...item, sealed: kept.sealed });
	noted(call, table.name, body.sse === 'KMS' ? 'is under another KMS key' : "is under DynamoDB's own key");
	answered(call, 'UpdateTable');
	return { TableDescription: { TableName: table.name, TableStatus: 'ACTIVE', SSEType: body.sse } };
};
