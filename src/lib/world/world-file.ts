/**
 * A world as a file: its origin, its log with all branches, where it stands, and the long payloads that were at hand.
 * A file is checked before anything of it is used: ids are made again from what they name, so a changed entry shows.
 * Whoever has the file can open what was sealed in its world: the seed is in it.
 */
import { toBase64 } from '$lib/domain/bytes';
import type { Entry, WorldOrigin } from '$lib/domain/entry';
import { entryId } from './canonical';
import { Timeline } from './timeline';
import { unpackPayloads, type MissingPayload } from './world-payloads';

export interface WorldFile {
	readonly origin: WorldOrigin;
	/** Parents before children. */
	readonly entries: readonly Entry[];
	readonly head: string | null;
	/** Base64 by SHA-256 in hex, of sealed things too long for the log; what is missing is "not in this file". */
	readonly payloads?: Readonly<Record<string, string>>;
	/** Those that are "not in this file", with length and name; readers of version 1 may pass over it. */
	readonly leftOut?: readonly MissingPayload[];
}

/** A file that was read: its payloads as bytes, each of which has the SHA-256 it is named by. */
export interface ReadWorld extends Pick<WorldFile, 'origin' | 'entries' | 'head'> {
	readonly payloads: ReadonlyMap<string, Uint8Array>;
}

/** The version written; older ones are migrated, newer ones refused. */
export const WORLD_FILE_VERSION = 1;

/** From version n to n + 1, by n; each gives a whole file of the version after. */
export type Migrations = Readonly<
	Record<number, (file: Readonly<Record<string, unknown>>) => Record<string, unknown>>
>;

/** None yet: version 1 is the first. */
const MIGRATIONS: Migrations = {};

export class WorldFileError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'WorldFileError';
	}
}

/** What was read, as it is written. */
export const asFile = ({ payloads, ...world }: ReadWorld): WorldFile => ({
	...world,
	payloads: Object.fromEntries([...payloads].map(([sha256, bytes]) => [sha256, toBase64(bytes)]))
});

export const toFile = (world: WorldFile): string => `${JSON.stringify(world)}\n`;

/** @throws WorldFileError with a sentence that says what was expected and what to do. */
export function fromFile(text: string): ReadWorld {
	const file = migrate(parse(text));
	const origin = checkOrigin(file.origin);
	if (!Array.isArray(file.entries))
		throw new WorldFileError(
			'This world file has no log: expected a list of entries. Export the world again.'
		);
	const entries = file.entries as readonly Entry[];
	const known = new Set<string>();
	for (const [i, entry] of entries.entries()) {
		checkEntry(entry, i, known);
		known.add(entry.id);
	}
	const { head } = file;
	if (head !== null && (typeof head !== 'string' || !known.has(head)))
		throw new WorldFileError(
			'This world file stands at an entry that is not in its log. Export the world again.'
		);
	checkFold({ origin, entries, head });
	return { origin, entries, head, payloads: checkPayloads(file.payloads) };
}

/**
 * A world as this browser kept it, brought up to date. Its entries are trusted: this page wrote them.
 * @throws WorldFileError when a newer page wrote it; what is stored stays as it is.
 */
export function fromStored<T extends Pick<WorldFile, 'origin'>>(world: T): T {
	// A migration gives the shape of today.
	const current = migrate({ ...world }) as unknown as T;
	checkOrigin(current.origin);
	return current;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): Record<string, unknown> {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new WorldFileError(
			'This is not a world file: expected JSON as the playground exports it. Choose another file.'
		);
	}
	if (!isRecord(value) || !isRecord(value.origin) || value.origin.format !== 'glass-kms-world')
		throw new WorldFileError(
			'This is not a world file: expected an export of this playground. Choose a file that its Export made.'
		);
	return value;
}

/** @throws WorldFileError when no chain of steps leads from its version to `to`; what was given stays as it is. */
export function migrate(
	file: Readonly<Record<string, unknown>>,
	{ to, steps }: { readonly to: number; readonly steps: Migrations } = {
		to: WORLD_FILE_VERSION,
		steps: MIGRATIONS
	}
): Readonly<Record<string, unknown>> {
	const given = (file.origin as { version?: unknown }).version;
	if (typeof given !== 'number' || !Number.isInteger(given) || given < 0)
		throw new WorldFileError(
			`This world has no version: expected a whole number, got ${JSON.stringify(given)}. It is untouched.`
		);
	if (given > to)
		throw new WorldFileError(
			`This world is of version ${given}; this page reads up to version ${to}. Reload the page for a newer one; the world is untouched.`
		);
	let current = file;
	for (let version = given; version < to; version++) {
		const step = steps[version];
		if (!step)
			throw new WorldFileError(
				`This world is of version ${version}, which this page cannot bring up to date. The world is untouched: export it, and open it with the page that made it.`
			);
		current = step(current);
	}
	return current;
}

function checkOrigin(value: unknown): WorldOrigin {
	const origin = value as Partial<Record<keyof WorldOrigin, unknown>>;
	for (const member of ['id', 'name', 'seed', 'account', 'region', 'caller'] as const)
		if (typeof origin[member] !== 'string')
			throw new WorldFileError(`This world file is damaged: expected its ${member} to be text.`);
	if (!/^[0-9a-f]{64}$/.test(origin.seed as string))
		throw new WorldFileError('This world file is damaged: expected a seed of 64 hex digits.');
	if (typeof origin.startsAt !== 'number' || !Number.isFinite(origin.startsAt))
		throw new WorldFileError('This world file is damaged: expected its start to be a time.');
	return value as WorldOrigin;
}

function checkEntry(entry: Entry, at: number, known: ReadonlySet<string>): void {
	const damaged = (what: string): never => {
		throw new WorldFileError(
			`This world file is damaged at entry ${at + 1}: ${what}. Nothing of it was opened.`
		);
	};
	if (
		!isRecord(entry) ||
		typeof entry.id !== 'string' ||
		!isRecord(entry.command) ||
		typeof entry.at !== 'number'
	)
		damaged('expected an id, a time and a command');
	if (!Array.isArray(entry.events) || !Array.isArray(entry.trace) || !isRecord(entry.outcome))
		damaged('expected an outcome, events and a trace');
	if (entry.parent !== null && !known.has(entry.parent)) damaged('its parent is not before it');
	const made = entryId({
		parent: entry.parent,
		command: entry.command,
		at: entry.at
	});
	if (made !== entry.id) damaged('its id does not fit its command');
}

/** Folds the whole log once, so that a world that cannot be shown is refused before it is kept. */
function checkFold({ origin, entries, head }: Pick<WorldFile, 'origin' | 'entries' | 'head'>): void {
	try {
		const timeline = new Timeline(origin);
		for (const entry of entries) timeline.append(entry);
		for (const tip of timeline.branches()) timeline.stateAt(tip);
		timeline.seek(head);
	} catch (error) {
		throw new WorldFileError(
			`This world file is damaged: its log does not lead to a world (${error instanceof Error ? error.message : String(error)}). Nothing of it was opened; export the world again.`
		);
	}
}

function checkPayloads(value: unknown): ReadonlyMap<string, Uint8Array> {
	if (value === undefined) return new Map();
	if (!isRecord(value) || !Object.values(value).every((text) => typeof text === 'string'))
		throw new WorldFileError(
			'This world file is damaged: expected its long sealed things as base64 by their SHA-256.'
		);
	try {
		return unpackPayloads(value as Record<string, string>);
	} catch (error) {
		throw new WorldFileError(
			`This world file is damaged in a long sealed thing: ${error instanceof Error ? error.message : String(error)}. Nothing of it was opened; export the world again.`
		);
	}
}
