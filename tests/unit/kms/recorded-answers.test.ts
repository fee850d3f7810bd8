/**
 * Answers recorded from the real AWS (vectors/aws-answers, LocalStack's snapshots, 2023 to 2025) that concern what has
 * no file of its own here. Ids are written as the recording writes them.
 */
import { expect, test } from 'vitest';
import type { Command } from '$lib/domain/entry';
import { region } from '$lib/domain/ids';
import { testWorld } from '../world/world';

const OTHER = region('us-east-1');

async function answer(operation: string, input: object, where?: string) {
	const world = testWorld();
	const { KeyMetadata: key } = await world.kms('CreateKey', {});
	const filled = JSON.parse(
		JSON.stringify(input).replaceAll('<key-id>', key.KeyId).replaceAll('<key-arn>', key.Arn)
	) as object;
	const { entry } = await world.run({
		type: 'kms',
		operation,
		input: filled,
		...world.acting,
		...(where && { region: where })
	} as unknown as Command);
	if (entry.outcome.ok) return entry.outcome.result;
	const { code, message } = entry.outcome.error;
	return `${code}: ${message.replaceAll(key.KeyId, '<key-id>')}`;
}

test.each([
	['GenerateRandom', {}, 'ValidationException: NumberOfBytes is required.'],
	['DescribeKey', { KeyId: 'fake-key-id' }, "NotFoundException: Invalid keyId 'fake-key-id'"],
	['DescribeKey', { KeyId: 'mrk-fake-key-id' }, "NotFoundException: Invalid keyId 'mrk-fake-key-id'"],
	[
		'DescribeKey',
		{ KeyId: '134f2428cec14b25a1ae9048164dba47' },
		"NotFoundException: Invalid keyId '134f2428cec14b25a1ae9048164dba47'"
	],
	[
		'DescribeKey',
		{ KeyId: 'mrk-d3b95762d3b95762d3b95762d3b95762' },
		"NotFoundException: Key 'arn:aws:kms:eu-west-1:111122223333:key/mrk-d3b95762d3b95762d3b95762d3b95762' does not exist"
	]
])('%s %j: %s', async (operation, input, words) => {
	expect(await answer(operation, input)).toBe(words);
});

test('a key of another Region is not found, by its id and by its ARN', async () => {
	expect(await answer('DescribeKey', { KeyId: '<key-id>' }, OTHER)).toBe(
		`NotFoundException: Key 'arn:aws:kms:${OTHER}:111122223333:key/<key-id>' does not exist`
	);
	expect(await answer('DescribeKey', { KeyId: '<key-arn>' }, OTHER)).toBe(
		'NotFoundException: Invalid arn eu-west-1'
	);
});

test('a rotation on demand is answered with the ARN, its status with the key id', async () => {
	const world = testWorld();
	const { KeyMetadata } = await world.kms('CreateKey', {});
	const KeyId = KeyMetadata.KeyId;
	expect(await world.kms('RotateKeyOnDemand', { KeyId: KeyMetadata.Arn })).toEqual({
		KeyId: KeyMetadata.Arn
	});
	expect(await world.kms('GetKeyRotationStatus', { KeyId: KeyMetadata.Arn })).toEqual({
		KeyId,
		KeyRotationEnabled: false
	});
});
