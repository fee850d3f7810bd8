import { describe, expect, test } from 'vitest';
import { fromBase64, fromUtf8 } from '$lib/domain/bytes';
import { openBytes } from '$lib/services/cipher';
import { DAY, HOME, MINUTE, callsTo, cloud, newKey } from './services';

const TABLE = { TableName: 'Books', HashKey: 'title' };
const PUT = { TableName: 'Books', Item: { title: { S: 'Emma' }, place: { S: 'Highbury' } } };
const GET = { TableName: 'Books', Key: { title: { S: 'Emma' } } };
const CARLOS = `arn:aws:iam::${HOME}:user/Carlos`;

async function withTable(input: object = {}) {
	const it = cloud();
	const KMSMasterKeyId = await newKey(it);
	const made = await it.ask('dynamodb', 'CreateTable', {
		...TABLE,
		SSEType: 'KMS',
		KMSMasterKeyId,
		...input
	});
	return { it, KeyId: KMSMasterKeyId, made };
}

describe('DynamoDB', () => {
	test('by default a key of its own, and not one call to KMS', async () => {
		const it = cloud();
		for (const [operation, input] of [
			['CreateTable', TABLE],
			['PutItem', PUT],
			['GetItem', GET]
		] as const)
			expect(await it.ask('dynamodb', operation, input)).toMatchObject({ answer: 'ok', kms: [] });
		expect(JSON.stringify([...it.world.timeline.path()])).not.toContain('Highbury');
	});

	test('alias/aws/dynamodb where KMS is asked for and no key named', async () => {
		const { it } = await withTable({ KMSMasterKeyId: undefined });
		expect([...it.world.state().aliases.values()].map(({ name }) => name)).toContain('alias/aws/dynamodb');
	});

	test('three levels: the KMS key wraps the table key, that the data encryption key, that the item', async () => {
		const { it, made } = await withTable();
		expect(made.kms).toEqual(['DescribeKey', 'CreateGrant', 'CreateGrant', 'GenerateDataKey']);
		const context = { 'aws:dynamodb:tableName': 'Books', 'aws:dynamodb:subscriberId': HOME };
		expect(callsTo(made.entry)[3]).toMatchObject({ context, viaService: 'dynamodb.eu-west-1.amazonaws.com' });
		await it.ask('dynamodb', 'PutItem', PUT);
		const [table] = it.kept('table');
		const [item] = it.kept('item');
		const opened = await it.world.kms('Decrypt', {
			CiphertextBlob: fromBase64(table!.sealed[0]!.blob),
			EncryptionContext: context
		});
		const dataKey = openBytes(opened.Plaintext, fromBase64(table!.body['wrappedDataKey'] as string));
		const text = fromUtf8(openBytes(dataKey, fromBase64(item!.body['ciphertext'] as string)));
		expect(JSON.parse(text)).toEqual(PUT.Item);
	});

	test('the table key is cached until five minutes pass without a use', async () => {
		const { it } = await withTable();
		await it.ask('dynamodb', 'PutItem', PUT);
		for (const [minutes, kms] of [
			[4, []],
			[4, []],
			[5, ['Decrypt']]
		] as const) {
			await it.wait(minutes * MINUTE);
			expect((await it.ask('dynamodb', 'GetItem', GET)).kms).toEqual(kms);
		}
	});

	test('a dead key: works from the cache, then inaccessible; back with the key, archived after seven days', async () => {
		const { it, KeyId } = await withTable();
		await it.ask('dynamodb', 'PutItem', PUT);
		await it.kms('DisableKey', { KeyId });
		await it.wait(4 * MINUTE);
		expect((await it.ask('dynamodb', 'GetItem', GET)).result).toEqual({ Item: PUT.Item });
		await it.wait(10 * MINUTE);
		expect(it.kept('table')[0]!.status).toBe('INACCESSIBLE_ENCRYPTION_CREDENTIALS');
		expect((await it.ask('dynamodb', 'GetItem', GET)).answer).toBe('ResourceInUseException');
		await it.kms('EnableKey', { KeyId });
		await it.wait(5 * MINUTE);
		expect((await it.ask('dynamodb', 'GetItem', GET)).result).toEqual({ Item: PUT.Item });
		await it.kms('DisableKey', { KeyId });
		await it.wait(8 * DAY);
		expect(it.kept('table')[0]!.status).toBe('ARCHIVED');
		await it.kms('EnableKey', { KeyId });
		await it.wait(DAY);
		expect(it.kept('table')[0]!.status).toBe('ARCHIVED');
	});

	test('the cache over and the key just gone, before DynamoDB has noticed: KMS refuses', async () => {
		const { it, KeyId } = await withTable();
		await it.ask('dynamodb', 'PutItem', PUT);
		await it.wait(6 * MINUTE);
		await it.kms('DisableKey', { KeyId });
		expect(await it.ask('dynamodb', 'GetItem', GET)).toMatchObject({ answer: 'ValidationException' });
	});

	test('who may read the table but not use the key is refused when the cache is over', async () => {
		const { it } = await withTable();
		await it.ask('dynamodb', 'PutItem', PUT);
		const policy = {
			Version: '2012-10-17',
			Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }]
		};
		const principal = { arn: CARLOS, identityPolicies: [{ name: 'Tables', policy }] };
		await it.world.run({ type: 'iam.putPrincipal', principal, ...it.world.acting });
		expect((await it.ask('dynamodb', 'GetItem', GET, CARLOS)).answer).toBe('ok');
		await it.wait(6 * MINUTE);
		expect((await it.ask('dynamodb', 'GetItem', GET, CARLOS)).answer).toBe('KMSAccessDeniedException');
	});

	test('another key, and back to its own: DynamoDB moves the table key itself, items stay readable', async () => {
		const { it, KeyId } = await withTable();
		await it.ask('dynamodb', 'PutItem', PUT);
		const before = it.kept('item')[0]!.body;
		const KMSMasterKeyId = await newKey(it);
		const moved = await it.ask('dynamodb', 'UpdateTable', {
			TableName: 'Books',
			SSEType: 'KMS',
			KMSMasterKeyId
		});
		expect(callsTo(moved.entry)[0]).toMatchObject({
			operation: 'Decrypt',
			caller: 'dynamodb.eu-west-1.amazonaws.com'
		});
		expect(moved.answer).toBe('ok');
		expect(it.kept('item')[0]!.body).toEqual(before);
		await it.kms('DisableKey', { KeyId });
		await it.wait(10 * MINUTE);
		expect((await it.ask('dynamodb', 'GetItem', GET)).result).toEqual({ Item: PUT.Item });
		await it.ask('dynamodb', 'UpdateTable', { TableName: 'Books', SSEType: 'AWS_OWNED' });
		expect(await it.ask('dynamodb', 'GetItem', GET)).toMatchObject({ answer: 'ok', kms: [] });
	});

	test('an RSA key is refused', async () => {
		const it = cloud();
		const KMSMasterKeyId = await newKey(it, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
		const refused = await it.ask('dynamodb', 'CreateTable', { ...TABLE, SSEType: 'KMS', KMSMasterKeyId });
		expect(refused.answer).toBe('ValidationException');
	});
});
