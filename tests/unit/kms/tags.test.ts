/** Tags, with the answers recorded from the real service where there are some. */
import { describe, expect, test } from 'vitest';
import type { Tag } from '$lib/domain/operations';
import { testWorld } from '../world/world';

const tag = (TagKey: string, TagValue = ''): Tag => ({ TagKey, TagValue });
const many = (count: number, from = 0): Tag[] =>
	Array.from({ length: count }, (_, i) => tag(`key ${from + i}`));

async function tagged(tags: readonly Tag[] = []) {
	const world = testWorld();
	const { KeyMetadata } = await world.kms('CreateKey', { Tags: tags });
	const KeyId = KeyMetadata.KeyId;
	return { world, KeyId, list: async () => (await world.kms('ListResourceTags', { KeyId })).Tags };
}

test('tags of CreateKey and TagResource are listed; a value is changed in its place; untagging takes away', async () => {
	const { world, KeyId, list } = await tagged([tag('tag1', 'value1'), tag('tag2', 'value2')]);
	await world.kms('TagResource', { KeyId, Tags: [tag('tag2', 'changed'), tag('tag3', 'value3')] });
	expect(await list()).toEqual([tag('tag1', 'value1'), tag('tag2', 'changed'), tag('tag3', 'value3')]);
	await world.kms('UntagResource', { KeyId, TagKeys: ['tag2', 'never there'] });
	expect(await list()).toEqual([tag('tag1', 'value1'), tag('tag3', 'value3')]);
});

describe('refused on CreateKey and on TagResource', () => {
	test.each([
		['a key twice', [tag('a', '1'), tag('a', '2')], 'TagException: Duplicate tag keys'],
		['the prefix aws:', [tag('aws:mine')], 'TagException: Tags beginning with aws: are reserved'],
		['the prefix AWS:', [tag('AWS:mine')], 'TagException: Tags beginning with aws: are reserved'],
		['51 tags', many(51), 'TagException: Too many tags'],
		['a character that is none of the allowed', [tag('a!')], 'TagException'],
		[
			'a value of 257 characters, and a key of 129',
			[tag('ok'), tag('k'.repeat(129), 'v'.repeat(257))],
			`ValidationException: 2 validation errors detected: Value '${'k'.repeat(129)}' at 'tags.2.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 128; Value '${'v'.repeat(257)}' at 'tags.2.member.tagValue' failed to satisfy constraint: Member must have length less than or equal to 256`
		]
	])('%s', async (_, Tags, message) => {
		const { world, KeyId, list } = await tagged();
		await expect(world.kms('TagResource', { KeyId, Tags })).rejects.toThrow(message);
		await expect(world.kms('CreateKey', { Tags })).rejects.toThrow(message);
		expect(await list()).toEqual([]);
		expect(world.state().keys.size).toBe(1);
	});

	test('a tag that is no structure', async () => {
		const { world, KeyId } = await tagged();
		await expect(world.kms('TagResource', { KeyId, Tags: ['x'] as unknown as Tag[] })).rejects.toThrow(
			'SerializationException'
		);
	});
});

test('a key holds 50 tags, of both calls together', async () => {
	const { world, KeyId, list } = await tagged(many(49));
	await world.kms('TagResource', { KeyId, Tags: many(1, 49) });
	await expect(world.kms('TagResource', { KeyId, Tags: many(1, 50) })).rejects.toThrow(
		'LimitExceededException'
	);
	await world.kms('TagResource', { KeyId, Tags: many(50) });
	expect(await list()).toHaveLength(50);
});

test('pages follow each other by their markers', async () => {
	const { world, KeyId } = await tagged(many(5));
	const first = await world.kms('ListResourceTags', { KeyId, Limit: 3 });
	expect(first).toMatchObject({ Truncated: true, Tags: many(3) });
	const second = await world.kms('ListResourceTags', { KeyId, Limit: 3, Marker: first.NextMarker! });
	expect(second).toEqual({ Truncated: false, Tags: many(2, 3) });
	await expect(world.kms('ListResourceTags', { KeyId, Marker: 'never given' })).rejects.toThrow(
		'InvalidMarkerException'
	);
});
