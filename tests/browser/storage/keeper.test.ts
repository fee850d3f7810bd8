/** What a keeper promises: all that was done is saved, in order, by one tab; what cannot be saved is not forgotten. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Keeper } from '$lib/view/session.svelte';
import type { Shelf, ShelfEvents } from '$lib/view/shelf';
import { databaseShelf } from '$lib/view/storage/database-shelf';
import { chain, freshDatabase, idsOf, keepNew, sealing } from './shelves';

freshDatabase();
afterEach(() => vi.restoreAllMocks());

async function opened(events: ShelfEvents = {}, onSaved?: () => void) {
	const shelf = await databaseShelf(events);
	const id = await keepNew(shelf, 'w');
	return { shelf, id, keeper: shelf.keeper(id, { onSaved }) };
}
const kept = async (shelf: Shelf, id: string) => {
	const world = (await shelf.get(id))!;
	return { ids: idsOf(world.entries), head: world.head };
};
const append = (keeper: Keeper, entries: ReturnType<typeof chain>) =>
	entries.forEach((entry) => keeper.appended(entry));

test('saves at once what changed the state, and within 50 ms what did not', async () => {
	const { shelf, id, keeper } = await opened();
	const [changed, looked] = chain(2);
	keeper.appended(changed!);
	await keeper.flush();
	expect(await kept(shelf, id)).toEqual({ ids: [changed!.id], head: changed!.id });
	keeper.appended({ ...looked!, events: [] });
	expect((await kept(shelf, id)).ids).toEqual([changed!.id]);
	await expect.poll(async () => (await kept(shelf, id)).head, { timeout: 500 }).toBe(looked!.id);
	keeper.moved(changed!.id);
	await expect.poll(async () => (await kept(shelf, id)).head, { timeout: 500 }).toBe(changed!.id);
	await keeper.close();
});

test('an entry that came twice before it was saved is kept once, in its place', async () => {
	const { shelf, id, keeper } = await opened();
	const entries = chain(3);
	append(keeper, [entries[0]!, entries[1]!, entries[0]!, entries[2]!]);
	await keeper.flush();
	append(keeper, [entries[2]!]);
	await keeper.flush();
	expect((await kept(shelf, id)).ids).toEqual(idsOf(entries));
	await keeper.close();
});

test('says when it saved, and that something was sealed', async () => {
	const onSaved = vi.fn();
	const onSealed = vi.fn();
	const { keeper } = await opened({ onSealed }, onSaved);
	append(keeper, chain(1));
	await keeper.flush();
	expect(onSaved).toHaveBeenCalledTimes(1);
	expect(onSealed).not.toHaveBeenCalled();
	keeper.appended(sealing('ab'.repeat(32), 9000));
	expect(onSealed).toHaveBeenCalledTimes(1);
	await keeper.close();
});

test('after another claimed the world, what was under way is kept as a branch, and the world stands where the new one says', async () => {
	const { shelf, id, keeper: a } = await opened();
	await a.claim();
	const common = chain(2);
	append(a, common);
	await a.flush();

	const other = await databaseShelf();
	const b = other.keeper(id);
	await b.claim();
	const ours = chain(2, common[1]!.id, 'by B');
	const late = chain(2, common[1]!.id, 'late in A');
	append(b, ours);
	append(a, late);
	a.moved(common[0]!.id);
	await Promise.all([a.flush(), b.flush()]);
	const { ids, head } = await kept(shelf, id);
	expect([...ids].sort()).toEqual(idsOf([...common, ...ours, ...late]).sort());
	expect(head).toBe(ours[1]!.id);

	// And back again: whoever claimed last says where it stands.
	await a.claim();
	a.moved(late[1]!.id);
	b.moved(ours[0]!.id);
	await Promise.all([b.flush(), a.flush()]);
	expect((await kept(shelf, id)).head).toBe(late[1]!.id);
	await Promise.all([a.close(), b.close()]);
});

test('two keepers that save at the same time number their entries without a gap', async () => {
	const { shelf, id, keeper: a } = await opened();
	const b = (await databaseShelf()).keeper(id);
	const [left, right] = [chain(40, null, 'left'), chain(40, null, 'right')];
	await Promise.all(
		left.flatMap((entry, i) => {
			a.appended(entry);
			b.appended(right[i]!);
			return [a.flush(), b.flush()];
		})
	);
	const { ids } = await kept(shelf, id);
	expect([...ids].sort()).toEqual(idsOf([...left, ...right]).sort());
	expect(await shelf.since(id, 0)).toMatchObject({ next: 80 });
	await Promise.all([a.close(), b.close()]);
});

test('what the browser refused to save is saved later, and nothing by halves', async () => {
	const said: string[] = [];
	const { shelf, id, keeper } = await opened({ onTrouble: (sentence) => said.push(sentence) });
	const entries = chain(4);
	const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore) {
		throw new DOMException('full', 'QuotaExceededError');
	});
	append(keeper, entries.slice(0, 3));
	await keeper.flush();
	expect(said.at(-1)).toMatch(/no room left for the world\. It goes on in memory: export it/);
	expect(await kept(shelf, id)).toEqual({ ids: [], head: null });
	add.mockRestore();
	keeper.appended(entries[3]!);
	await keeper.flush();
	expect(said.at(-1)).toBe('');
	expect(await kept(shelf, id)).toEqual({ ids: idsOf(entries), head: entries[3]!.id });
	await keeper.close();
});

test('a transaction the browser ends by itself leaves the world as it was', async () => {
	const said: string[] = [];
	const { shelf, id, keeper } = await opened({ onTrouble: (sentence) => said.push(sentence) });
	const entries = chain(2);
	const put = IDBObjectStore.prototype.put;
	// The entries are in, and the transaction ends before the world says where it stands.
	const ended = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
		this: IDBObjectStore,
		...of
	) {
		const request = put.apply(this, of);
		this.transaction.abort();
		return request;
	});
	append(keeper, entries.slice(0, 1));
	await keeper.flush();
	expect(said.at(-1)).not.toBe('');
	expect(await kept(shelf, id)).toEqual({ ids: [], head: null });
	ended.mockRestore();
	append(keeper, entries.slice(1));
	await keeper.flush();
	expect(said.at(-1)).toBe('');
	expect(await kept(shelf, id)).toEqual({ ids: idsOf(entries), head: entries[1]!.id });
	await keeper.close();
});

test('a long sealed thing that found no room is still at hand, and put away once there is some', async () => {
	const said: string[] = [];
	const { shelf, id, keeper } = await opened({ onTrouble: (sentence) => said.push(sentence) });
	const bytes = new Uint8Array(9000).fill(3);
	const full = vi
		.spyOn(FileSystemFileHandle.prototype, 'createWritable')
		.mockRejectedValue(new Error('full'));
	const fuller = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
		throw new DOMException('full', 'QuotaExceededError');
	});
	await keeper.putPayload('ab'.repeat(32), bytes);
	expect(said.at(-1)).toMatch(/no room/);
	expect(await keeper.getPayload('ab'.repeat(32))).toEqual(bytes);
	full.mockRestore();
	fuller.mockRestore();
	await keeper.flush();
	expect(await shelf.payloads.get('ab'.repeat(32))).toEqual(bytes);
	expect(await shelf.get(id)).toBeDefined();
	await keeper.close();
});

test('a world deleted under its keeper is not brought back, and the sentence says what to do', async () => {
	const said: string[] = [];
	const { shelf, id, keeper } = await opened({ onTrouble: (sentence) => said.push(sentence) });
	await shelf.remove(id);
	append(keeper, chain(2));
	await keeper.flush();
	expect(said.at(-1)).toMatch(/was deleted in another tab\. It goes on here in memory: export it/);
	expect(await shelf.get(id)).toBeUndefined();
	await keeper.close();
});
