/** Worlds kept in this browser's database. What changes a world changes it in one transaction. */
import type { Entry } from '$lib/domain/entry';
import { namedPayloads } from '$lib/world/world-payloads';
import type { Shelf, ShelfEvents, StoredWorld } from '../shelf';
import { atOnce, entryIn, openDatabase, rowOf, type GlassDatabase } from './database';
import { databaseKeeper, storageSentence } from './keeper';
import { openPayloads } from './payloads';

const range = (world: string, from = 0): IDBKeyRange => IDBKeyRange.bound([world, from], [world, Infinity]);

/** Takes a world away and, if given, puts one in its place. */
const replace = (db: GlassDatabase, id: string, world?: StoredWorld): Promise<void> =>
	atOnce(db, async ({ worlds, entries }) => {
		for (const key of await entries.index('order').getAllKeys(range(id))) await entries.delete(key);
		if (!world) return worlds.delete(id);
		await worlds.put({ id, origin: world.origin, head: world.head });
		await Promise.all(world.entries.map((entry, at) => entries.put(rowOf(id, at, entry))));
	});

/** @throws where storage is denied. */
export async function databaseShelf(events: ShelfEvents = {}): Promise<Shelf> {
	const db = await openDatabase();
	const payloads = await openPayloads(db);
	const rowsOf = (world: string, from?: number) => db.getAllFromIndex('entries', 'order', range(world, from));
	const entriesOf = async (world: string): Promise<Entry[]> => (await rowsOf(world)).map(entryIn);
	return {
		durable: true,
		payloads,
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
		async put(world) {
			try {
				await replace(db, world.origin.id, world);
			} catch (error) {
				throw new Error(storageSentence(error), { cause: error });
			}
		},
		async get(id) {
			const world = await db.get('worlds', id);
			return world && { origin: world.origin, head: world.head, entries: await entriesOf(id) };
		},
		async since(id, at) {
			const tx = db.transaction(['worlds', 'entries']);
			const world = await tx.objectStore('worlds').get(id);
			const rows = await tx.objectStore('entries').index('order').getAll(range(id, at));
			if (!world) return undefined;
			const next = (rows.at(-1)?.at ?? at - 1) + 1;
			return { entries: rows.map(entryIn), next, head: world.head, name: world.origin.name };
		},
		async rename(id, name) {
			await atOnce(db, async ({ worlds }) => {
				const world = await worlds.get(id);
				if (world) await worlds.put({ ...world, origin: { ...world.origin, name } });
			});
		},
		/** Its long sealed things go with it, save those that another world names too. */
		async remove(id) {
			const own = namedPayloads(await entriesOf(id));
			await replace(db, id);
			if (own.length === 0) return;
			const others = namedPayloads((await db.getAll('entries')).map(entryIn));
			const named = new Set(others.map((one) => one.sha256));
			for (const { sha256 } of own) if (!named.has(sha256)) await payloads.remove(sha256);
		},
		async clear() {
			await atOnce(db, async ({ worlds, entries }) => {
				await worlds.clear();
				await entries.clear();
			});
			await payloads.clear();
		},
		keeper: (id, keeping = {}) => databaseKeeper({ db, payloads, world: id, ...keeping, ...events })
	};
}
