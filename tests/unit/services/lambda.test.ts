import { describe, expect, test } from 'vitest';
import { fromBase64, fromUtf8 } from '$lib/domain/bytes';
import { HOME, MINUTE, callsTo, cloud, newKey } from './services';

const ROLE = `arn:aws:iam::${HOME}:role/Shop`;
const Environment = { Variables: { DB_PASSWORD: 'correct horse' } };
const FUNCTION = { FunctionName: 'shop', Role: ROLE, Environment };
const IT = { FunctionName: 'shop' };
const CONTEXT = { 'aws:lambda:FunctionArn': `arn:aws:lambda:eu-west-1:${HOME}:function:shop` };
const CARLOS = `arn:aws:iam::${HOME}:user/Carlos`;

async function withFunction(own = true) {
	const it = cloud();
	const KeyId = await newKey(it);
	const principal = { arn: ROLE, identityPolicies: [] };
	await it.world.run({ type: 'iam.putPrincipal', principal, ...it.world.acting });
	const key = [...it.world.state().keys.keys()][0];
	const made = await it.ask('lambda', 'CreateFunction', { ...FUNCTION, ...(own && { KMSKeyArn: key }) });
	return { it, KeyId, made };
}

describe('Lambda', () => {
	test('alias/aws/lambda by default: the role reads its variables without a permission of its own', async () => {
		const { it, made } = await withFunction(false);
		expect(made.kms).toEqual(['Encrypt']);
		const cold = await it.ask('lambda', 'Invoke', IT);
		expect(cold).toMatchObject({ kms: ['Decrypt'], result: { Start: 'cold' } });
		expect(cold.result['Payload']).toBe('Hello from shop, with DB_PASSWORD');
		expect(callsTo(cold.entry)[0]).toMatchObject({
			caller: `arn:aws:sts::${HOME}:assumed-role/Shop/shop`,
			viaService: 'lambda.eu-west-1.amazonaws.com',
			context: CONTEXT,
			keyId: undefined
		});
		expect(JSON.stringify([...it.world.timeline.path()])).not.toContain('correct horse');
	});

	test('under a key of its own: encrypted as whoever configures, with a grant for the role', async () => {
		const { it, made } = await withFunction();
		expect(made.kms).toEqual(['Encrypt', 'CreateGrant']);
		expect((await it.ask('lambda', 'Invoke', IT)).kms).toEqual(['Decrypt']);
		const [sealed] = it.kept('function')[0]!.sealed;
		const opened = await it.world.kms('Decrypt', {
			CiphertextBlob: fromBase64(sealed!.blob),
			EncryptionContext: CONTEXT
		});
		expect(JSON.parse(fromUtf8(opened.Plaintext))).toEqual(Environment.Variables);
	});

	test('a dead key shows at the next cold start, not before', async () => {
		const { it, KeyId } = await withFunction();
		await it.ask('lambda', 'Invoke', IT);
		await it.kms('DisableKey', { KeyId });
		await it.wait(9 * MINUTE);
		expect(await it.ask('lambda', 'Invoke', IT)).toMatchObject({ result: { Start: 'warm' }, kms: [] });
		await it.wait(10 * MINUTE);
		const cold = await it.ask('lambda', 'Invoke', IT);
		expect(cold.answer).toBe('KMSDisabledException');
		expect(cold.entry.outcome).toMatchObject({ error: { status: 502 } });
		await it.kms('EnableKey', { KeyId });
		await it.kms('ScheduleKeyDeletion', { KeyId });
		expect((await it.ask('lambda', 'Invoke', IT)).answer).toBe('KMSInvalidStateException');
	});

	test('without its grant the role is refused', async () => {
		const { it, KeyId } = await withFunction();
		const [grant] = (await it.world.kms('ListGrants', { KeyId })).Grants ?? [];
		await it.kms('RevokeGrant', { KeyId, GrantId: grant!.GrantId });
		expect((await it.ask('lambda', 'Invoke', IT)).answer).toBe('KMSAccessDeniedException');
	});

	test('who may see the function but not use the key gets an error in the place of the variables', async () => {
		const { it } = await withFunction();
		const policy = {
			Version: '2012-10-17',
			Statement: [{ Effect: 'Allow', Action: 'lambda:*', Resource: '*' }]
		};
		const principal = { arn: CARLOS, identityPolicies: [{ name: 'Functions', policy }] };
		await it.world.run({ type: 'iam.putPrincipal', principal, ...it.world.acting });
		const seen = await it.ask('lambda', 'GetFunctionConfiguration', IT, CARLOS);
		expect(seen.result['Environment']).toMatchObject({ Error: { ErrorCode: 'KMSAccessDeniedException' } });
		const own = await it.ask('lambda', 'GetFunctionConfiguration', IT);
		expect(own.result['Environment']).toEqual(Environment);
	});

	test('another key: read under the old one, encrypted under the new, and the next start is cold', async () => {
		const { it, KeyId } = await withFunction();
		await it.ask('lambda', 'Invoke', IT);
		await newKey(it);
		const KMSKeyArn = [...it.world.state().keys.keys()].at(-1);
		const moved = await it.ask('lambda', 'UpdateFunctionConfiguration', { ...IT, KMSKeyArn });
		expect(moved.kms).toEqual(['Decrypt', 'Encrypt', 'CreateGrant']);
		await it.kms('DisableKey', { KeyId });
		expect((await it.ask('lambda', 'Invoke', IT)).result['Start']).toBe('cold');
	});
});
