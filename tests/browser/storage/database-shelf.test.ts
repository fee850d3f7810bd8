/** Worlds in a real browser's database: what was put there comes back, and nothing else goes with what is taken away. */
import { expect, test } from 'vitest';
import { databaseShelf } from '$lib/view/storage/database-shelf';
import { openShelf } from '$lib/view/open-shelf';
import { sha256Hex } from '$lib/crypto/hash';
import { openDB } from 'idb';
import { chain, freshDatabase, keepNew, originOf, otherConnection, sealing } from './shelves';

freshDatabase();

test('a world comes back as it was put, and another shelf sees it', async () => {
	const entries = chain(120);
	const origin = originOf('first');
	await (await databaseShelf()).put({ origin, entries, head: entries[3]!.id });
	const again = await databaseShelf();
	expect(await again.get(origin.id)).toEqual({ origin, entries, head: entries[3]!.id });
	expect(await again.list()).toEqual([{ id: origin.id, name: 'first', entries: 120 }]);
	expect(await again.get('unknown')).toBeUndefined();
});

test('putting a world again replaces it whole', async () => {
	const shelf = await databaseShelf();
	const id = await keepNew(shelf, 'w', chain(10));
	const origin = { ...originOf('w'), id };
	const [only] = chain(1, null, 'other');
	await shelf.put({ origin, entries: [only!], head: null });
	expect(await shelf.get(id)).toEqual({ origin, entries: [only], head: null });
});

test('since: what came after a number, where the world stands and what it is called', async () => {
	const shelf = await databaseShelf();
	const entries = chain(5);
	const id = await keepNew(shelf, 'w', entries);
	await shelf.rename(id, 'renamed');
	expect(await shelf.since(id, 3)).toEqual({
		entries: entries.slice(3),
		next: 5,
		head: entries[4]!.id,
		name: 'renamed'
	});
	expect(await shelf.since(id, 5)).toMatchObject({ entries: [], next: 5 });
	expect(await shelf.since('gone', 0)).toBeUndefined();
});

test('long sealed things go with their world, unless another world names them', async () => {
	const shelf = await databaseShelf();
	const [shared, own] = [new Uint8Array(9000).fill(1), new Uint8Array(9000).fill(2)];
	const [sharedId, ownId] = [sha256Hex(shared), sha256Hex(own)];
	await shelf.payloads.put(sharedId, shared);
	await shelf.payloads.put(ownId, own);
	const root = sealing(sharedId, 9000);
	const first = await keepNew(shelf, 'first', [root, sealing(ownId, 9000, root.id)]);
	await keepNew(shelf, 'second', [root]);
	await shelf.remove(first);
	expect(await shelf.payloads.get(sharedId)).toEqual(shared);
	expect(await shelf.payloads.get(ownId)).toBeUndefined();
	expect((await shelf.list()).map((world) => world.name)).toEqual(['second']);
	await shelf.clear();
	expect(await shelf.payloads.get(sharedId)).toBeUndefined();
	expect(await shelf.list()).toEqual([]);
});

test('a payload whose writing was cut off counts as not there', async () => {
	const shelf = await databaseShelf();
	const sha256 = sha256Hex(new Uint8Array(9000));
	const root = await navigator.storage.getDirectory();
	const folder = await root.getDirectoryHandle('payloads', { create: true });
	await folder.getFileHandle(sha256, { create: true });
	expect(await shelf.payloads.get(sha256)).toBeUndefined();
});

test('a database of a newer page is left alone, and the sentence says so', async () => {
	const newer = await openDB('glass-kms', 7, { upgrade: (db) => void db.createObjectStore('treasure') });
	await newer.put('treasure', 'untouched', 'key');
	newer.close();
	const { shelf, notice } = await openShelf();
	expect(shelf.durable).toBe(false);
	expect(notice).toMatch(/newer version of this page\. They are untouched; reload/);
	const again = await openDB('glass-kms', 7);
	expect(await again.get('treasure', 'key')).toBe('untouched');
	again.close();
});

test('a newer page in another tab need not wait for this one', async () => {
	const shelf = await databaseShelf();
	await keepNew(shelf, 'w', chain(2));
	const newer = await openDB('glass-kms', 2);
	expect(newer.version).toBe(2);
	newer.close();
});

test('a row written before entries were kept as text is read as ever', async () => {
	const shelf = await databaseShelf();
	const entries = chain(2);
	const id = await keepNew(shelf, 'w', entries.slice(0, 1));
	const db = await otherConnection();
	await db.put('entries', { world: id, id: entries[1]!.id, at: 1, entry: entries[1]! });
	db.close();
	expect((await shelf.get(id))?.entries).toEqual(entries);
	expect((await shelf.since(id, 1))?.entries).toEqual(entries.slice(1));
});
