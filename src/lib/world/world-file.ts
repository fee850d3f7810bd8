/**
 * A world as a file: its origin, its log with all branches, where it stands, and the long payloads that were at hand.
 * A file is checked before anything of it is used: ids are made again from what they name, so a changed entry shows.
 * Whoever has the file can open what was sealed in its world: the seed is in it.
 */
import type { Entry, WorldOrigin } from '$lib/domain/entry';
import { entryId } from './canonical';

export interface WorldFile {
	readonly origin: WorldOrigin;
	/** Parents before children. */
	readonly entries: readonly Entry[];
	readonly head: string | null;
	/** Base64 by SHA-256 in hex, of sealed things too long for the log; what is missing is "not in this file". */
	readonly payloads?: Readonly<Record<string, string>>;
}

/** The version written; older ones are migrated, newer ones refused. */
export const WORLD_FILE_VERSION = 1;

/** From version n to n + 1, by n. None yet: version 1 is the first. */
const MIGRATIONS: Readonly<Record<number, (file: Record<string, unknown>) => Record<string, unknown>>> = {};

export class WorldFileError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'WorldFileError';
	}
}

export const toFile = (world: WorldFile): string => `${JSON.stringify(world)}\n`;

/** @throws WorldFileError with a sentence that says what was expected and what to do. */
export function fromFile(text: string): WorldFile {
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
	return {
		origin,
		entries,
		head,
		...(isRecord(file.payloads) && { payloads: file.payloads as Record<string, string> })
	};
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

function migrate(file: Record<string, unknown>): Record<string, unknown> {
	let current = file;
	const given = (file.origin as { version?: unknown }).version;
	if (typeof given !== 'number' || !Number.isInteger(given) || given < 1)
		throw new WorldFileError(
			`This world file has no version: expected a whole number, got ${JSON.stringify(given)}.`
		);
	if (given > WORLD_FILE_VERSION)
		throw new WorldFileError(
			`This world file is of version ${given}; this page reads up to ${WORLD_FILE_VERSION}. Reload the page for a newer one; the file is untouched.`
		);
	for (let version = given; version < WORLD_FILE_VERSION; version++) {
		const step = MIGRATIONS[version];
		if (!step)
			throw new WorldFileError(
				`This world file is of version ${version}, which nothing here can bring up to date.`
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
