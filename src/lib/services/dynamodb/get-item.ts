import { fromBase64, fromUtf8 } from '$lib/domain/bytes';
import { letGo, open } from '../sealing';
import type { ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { itemArn, itemOf } from './put-item';
import type { Item, StoredItem } from './records';
import { atWork } from './table-at-work';

export const getItem: ServiceOperation = async (call) => {
	const given = itemOf(call, 'Key');
	asked(call, 'GetItem');
	const { table, dataKey } = await atWork(call, 'GetItem');
	const key = given[table.body.hashKey];
	const found = key && call.state().resources.get(itemArn(table.arn, key));
	if (!found) {
		letGo(call, dataKey);
		answered(call, 'GetItem');
		return {};
	}
	const { ciphertext } = (found as unknown as StoredItem).body;
	const what = { name: 'encrypted item', label: table.name };
	const opened = open(call, dataKey, fromBase64(ciphertext), what);
	letGo(call, dataKey);
	answered(call, 'GetItem', call.trace.thing(opened, 'plaintext'));
	return { Item: JSON.parse(fromUtf8(opened)) as Item };
};
