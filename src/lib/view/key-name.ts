/** How a key is called wherever the page names it. */
import type { WorldState } from '$lib/domain/entry';

export const shortId = (text: string): string => text.slice(text.lastIndexOf('/') + 1).slice(0, 8);

/** The first alias of a key, or the start of its id. */
export function keyName(state: WorldState, arn: string): string {
	for (const alias of state.aliases.values()) if (alias.targetArn === arn) return alias.name;
	return `key ${shortId(arn)}`;
}
