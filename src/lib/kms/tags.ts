/**
 * The rules for tags given to a key. Source: API TagResource; AWS Billing guide, "Tag restrictions"; wording and codes
 * as recorded from AWS, January 2025. AWS answers too many tags with a TagException, not with the model's list bound.
 */
import { KmsError } from '$lib/domain/errors';
import { LIMITS } from '$lib/facts/limits';
import { invalid } from './validate';

export interface Tag {
	readonly TagKey: string;
	readonly TagValue: string;
}

const tagError = (message: string): KmsError =>
	new KmsError('TagException', message, { check: 'validation', detail: message });

/** @throws KmsError ValidationException for a length, TagException for all else */
export function checkTags(tags: readonly Tag[]): void {
	const complaints = tags.flatMap((tag, i) => [
		...outside(`tags.${i + 1}.member.tagKey`, tag.TagKey, LIMITS.tagKey),
		...outside(`tags.${i + 1}.member.tagValue`, tag.TagValue, LIMITS.tagValue)
	]);
	const count = complaints.length;
	if (count > 0)
		throw invalid(`${count} validation error${count > 1 ? 's' : ''} detected: ${complaints.join('; ')}`);
	if (tags.length > LIMITS.tagsPerKey) throw tagError('Too many tags');
	if (tags.some((tag) => /^aws:/i.test(tag.TagKey))) throw tagError('Tags beginning with aws: are reserved');
	if (new Set(tags.map((tag) => tag.TagKey)).size < tags.length) throw tagError('Duplicate tag keys');
}

function outside(
	member: string,
	value: unknown,
	{ min, max }: { readonly min: number; readonly max: number }
): string[] {
	if (typeof value !== 'string')
		return [`Value null at '${member}' failed to satisfy constraint: Member must not be null`];
	const bound =
		value.length < min
			? `greater than or equal to ${min}`
			: value.length > max
				? `less than or equal to ${max}`
				: '';
	return bound
		? [`Value '${value}' at '${member}' failed to satisfy constraint: Member must have length ${bound}`]
		: [];
}
