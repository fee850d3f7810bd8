/** The database of this browser: worlds, their entries in order, and long sealed things by their hash. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from 'idb';
import type { Entry, WorldOrigin } from '$lib/domain/entry';

/** `at`: the order in which entries were appended. */
export interface Row {
	readonly world: string;
	readonly id: string;
	readonly at: number;
	/** As JSON, which costs a fraction of what the browser takes to copy it whole; a few rows are older than that. */
	readonly entry: string | Entry;
}
export const rowOf = (world: string, at: number, entry: Entry): Row => ({
	world,
	id: entry.id,
	at,
	entry: JSON.stringify(entry)
});
export const entryIn = ({ entry }: Row): Entry =>
	typeof entry === 'string' ? (JSON.parse(entry) as Entry) : entry;

export interface GlassSchema extends DBSchema {
	worlds: {
		key: string;
		value: {
			readonly id: string;
			readonly origin: WorldOrigin;
			readonly head: string | null;
			/** The claim of the tab that writes, or wrote last. */
			readonly writer?: string;
		};
	};
	entries: {
		key: [string, string];
		value: Row;
		indexes: { order: [string, number] };
	};
	payloads: { key: string; value: Uint8Array };
}
export type GlassDatabase = IDBPDatabase<GlassSchema>;

/** @throws where storage is denied, and a VersionError where a newer page has made the database its own. */
export async function openDatabase(): Promise<GlassDatabase> {
	const db = await openDB<GlassSchema>('glass-kms', 1, {
		upgrade(db) {
			db.createObjectStore('worlds', { keyPath: 'id' });
			const entries = db.createObjectStore('entries', { keyPath: ['world', 'id'] });
			entries.createIndex('order', ['world', 'at']);
			db.createObjectStore('payloads');
		},
		// A newer page in another tab must not wait for this one.
		blocking: () => db.close()
	});
	return db;
}

export type Store<Name extends 'worlds' | 'entries'> = IDBPObjectStore<
	GlassSchema,
	['worlds', 'entries'],
	Name,
	'readwrite'
>;

/** Changes worlds and their entries in one transaction: all of it or nothing. @throws what stopped it. */
export async function atOnce<T>(
	db: GlassDatabase,
	change: (stores: { worlds: Store<'worlds'>; entries: Store<'entries'> }) => Promise<T>
): Promise<T> {
	const tx = db.transaction(['worlds', 'entries'], 'readwrite');
	// Seen below, or named by the request that failed first.
	tx.done.catch(() => undefined);
	try {
		const changed = await change({ worlds: tx.objectStore('worlds'), entries: tx.objectStore('entries') });
		await tx.done;
		return changed;
	} catch (error) {
		const cause = tx.error ?? error;
		try {
			tx.abort();
		} catch {
			// It ended already.
		}
		throw cause;
	}
}
