/** How the beats of one entry call the keys: by alias, as the world names them when the entry begins. */
import type { Entry, Json, WorldState } from '$lib/domain/entry';
import type { Naming } from './asks';
import { shortKey } from './words';

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

export function namingOf(entry: Entry, before: WorldState): Naming {
	const { account, region, input } = entry.command;
	const names = new Map<string, string>();
	for (const { targetArn, name } of before.aliases.values()) {
		if (!names.has(targetArn)) names.set(targetArn, name);
	}
	return {
		key: (ref) =>
			names.get(ref) ?? names.get(`arn:aws:kms:${text(region)}:${text(account)}:key/${ref}`) ?? shortKey(ref),
		input:
			entry.command['type'] === 'kms' && typeof input === 'object' && input !== null && !Array.isArray(input)
				? (input as Readonly<Record<string, Json>>)
				: {}
	};
}
