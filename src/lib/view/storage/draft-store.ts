/** Where drafts lie: in this browser where it lets us and they may be kept, else in memory for this visit. */
const NAME = 'glass-kms.draft ';
const held = new Map<string, string>();

/** The beginning of the names of a world's drafts, or of all drafts. */
export const draftsOf = (world?: string): string => (world === undefined ? NAME : `${NAME}${world} `);

function keptUnder(prefix: string): string[] {
	try {
		return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
	} catch {
		return [];
	}
}
const heldUnder = (prefix: string): string[] => [...held.keys()].filter((name) => name.startsWith(prefix));

function read(name: string): string | undefined {
	try {
		return localStorage.getItem(name) ?? held.get(name);
	} catch {
		return held.get(name);
	}
}

/** All drafts whose names begin so, by the rest of their names. */
export function readDrafts(prefix: string): Readonly<Record<string, string>> {
	const names = [...heldUnder(prefix), ...keptUnder(prefix)];
	return Object.fromEntries(
		names.flatMap((name) => {
			const text = read(name);
			return text === undefined ? [] : [[name.slice(prefix.length), text]];
		})
	);
}

export function keepDraft(name: string, text: string, lasting: boolean): void {
	held.set(name, text);
	if (!lasting) return;
	try {
		localStorage.setItem(name, text);
	} catch {
		// Storage is denied or full: it is held for this visit.
	}
}

export function dropDraft(name: string): void {
	held.delete(name);
	try {
		localStorage.removeItem(name);
	} catch {
		// Nothing was kept.
	}
}

/** Forgets what was typed in a world, or in all of them. */
export function forgetDrafts(world?: string): void {
	const prefix = draftsOf(world);
	for (const name of [...heldUnder(prefix), ...keptUnder(prefix)]) dropDraft(name);
}
