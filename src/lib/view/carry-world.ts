/** Carries a world out of this browser and in again, with its long sealed things. Fetched when a person asks for it. */
import { fromFile, toFile } from '$lib/world/world-file';
import { namedPayloads, packPayloads } from '$lib/world/world-payloads';
import type { Payloads, StoredWorld } from './shelf';
import { sizeOf } from './words';

/** Names at most three things. */
function listed(names: readonly string[]): string {
	const first = names.slice(0, 3).map((name) => `“${name}”`);
	const more = names.length - first.length;
	return first.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** @returns the text of a file, and a sentence on what is not in it ('' when all is). */
export async function worldToFile(
	{ origin, entries, head }: StoredWorld,
	get: Payloads['get']
): Promise<{ readonly text: string; readonly missing: string }> {
	const { payloads, leftOut } = await packPayloads(entries, get);
	const text = toFile({ origin, entries, head, payloads, leftOut });
	const missing =
		leftOut.length > 0
			? `Not in this file: ${listed(leftOut.map((one) => `${one.name} (${sizeOf(one.length)})`))}. ` +
				'Save each of them as an .encrypted file too; the world can open those.'
			: '';
	return { text, missing };
}

/** Puts the long sealed things away first, so that no world is kept that names what was lost on the way. */
export async function worldFromFile(
	text: string,
	put: Payloads['put']
): Promise<{ readonly world: StoredWorld; readonly missing: string }> {
	const { payloads, ...world } = fromFile(text);
	for (const [sha256, bytes] of payloads) await put(sha256, bytes);
	const absent = namedPayloads(world.entries).filter((one) => !payloads.has(one.sha256));
	const missing =
		absent.length > 0
			? `Not in this file: ${listed(absent.map((one) => one.name))}. To open one, drop its .encrypted file in.`
			: '';
	return { world, missing };
}
