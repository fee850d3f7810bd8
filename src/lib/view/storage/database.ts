/** The database of this browser: worlds, their entries in order, and long sealed things by their hash. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Entry, WorldOrigin } from '$lib/domain/entry';

export interface GlassSchema extends DBSchema {
	worlds: {
		key: string;
		value: { readonly id: string; readonly origin: WorldOrigin; readonly head: string | null };
	};
	/** `at`: the order in which they were appended. */
	entries: {
		key: [string, string];
		value: { readonly world: string; readonly id: string; readonly at: number; readonly entry: Entry };
		indexes: { order: [string, number] };
	};
	payloads: { key: string; value: Uint8Array };
}
export type GlassDatabase = IDBPDatabase<GlassSchema>;

/** @throws where storage is denied. */
export const openDatabase = (): Promise<GlassDatabase> =>
	openDB<GlassSchema>('glass-kms', 1, {
		upgrade(db) {
			db.createObjectStore('worlds', { keyPath: 'id' });
			const entries = db.createObjectStore('entries', { keyPath: ['world', 'id'] });
			entries.createIndex('order', ['world', 'at']);
			db.createObjectStore('payloads');
		}
	});
