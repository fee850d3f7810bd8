/**
 * What DynamoDB keeps: a table with its table key, and items under data encryption keys that the table key wraps.
 * Source: KMS Developer Guide, services-dynamodb (2020): three levels of keys.
 */
import type { ResourceRecord } from '$lib/domain/service';
import { textOf } from '../input';
import { arnHere, find } from '../records';
import type { ServiceCall } from '../service';

/** An item as DynamoDB's API writes it: `{ "title": { "S": "Emma" } }`. */
export type Item = Readonly<Record<string, { readonly S: string } | { readonly N: string }>>;
export type SseType = 'AWS_OWNED' | 'KMS';

export interface TableBody {
	/** The attribute that names an item. */
	readonly hashKey: string;
	/** AWS_OWNED: a key of DynamoDB's own, for which the account sees and pays nothing. */
	readonly sse: SseType;
	/** The table key where DynamoDB's own key wraps it, base64; under a KMS key it is in `sealed`. */
	readonly wrappedByOwned?: string;
	/** The data encryption key of the table's structure, wrapped by the table key; base64. */
	readonly wrappedDataKey: string;
	/** The grants that DynamoDB works under later. */
	readonly grant?: { readonly id: string; readonly token: string };
}
export interface ItemBody {
	readonly table: string;
	/** Base64: IV, ciphertext and tag. */
	readonly ciphertext: string;
}
export type Table = ResourceRecord<TableBody>;
export type StoredItem = ResourceRecord<ItemBody>;

export const DEFAULT_KEY = 'alias/aws/dynamodb';
export const tableArn = (call: ServiceCall, name: string): string => arnHere(call, `table/${name}`);

export function findTable(call: ServiceCall): Table {
	const name = textOf(call, 'TableName');
	return find<TableBody>(
		call,
		{ arn: tableArn(call, name), type: 'table' },
		{ code: 'ResourceNotFoundException', message: `Requested resource not found: Table: ${name} not found` }
	);
}
