/**
 * The rules for tags. Source: API TagResource, Tag; the messages as recorded from the real service (2023).
 * Differs from AWS: which exception TagResource gives when old and new tags together are too many is not documented.
 */
import { KmsError } from '$lib/domain/errors';
import type { Tag } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import { limitReached } from './limit';

export type Tags = Readonly<Record<string, string>>;

const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const refused = (message: string, detail: string): KmsError =>
	new KmsError('TagException', message, { check: 'validation', detail });

/** The tags of a key after these are put on it. @throws KmsError TagException, LimitExceededException */
export function withTags(before: Tags, added: readonly Tag[] = []): Tags {
	if (added.length > LIMITS.tagsPerKey)
		throw refused('Too many tags', `expected at most ${LIMITS.tagsPerKey} tags, got ${added.length}`);
	checkTagKeys(added.map((tag) => tag.TagKey));
	if (new Set(added.map((tag) => tag.TagKey)).size < added.length)
		throw refused('Duplicate tag keys', 'a tag key may stand only once in a request');
	for (const { TagKey, TagValue } of added)
		if (!CHARACTERS.test(TagKey) || !CHARACTERS.test(TagValue))
			throw refused('Tag keys and values may contain letters, spaces, numbers and _.:/=+-@', TagKey);
	const after = Object.fromEntries([
		...Object.entries(before),
		...added.map((tag): [string, string] => [tag.TagKey, tag.TagValue])
	]);
	if (Object.keys(after).length > LIMITS.tagsPerKey)
		throw limitReached(`${LIMITS.tagsPerKey} tags for a key`);
	return after;
}

/** @throws KmsError TagException for the reserved prefix, in either case */
export function checkTagKeys(keys: readonly string[]): void {
	if (keys.some((key) => /^aws:/i.test(key)))
		throw refused('Tags beginning with aws: are reserved', 'the prefix aws: belongs to AWS');
}
