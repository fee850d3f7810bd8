/** Vector sets that lie beside the repository and are not part of it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the repository, or one folder further up where the repository is a worktree in a folder of them. */
const PLACES = ['../../../shared/vectors/', '../../../../shared/vectors/'];

/** The parsed JSON of `../shared/vectors/<name>` (relative to the repository), or undefined where it is absent. */
export function sharedVectors(name: string): unknown {
	const paths = PLACES.map((place) => fileURLToPath(new URL(`${place}${name}`, import.meta.url)));
	const path = paths.find((one) => existsSync(one));
	return path === undefined ? undefined : JSON.parse(readFileSync(path, 'utf8'));
}

/** Says in the test's own name why it did not run. */
export const named = (name: string, set: unknown): string =>
	set === undefined ? `${name} (skipped: not present)` : name;
