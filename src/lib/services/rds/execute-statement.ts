/**
 * A client that speaks SQL to the database: no API of RDS and no call to KMS, for the data key is in memory.
 * Differs from AWS: two statements, `insert into … values ('…')` and `select`; one table, which is the database.
 */
import { utf8 } from '$lib/domain/bytes';
import { textOf } from '../input';
import { recall } from '../memory';
import { put } from '../records';
import { ServiceError, type ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { findInstance } from './records';
import { requireStatus } from './running';
import { read, write } from './storage';

const INSERT = /^\s*insert\b.*\bvalues\s*\(\s*'((?:[^']|'')*)'\s*\)\s*;?\s*$/is;
const SELECT = /^\s*select\b/i;

export const executeStatement: ServiceOperation = async (call) => {
	const instance = findInstance(call);
	const sql = textOf(call, 'sql');
	asked(call, 'ExecuteStatement', call.trace.thing(utf8(sql), 'plaintext'));
	requireStatus(instance, 'available');
	const key = recall(call, instance.memory, 'storage key');
	if (!key) throw new Error('expected a running instance to hold its data key');
	const rows = read(call, key, instance.body, instance.name);
	const inserted = INSERT.exec(sql)?.[1]?.replaceAll("''", "'");
	if (inserted === undefined && !SELECT.test(sql))
		throw new ServiceError('InvalidParameter', "expected insert into … values ('…'), or select", {
			check: 'validation'
		});
	if (inserted !== undefined) {
		const blocks = write(call, key, [...rows, inserted], instance.name);
		put(call, { ...instance, body: { ...instance.body, blocks } });
	}
	answered(call, 'ExecuteStatement');
	return inserted === undefined
		? { records: rows.map((stringValue) => [{ stringValue }]) }
		: { numberOfRecordsUpdated: 1 };
};
