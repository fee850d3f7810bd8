import { describe, expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import { suggest } from '$lib/policy/suggest';
import { explainEntry } from '$lib/world/explain-entry';
import { ALICE, BOB, DAY, HOME, OTHER, cloud, document, newKey, root, statement } from './services';

const BODY = utf8('the quarterly report');
const PUT = { Bucket: 'reports', Key: 'q3.txt', Body: BODY };
const GET = { Bucket: 'reports', Key: 'q3.txt' };
const CARLOS = `arn:aws:iam::${HOME}:user/Carlos`;

async function withBucket() {
	const it = cloud();
	await it.ask('s3', 'CreateBucket', { Bucket: 'reports' });
	return it;
}

describe('S3', () => {
	test('SSE-S3 asks KMS nothing, and keeps what only S3 can open', async () => {
		const it = await withBucket();
		const put = await it.ask('s3', 'PutObject', PUT);
		expect(put).toMatchObject({ answer: 'ok', kms: [] });
		const get = await it.ask('s3', 'GetObject', GET);
		expect(get).toMatchObject({ answer: 'ok', kms: [] });
		expect(get.result['Body']).toEqual(BODY);
	});

	test('SSE-KMS asks for a data key as the caller, through S3, with the object as context', async () => {
		const it = await withBucket();
		const put = await it.ask('s3', 'PutObject', { ...PUT, ServerSideEncryption: 'aws:kms' });
		expect(put.kms).toEqual(['GenerateDataKey']);
		expect(put.entry.calls?.[0]).toMatchObject({
			caller: `arn:aws:iam::${HOME}:user/Alice`,
			viaService: `s3.${it.world.acting.region}.amazonaws.com`,
			input: { EncryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::reports/q3.txt' }, KeyId: 'alias/aws/s3' }
		});
		const get = await it.ask('s3', 'GetObject', GET);
		expect(get.kms).toEqual(['Decrypt']);
		expect(get.result['Body']).toEqual(BODY);
	});

	test('own pairs join the object in the context, are kept with it, and go along when it is read', async () => {
		const it = await withBucket();
		const sse = (context: string) => ({
			...{ ...PUT, ServerSideEncryption: 'aws:kms' },
			SSEKMSEncryptionContext: btoa(context)
		});
		const context = { team: 'museum', 'aws:s3:arn': 'arn:aws:s3:::reports/q3.txt' };
		const put = await it.ask('s3', 'PutObject', sse('{"team":"museum"}'));
		expect(put.entry.calls?.[0]).toMatchObject({ input: { EncryptionContext: context } });
		expect(it.kept('object')[0]!.sealed[0]!.context).toEqual(context);
		const get = await it.ask('s3', 'GetObject', GET);
		expect(get.entry.calls?.[0]).toMatchObject({ input: { EncryptionContext: context } });
		expect(get.result['Body']).toEqual(BODY);
		for (const wrong of ['museum', '["museum"]', '{"team":1}'])
			expect(await it.ask('s3', 'PutObject', sse(wrong))).toMatchObject({
				answer: 'InvalidRequest',
				kms: []
			});
	});

	test('a dead key refuses the object at once', async () => {
		const it = await withBucket();
		const key = await it.world.kms('CreateKey', {});
		const { KeyId } = key.KeyMetadata;
		await it.ask('s3', 'PutObject', { ...PUT, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId });
		await it.kms('DisableKey', { KeyId });
		expect(await it.ask('s3', 'GetObject', GET)).toMatchObject({ answer: 'KMS.DisabledException' });
		await it.kms('EnableKey', { KeyId });
		await it.kms('ScheduleKeyDeletion', { KeyId });
		expect(await it.ask('s3', 'GetObject', GET)).toMatchObject({ answer: 'KMS.KMSInvalidStateException' });
	});

	test('who may not is refused in IAM’s words, and nothing of the plaintext is in the log', async () => {
		const it = await withBucket();
		const refused = await it.ask('s3', 'PutObject', PUT, CARLOS);
		expect(refused.answer).toBe('AccessDenied');
		expect(refused.message).toBe(
			`User: ${CARLOS} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::reports/q3.txt" because no identity-based policy allows the s3:PutObject action`
		);
		const put = await it.ask('s3', 'PutObject', { ...PUT, ServerSideEncryption: 'aws:kms' });
		expect(JSON.stringify(put.entry)).not.toContain('cXVhcnRlcmx5');
		expect(put.entry.command).toMatchObject({ input: { Body: { $secret: { length: BODY.length } } } });
	});

	test('a read refused by the key is explained, and what would allow it is found', async () => {
		const it = await withBucket();
		const { KeyMetadata } = await it.world.kms('CreateKey', {});
		const { KeyId } = KeyMetadata;
		await it.ask('s3', 'PutObject', { ...PUT, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId });
		await it.world.run({
			type: 'iam.putPrincipal',
			principal: {
				arn: CARLOS,
				identityPolicies: [
					{
						name: 'Read',
						policy: {
							Version: '2012-10-17',
							Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }]
						}
					}
				]
			},
			...it.world.acting
		});
		const before = it.world.state();
		const refused = await it.ask('s3', 'GetObject', GET, CARLOS);
		expect(refused.answer).toBe('AccessDenied');
		const explained = explainEntry(before, refused.entry)!;
		expect(explained.refused).toBe(true);
		expect(explained.permissions.map((one) => one.verdict.allowed)).toEqual([true, false]);
		expect(suggest(explained.situation).length).toBeGreaterThan(0);
	});
});

describe('the variants of S3', () => {
	const KMS = { ServerSideEncryption: 'aws:kms' };
	const HOUR = 3_600_000;

	test('a Bucket Key asks KMS once for a requester and an hour, with the bucket as context', async () => {
		const it = await withBucket();
		const put = (Key: string, caller?: string) =>
			it.ask('s3', 'PutObject', { ...PUT, ...KMS, Key, BucketKeyEnabled: true }, caller);
		const first = await put('a');
		expect(first.kms).toEqual(['GenerateDataKey']);
		expect(first.entry.calls?.[0]).toMatchObject({
			input: { EncryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::reports' } }
		});
		expect((await put('b')).kms).toEqual([]);
		expect((await put('c', `arn:aws:iam::${HOME}:root`)).kms).toEqual(['GenerateDataKey']);
		const get = await it.ask('s3', 'GetObject', { ...GET, Key: 'b' });
		expect([get.kms, get.result['Body']]).toEqual([[], BODY]);
		await it.world.run({ type: 'clock.advance', by: HOUR, ...it.world.acting });
		const later = await it.ask('s3', 'GetObject', { ...GET, Key: 'b' });
		expect([later.kms, later.result['Body']]).toEqual([['Decrypt'], BODY]);
	});

	test('behind a Bucket Key a disabled key is noticed only when S3 must ask again', async () => {
		const it = await withBucket();
		const { KeyId } = (await it.world.kms('CreateKey', {})).KeyMetadata;
		await it.ask('s3', 'PutObject', { ...PUT, ...KMS, SSEKMSKeyId: KeyId, BucketKeyEnabled: true });
		await it.kms('DisableKey', { KeyId });
		expect(await it.ask('s3', 'GetObject', GET)).toMatchObject({ answer: 'ok', kms: [] });
		await it.world.run({ type: 'clock.advance', by: HOUR, ...it.world.acting });
		expect(await it.ask('s3', 'GetObject', GET)).toMatchObject({ answer: 'KMS.DisabledException' });
	});

	test('DSSE-KMS has two layers; without either key there is nothing to read', async () => {
		const it = await withBucket();
		const put = await it.ask('s3', 'PutObject', { ...PUT, ServerSideEncryption: 'aws:kms:dsse' });
		expect(put.kms).toEqual(['GenerateDataKey']);
		const [object] = [...it.world.state().resources.values()].filter((one) => one.type === 'object');
		const { ciphertext } = object!.body as { ciphertext: string };
		// Two layers: each adds an IV of 12 bytes and a tag of 16.
		expect(atob(ciphertext)).toHaveLength(BODY.length + 2 * 28);
		const get = await it.ask('s3', 'GetObject', GET);
		expect([get.kms, get.result['Body']]).toEqual([['Decrypt'], BODY]);
	});

	test('SSE-C is blocked until the bucket lets it in; then the key must come with each request', async () => {
		const it = await withBucket();
		const SSECustomerKey = new Uint8Array(32).fill(9);
		const put = () => it.ask('s3', 'PutObject', { ...PUT, SSECustomerKey });
		expect(await put()).toMatchObject({ answer: 'AccessDenied' });
		await it.ask('s3', 'PutBucketEncryption', { Bucket: 'reports', BlockedEncryptionTypes: 'NONE' });
		expect(await put()).toMatchObject({ answer: 'ok', kms: [] });
		expect(await it.ask('s3', 'GetObject', GET)).toMatchObject({ answer: 'InvalidRequest' });
		const other = { ...GET, SSECustomerKey: new Uint8Array(32).fill(8) };
		expect(await it.ask('s3', 'GetObject', other)).toMatchObject({ answer: 'AccessDenied' });
		const get = await it.ask('s3', 'GetObject', { ...GET, SSECustomerKey });
		expect(get.result['Body']).toEqual(BODY);
		expect(JSON.stringify([...it.world.timeline.path()])).not.toContain('CQkJCQkJ');
	});

	test('the bucket decides for objects that say nothing', async () => {
		const it = await withBucket();
		await it.ask('s3', 'PutBucketEncryption', {
			Bucket: 'reports',
			SSEAlgorithm: 'aws:kms',
			BucketKeyEnabled: true
		});
		const put = await it.ask('s3', 'PutObject', PUT);
		expect(put.result).toMatchObject({ ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true });
	});

	test('another account reads with both policies, and an AWS managed key keeps it out', async () => {
		const it = await withBucket();
		const { KeyId } = (await it.world.kms('CreateKey', {})).KeyMetadata;
		const statement = (Principal: object, Action: string, Resource: string) => ({
			...{ Effect: 'Allow', Principal, Action, Resource }
		});
		const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });
		const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
		await it.ask('s3', 'PutObject', { ...PUT, ...KMS, SSEKMSKeyId: KeyId });
		await it.ask('s3', 'PutObject', { ...PUT, ...KMS, Key: 'managed' });
		expect(await it.ask('s3', 'GetObject', GET, BOB)).toMatchObject({ answer: 'AccessDenied', kms: [] });
		await it.ask('s3', 'PutBucketPolicy', {
			Bucket: 'reports',
			Policy: policy(statement(root(OTHER), 's3:GetObject', 'arn:aws:s3:::reports/*'))
		});
		expect(await it.ask('s3', 'GetObject', GET, BOB)).toMatchObject({
			answer: 'AccessDenied',
			kms: ['Decrypt']
		});
		await it.kms('PutKeyPolicy', {
			KeyId,
			Policy: policy(statement(root(HOME), 'kms:*', '*'), statement(root(OTHER), 'kms:Decrypt', '*'))
		});
		expect(await it.ask('s3', 'GetObject', GET, BOB)).toMatchObject({ answer: 'ok' });
		const managed = await it.ask('s3', 'GetObject', { ...GET, Key: 'managed' }, BOB);
		expect(managed).toMatchObject({ answer: 'AccessDenied', kms: ['Decrypt'] });
	});
});

describe('whose word counts for an object', () => {
	const ONLY_ALICE = document(statement({ AWS: ALICE }, 'kms:*'));

	test('IAM is enough for a bucket without a policy, and for a key only where its policy hands over', async () => {
		const it = await withBucket();
		const KeyId = await newKey(it, { Policy: ONLY_ALICE });
		await it.ask('s3', 'PutObject', { ...PUT, Key: 'with-s3' });
		await it.ask('s3', 'PutObject', { ...PUT, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId });
		await it.letIam(CARLOS, '*');
		expect((await it.ask('s3', 'GetObject', { ...GET, Key: 'with-s3' }, CARLOS)).answer).toBe('ok');
		expect(await it.ask('s3', 'GetObject', GET, CARLOS)).toMatchObject({
			answer: 'AccessDenied',
			kms: ['Decrypt']
		});
		await it.kms('PutKeyPolicy', { KeyId, Policy: document(statement(root(HOME), 'kms:*')) });
		expect((await it.ask('s3', 'GetObject', GET, CARLOS)).answer).toBe('ok');
	});

	test('alias/aws/s3 is made with its first use, and a deleted key is not found', async () => {
		const it = await withBucket();
		const names = () => [...it.world.state().aliases.values()].map(({ name }) => name);
		expect(names()).toEqual([]);
		await it.ask('s3', 'PutObject', { ...PUT, ServerSideEncryption: 'aws:kms' });
		expect(names()).toEqual(['alias/aws/s3']);
		const KeyId = await newKey(it);
		const under = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId };
		await it.ask('s3', 'PutObject', { ...PUT, ...under });
		await it.kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
		await it.wait(7 * DAY);
		expect(await it.ask('s3', 'GetObject', GET)).toMatchObject({ answer: 'KMS.NotFoundException' });
		expect(await it.ask('s3', 'PutObject', { ...PUT, ...under })).toMatchObject({
			answer: 'KMS.NotFoundException'
		});
	});

	test('client-side: S3 keeps a message that it cannot read, and does not ask the key (section 6)', async () => {
		const it = await withBucket();
		const KeyId = await newKey(it);
		const { bytes } = await it.world.run({
			...{ type: 'client.seal', name: 'q3.txt', plaintext: BODY, keyIds: [KeyId], context: {} },
			...it.world.acting
		});
		await it.ask('s3', 'PutObject', { ...PUT, Body: bytes });
		await it.kms('DisableKey', { KeyId });
		const got = await it.ask('s3', 'GetObject', GET);
		expect([got.kms, got.result['Body']]).toEqual([[], bytes]);
		const message = got.result['Body'] as Uint8Array;
		const open = () => it.world.run({ type: 'client.open', name: 'q3.txt', message, ...it.world.acting });
		const refused = (await open()).entry;
		expect(refused.outcome).toMatchObject({ ok: false, error: { code: 'DisabledException' } });
		await it.kms('EnableKey', { KeyId });
		expect((await open()).bytes).toEqual(BODY);
	});
});
