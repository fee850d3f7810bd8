/** Key policies are checked, stored and returned; what they allow is tested with policies. */
import { expect, test } from 'vitest';
import { testWorld } from '../world/world';

async function withKey(Policy?: string) {
	const world = testWorld();
	const { KeyMetadata } = await world.kms('CreateKey', Policy === undefined ? {} : { Policy });
	return { world, KeyId: KeyMetadata.KeyId };
}
const allowing = (Id: string) =>
	`{"Id":"${Id}","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"}}`;
const sized = (bytes: number) => allowing('x'.repeat(bytes - allowing('').length));

test('a key without a policy of its own has the default that lets its account decide', async () => {
	const { world, KeyId } = await withKey();
	const { Policy, PolicyName } = await world.kms('GetKeyPolicy', { KeyId });
	expect(PolicyName).toBe('default');
	expect(JSON.parse(Policy)).toEqual({
		Version: '2012-10-17',
		Id: 'key-default-1',
		Statement: [
			{
				Sid: 'Enable IAM User Permissions',
				Effect: 'Allow',
				Principal: { AWS: `arn:aws:iam::${world.acting.account}:root` },
				Action: 'kms:*',
				Resource: '*'
			}
		]
	});
	expect(await world.kms('ListKeyPolicies', { KeyId })).toEqual({
		PolicyNames: ['default'],
		Truncated: false
	});
});

test('a policy comes back to the letter, from CreateKey and from PutKeyPolicy', async () => {
	const first = allowing('first').replace(':', ' :\t');
	const { world, KeyId } = await withKey(first);
	expect((await world.kms('GetKeyPolicy', { KeyId, PolicyName: 'default' })).Policy).toBe(first);
	await world.kms('PutKeyPolicy', { KeyId, Policy: allowing('second') });
	expect((await world.kms('GetKeyPolicy', { KeyId })).Policy).toBe(allowing('second'));
});

test.each([
	['no JSON', 'not json', 'MalformedPolicyDocumentException'],
	['JSON that is no object', '[]', 'MalformedPolicyDocumentException'],
	['32,769 bytes', sized(32_769), 'LimitExceededException'],
	['a character above U+00FF', '{"Id":"\u2713"}', 'ValidationException']
])('%s is refused, and nothing changes', async (_, Policy, code) => {
	const { world, KeyId } = await withKey();
	await expect(world.kms('PutKeyPolicy', { KeyId, Policy })).rejects.toThrow(code);
	await expect(world.kms('CreateKey', { Policy })).rejects.toThrow(code);
	expect((await world.kms('GetKeyPolicy', { KeyId })).Policy).toContain('key-default-1');
});

test('32,768 bytes are accepted', async () => {
	const { world, KeyId } = await withKey();
	await world.kms('PutKeyPolicy', { KeyId, Policy: sized(32_768) });
});

test('no policy has another name', async () => {
	const { world, KeyId } = await withKey();
	const words = 'NotFoundException: No such policy exists';
	await expect(world.kms('GetKeyPolicy', { KeyId, PolicyName: 'other' })).rejects.toThrow(words);
	await expect(world.kms('PutKeyPolicy', { KeyId, PolicyName: 'other', Policy: '{}' })).rejects.toThrow(
		words
	);
});
