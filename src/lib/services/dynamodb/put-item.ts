import { toBase64, utf8 } from '$lib/domain/bytes';
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '$lib/domain/bytes';
import { putNew } from '../records';
import { laidDown, letGo, seal } from '../sealing';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { answered, asked } from '../told';
import type { Item, ItemBody } from './records';
import { atWork } from './table-at-work';

export const putItem: ServiceOperation = async (call) => {
	const item = itemOf(call, 'Item');
	const plaintext = utf8(JSON.stringify(item));
	asked(call, 'PutItem', call.trace.thing(plaintext, 'plaintext'));
	const { table, dataKey } = await atWork(call, 'PutItem');
	const key = item[table.body.hashKey];
	if (!key)
		throw new ServiceError(
			'ValidationException',
			`One of the required keys was not given a value: ${table.body.hashKey}`
		);
	const what = { name: 'encrypted item', label: table.name };
	const sealed = seal(call, dataKey, plaintext, what);
	letGo(call, dataKey);
	laidDown(call, sealed, what);
	putNew<ItemBody>(call, {
		...{ account: table.account, region: table.region, sealed: table.sealed },
		arn: itemArn(table.arn, key),
		type: 'item',
		name: `item of ${table.name}`,
		body: { table: table.arn, ciphertext: toBase64(sealed) }
	});
	answered(call, 'PutItem');
	return {};
};

/** Keys of items are data, too: where they lie they are not readable. */
export const itemArn = (table: string, key: Item[string]): string =>
	`${table}?item=${toHex(sha256(utf8(JSON.stringify(key)))).slice(0, 16)}`;

export function itemOf({ input }: ServiceCall, member: string): Item {
	const item = input[member];
	const isItem =
		item !== null &&
		typeof item === 'object' &&
		Object.values(item).every(
			(value: unknown) =>
				value !== null &&
				typeof value === 'object' &&
				Object.entries(value).every(([type, text]) => /^[SN]$/.test(type) && typeof text === 'string')
		);
	if (isItem) return item as Item;
	throw new ServiceError(
		'ValidationException',
		`${member}: expected attributes such as {"title": {"S": "Emma"}}`,
		{ check: 'validation' }
	);
}
