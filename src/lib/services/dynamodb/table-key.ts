/**
 * The table key: wrapped by a KMS key or by DynamoDB's own, and kept in memory until five minutes have passed without
 * a use. It wraps the data encryption keys; KMS is not asked for those.
 * Source: KMS Developer Guide, services-dynamodb (2020); DynamoDB Developer Guide, "Encryption at rest".
 * Differs from AWS: one cache a table (AWS: one a connection); the calls for a new table are not all published.
 */
import { fromBase64, toBase64 } from '$lib/domain/bytes';
import type { KeyArn } from '$lib/domain/ids';
import { grantee, byGrant } from '../callers';
import { newDataKey, openDataKey } from '../data-keys';
import { hold, recall, type Memory } from '../memory';
import { open, seal } from '../sealing';
import { ServiceError, type ServiceCall } from '../service';
import { throughKms } from '../through-kms';
import type { Table, TableBody } from './records';
import { REFUSALS } from './refusals';

/** Without a use, milliseconds. */
export const CACHE = 300_000;
const NAME = 'table key';
const TABLE_KEY = { name: 'wrapped table key', material: 'data-key', by: 'a key of its own' } as const;
const DATA_KEY = { name: 'wrapped data encryption key', material: 'data-key', by: 'the table key' } as const;

const contextOf = ({ name, account }: Pick<Table, 'name' | 'account'>) => ({
	'aws:dynamodb:tableName': name,
	'aws:dynamodb:subscriberId': account
});

/** How a table is protected: what is kept, and the table key in memory. */
export type Protection = Pick<Table, 'sealed' | 'watch'> & {
	readonly tableKey: Uint8Array;
	readonly memory: Memory;
	readonly body: Pick<TableBody, 'sse' | 'wrappedByOwned' | 'grant'>;
};
type Place = Pick<Table, 'arn' | 'name' | 'account' | 'region'>;

const cached = (call: ServiceCall, key: Uint8Array): Memory =>
	hold(call, key, { name: NAME, where: 'until five minutes pass without a use', period: CACHE });

export function underOwnedKey(call: ServiceCall, place: Place, tableKey = call.random(32)): Protection {
	const wrapped = seal(call, call.ownedKey('tables'), tableKey, { ...TABLE_KEY, label: place.name });
	return {
		...{ sealed: [], tableKey, memory: cached(call, tableKey) },
		body: { sse: 'AWS_OWNED', wrappedByOwned: toBase64(wrapped) }
	};
}

/** As the user: what the key is, a grant for DynamoDB's own later work, and a table key. */
export async function underKmsKey(call: ServiceCall, place: Place, keyId: string): Promise<Protection> {
	const keyArn = await usableKey(call, keyId);
	const context = contextOf(place);
	const dynamodb = grantee(call, place.region);
	const grantIt = () =>
		throughKms(REFUSALS, () =>
			call.kms.call(
				'CreateGrant',
				{
					KeyId: keyArn,
					GranteePrincipal: dynamodb,
					RetiringPrincipal: dynamodb,
					Operations: [
						...(['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo'] as const),
						...(['GenerateDataKey', 'DescribeKey', 'RetireGrant'] as const)
					],
					Constraints: { EncryptionContextSubset: context }
				},
				call.forCaller()
			)
		);
	const { GrantId: id, GrantToken: token } = await grantIt();
	// For its maintenance DynamoDB takes two. What tells them apart is not published.
	await grantIt();
	const grant = { id, token };
	const { key: tableKey, sealed } = await newDataKey(call, { keyId: keyArn, context, refusals: REFUSALS });
	return {
		...{ sealed: [sealed], tableKey, memory: cached(call, tableKey) },
		watch: { keyArn, grantId: grant.id },
		body: { sse: 'KMS', grant }
	};
}

async function usableKey(call: ServiceCall, keyId: string): Promise<KeyArn> {
	const { KeyMetadata: key } = await throughKms(REFUSALS, () =>
		call.kms.call('DescribeKey', { KeyId: keyId }, call.forCaller())
	);
	if (key.KeySpec === 'SYMMETRIC_DEFAULT') return key.Arn as KeyArn;
	throw new ServiceError(
		'ValidationException',
		`DynamoDB takes symmetric encryption keys only; ${key.Arn} is ${key.KeySpec}.`
	);
}

/** From memory, else from KMS for whoever asks; then kept for five more minutes. */
export async function tableKeyOf(
	call: ServiceCall,
	table: Table
): Promise<{ key: Uint8Array; memory: Memory }> {
	const held = recall(call, table.memory, NAME);
	if (held) return { key: held, memory: { ...table.memory!, until: call.time + CACHE } };
	const [sealed] = table.sealed;
	const key = sealed
		? await openDataKey(call, sealed, { refusals: REFUSALS })
		: open(call, call.ownedKey('tables'), fromBase64(table.body.wrappedByOwned ?? ''), {
				...TABLE_KEY,
				label: table.name
			});
	return { key, memory: cached(call, key) };
}

/** DynamoDB moves a table to another key by itself, under the grant it has. */
export async function tableKeyByGrant(call: ServiceCall, table: Table): Promise<Uint8Array> {
	const [sealed] = table.sealed;
	if (!sealed) return (await tableKeyOf(call, table)).key;
	const grantToken = table.body.grant?.token;
	return openDataKey(call, sealed, { refusals: REFUSALS, by: byGrant(call, table), grantToken });
}

export const wrapDataKey = (call: ServiceCall, tableKey: Uint8Array, dataKey: Uint8Array): string =>
	toBase64(seal(call, tableKey, dataKey, DATA_KEY));
export const dataKeyOf = (call: ServiceCall, tableKey: Uint8Array, { body }: Table): Uint8Array =>
	open(call, tableKey, fromBase64(body.wrappedDataKey), DATA_KEY);
