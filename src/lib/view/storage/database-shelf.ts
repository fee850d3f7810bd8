/** Worlds kept in this browser's database. */
import type { Entry } from '$lib/domain/entry';
import type { Shelf, StoredWorld } from '../shelf';
import { openDatabase, type GlassDatabase } from './database';
import { databaseKeeper, storageSentence } from './keeper';
import { openPayloads } from './payloads';

const range = (world: string): IDBKeyRange => IDBKeyRange.bound([world, 0], [world, Infinity]);

async function removeEntries(db: GlassDatabase, world: string): Promise<void> {
	const tx = db.transaction('entries', 'readwrite');
	for (
		let cursor = await tx.store.index('order').openCursor(range(world));
		cursor;
		cursor = await cursor.continue()
	)
		await cursor.delete();
	await tx.done;
}

/** @throws where storage is denied. */
export async function databaseShelf(onTrouble?: (sentence: string) => void): Promise<Shelf> {
	const db = await openDatabase();
	const payloads = await openPayloads(db);
	const entriesOf = async (world: string): Promise<Entry[]> =>
		(await db.getAllFromIndex('entries', 'order', range(world))).map((row) => row.entry);
	return {
		durable: true,
		async list() {
			const worlds = await db.getAll('worlds');
			return Promise.all(
				worlds.map(async ({ id, origin }) => ({
					id,
					name: origin.name,
					entries: await db.countFromIndex('entries', 'order', range(id))
				}))
			);
		},
		async put({ origin, entries, head }: StoredWorld) {
			await removeEntries(db, origin.id);
			try {
				const tx = db.transaction(['worlds', 'entries'], 'readwrite');
				await tx.objectStore('worlds').put({ id: origin.id, origin, head });
				for (const [at, entry] of entries.entries())
					await tx.objectStore('entries').put({ world: origin.id, id: entry.id, at, entry });
				await tx.done;
			} catch (error) {
				throw new Error(storageSentence(error), { cause: error });
			}
		},
		async get(id) {
			const world = await db.get('worlds', id);
			return world && { origin: world.origin, head: world.head, entries: await entriesOf(id) };
		},
		async rename(id, name) {
			const world = await db.get('worlds', id);
			if (world) await db.put('worlds', { ...world, origin: { ...world.origin, name } });
		},
		async remove(id) {
			await db.delete('worlds', id);
			await removeEntries(db, id);
		},
		async clear() {
			await db.clear('worlds');
			await db.clear('entries');
			await payloads.clear();
		},
		keeper: (id) => databaseKeeper({ db, payloads, world: id, ...(onTrouble && { onTrouble }) })
	};
}
