import { describe, expect, test } from 'vitest';
import {
	BOB,
	HOME,
	OTHER,
	callsTo,
	cloud,
	document,
	newKey,
	openedByHand,
	root,
	statement
} from './services';

const MADE = { Name: 'db-password', SecretString: 'correct horse' };
const GET = { SecretId: 'db-password' };
type Contexts = readonly { readonly SecretVersionId: string }[];

describe('Secrets Manager', () => {
	test('a new secret: the key is tried once, then the value gets a data key of its own', async () => {
		const it = cloud();
		const made = await it.ask('secretsmanager', 'CreateSecret', MADE);
		expect(made.kms).toEqual(['GenerateDataKey', 'Decrypt', 'GenerateDataKey']);
		const contexts = callsTo(made.entry).map(({ context }) => context) as unknown as Contexts;
		expect(contexts.map((one) => one.SecretVersionId)).toEqual([
			'RequestToValidateKeyAccess',
			'RequestToValidateKeyAccess',
			made.result['VersionId']
		]);
		expect(callsTo(made.entry)[0]).toMatchObject({
			caller: `arn:aws:iam::${HOME}:user/Alice`,
			viaService: `secretsmanager.${it.world.acting.region}.amazonaws.com`,
			context: { SecretARN: made.result['ARN'] },
			keyId: 'alias/aws/secretsmanager'
		});
		const got = await it.ask('secretsmanager', 'GetSecretValue', GET);
		expect([got.kms, got.result['SecretString']]).toEqual([['Decrypt'], 'correct horse']);
		expect(JSON.stringify([...it.world.timeline.path()])).not.toContain('correct horse');
	});

	test('what lies there opens with the key and the context it names, and with nothing else', async () => {
		const it = cloud();
		await it.ask('secretsmanager', 'CreateSecret', { ...MADE, KmsKeyId: await newKey(it) });
		const version = it.kept('secret-version')[0]!;
		expect(await openedByHand(it, version)).toBe('correct horse');
		const other = { ...version, sealed: [{ ...version.sealed[0]!, context: { SecretARN: 'another' } }] };
		await expect(openedByHand(it, other)).rejects.toThrow('InvalidCiphertextException');
	});

	test('a value put later is current, the one before is previous', async () => {
		const it = cloud();
		await it.ask('secretsmanager', 'CreateSecret', MADE);
		const put = await it.ask('secretsmanager', 'PutSecretValue', { ...GET, SecretString: 'second' });
		expect(put.kms).toEqual(['GenerateDataKey']);
		await it.ask('secretsmanager', 'PutSecretValue', { ...GET, SecretString: 'third' });
		const previous = await it.ask('secretsmanager', 'GetSecretValue', {
			...GET,
			VersionStage: 'AWSPREVIOUS'
		});
		expect(previous.result['SecretString']).toBe('second');
		expect(it.kept('secret-version').map(({ body }) => body['stages'])).toEqual([
			[],
			['AWSPREVIOUS'],
			['AWSCURRENT']
		]);
	});

	test('another key: the labelled versions are encrypted anew, an older one stays', async () => {
		const it = cloud();
		await it.ask('secretsmanager', 'CreateSecret', MADE);
		for (const SecretString of ['second', 'third'])
			await it.ask('secretsmanager', 'PutSecretValue', { ...GET, SecretString });
		const KmsKeyId = await newKey(it);
		const update = await it.ask('secretsmanager', 'UpdateSecret', { ...GET, KmsKeyId });
		const test = ['GenerateDataKey', 'Decrypt'];
		expect(update.kms).toEqual([...test, 'Decrypt', 'GenerateDataKey', 'Decrypt', 'GenerateDataKey']);
		const under = it.kept('secret-version').map((one) => one.sealed[0]!.keyArn.endsWith(KmsKeyId));
		expect(under).toEqual([false, true, true]);
	});

	test('a dead key: neither read nor written, at once', async () => {
		const it = cloud();
		const KeyId = await newKey(it);
		await it.ask('secretsmanager', 'CreateSecret', { ...MADE, KmsKeyId: KeyId });
		await it.kms('DisableKey', { KeyId });
		expect(await it.ask('secretsmanager', 'GetSecretValue', GET)).toMatchObject({
			answer: 'DecryptionFailure'
		});
		const put = await it.ask('secretsmanager', 'PutSecretValue', { ...GET, SecretString: 'no' });
		expect(put).toMatchObject({ answer: 'EncryptionFailure' });
		await it.ask('secretsmanager', 'UpdateSecret', { ...GET, KmsKeyId: await newKey(it) });
		expect(it.kept('secret-version')[0]!.sealed[0]!.keyArn).toContain(KeyId);
	});

	test('an RSA key is refused, and nothing is made', async () => {
		const it = cloud();
		const KmsKeyId = await newKey(it, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
		expect(await it.ask('secretsmanager', 'CreateSecret', { ...MADE, KmsKeyId })).toMatchObject({
			answer: 'EncryptionFailure'
		});
		expect(it.kept('secret')).toEqual([]);
	});

	test('another account reads with resource policy, key policy and its own IAM; never under the AWS managed key', async () => {
		const it = cloud();
		const KmsKeyId = await newKey(it);
		const { ARN } = (await it.ask('secretsmanager', 'CreateSecret', { ...MADE, KmsKeyId })).result;
		const read = (SecretId: unknown) => it.ask('secretsmanager', 'GetSecretValue', { SecretId }, BOB);
		expect(await read(ARN)).toMatchObject({ answer: 'AccessDeniedException', kms: [] });
		const ResourcePolicy = document(statement(root(OTHER), 'secretsmanager:GetSecretValue'));
		await it.ask('secretsmanager', 'PutResourcePolicy', { ...GET, ResourcePolicy });
		expect(await read(ARN)).toMatchObject({ answer: 'AccessDeniedException', kms: ['Decrypt'] });
		const Policy = document(statement(root(HOME), 'kms:*'), statement(root(OTHER), 'kms:Decrypt'));
		await it.kms('PutKeyPolicy', { KeyId: KmsKeyId, Policy });
		expect((await read(ARN)).result['SecretString']).toBe('correct horse');
		const managed = { Name: 'managed', SecretString: 'mine' };
		const { ARN: other } = (await it.ask('secretsmanager', 'CreateSecret', managed)).result;
		await it.ask('secretsmanager', 'PutResourcePolicy', { SecretId: 'managed', ResourcePolicy });
		expect(await read(other)).toMatchObject({ answer: 'AccessDeniedException', kms: ['Decrypt'] });
	});
});
