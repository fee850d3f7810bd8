/** Vector sets that lie beside the repository and are not part of it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The parsed JSON of `../shared/vectors/<name>` (relative to the repository), or undefined where it is absent. */
export function sharedVectors(name: string): unknown {
	const path = fileURLToPath(new URL(`../../../shared/vectors/${name}`, import.meta.url));
	return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** Says in the test's own name why it did not run. */
export const named = (name: string, set: unknown): string =>
	set === undefined ? `${name} (skipped: not present)` : name;
