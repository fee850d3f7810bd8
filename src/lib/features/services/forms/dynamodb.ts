import type { RequestPanel, Values } from '$lib/view/service-form';

const TABLE = { name: 'TableName', label: 'Table', kind: 'resource', type: 'table' } as const;
const KEY = {
	name: 'KMSMasterKeyId',
	label: 'Key of the table',
	kind: 'key',
	own: "DynamoDB's own (AWS owned)",
	managed: 'alias/aws/dynamodb'
} as const;
/** A key means KMS. */
const sse = ({ KMSMasterKeyId = '' }: Values) => (KMSMasterKeyId === '' ? {} : { SSEType: 'KMS' });

/** Amazon DynamoDB: tables under three levels of keys. */
export const PANEL: RequestPanel = {
	service: 'dynamodb',
	about:
		"By default a key of DynamoDB's own. Under a KMS key the table key is cached; a lost key shows when the cache is over.",
	types: { table: 'Tables', item: 'Items' },
	forms: [
		{
			operation: 'CreateTable',
			says: 'The KMS key wraps a table key, that wraps a data encryption key, and that encrypts the items.',
			fields: [
				{ name: 'TableName', label: 'Name', kind: 'text', value: 'Guests' },
				{ name: 'HashKey', label: 'Attribute that names an item', kind: 'text', value: 'name' },
				KEY
			],
			make: sse
		},
		{
			operation: 'PutItem',
			says: 'The table key stays in memory until five minutes pass without a use.',
			fields: [
				TABLE,
				{ name: '_name', label: 'name', kind: 'text', value: 'Ada' },
				{ name: '_seat', label: 'seat', kind: 'text', value: 'by the window' }
			],
			make: ({ _name = '', _seat = '' }) => ({ Item: { name: { S: _name }, seat: { S: _seat } } })
		},
		{
			operation: 'GetItem',
			says: 'From the cached table key, or with a call to KMS.',
			fields: [TABLE, { name: '_name', label: 'name', kind: 'text', value: 'Ada' }],
			make: ({ _name = '' }) => ({ Key: { name: { S: _name } } })
		},
		{
			operation: 'UpdateTable',
			says: 'Another key for the table: DynamoDB moves the table key itself, under the grant it has.',
			fields: [TABLE, KEY],
			make: sse
		}
	]
};
