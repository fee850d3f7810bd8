/** What the storage tests share: worlds with a log of their own making, and a clean database for each test. */
import { deleteDB } from 'idb';
import { beforeEach } from 'vitest';
import type { Entry, WorldEvent, WorldOrigin } from '$lib/domain/entry';
import { entryId } from '$lib/world/canonical';
import { newOrigin } from '$lib/world/origins';
import type { Shelf } from '$lib/view/shelf';
import { openDatabase, type GlassDatabase } from '$lib/view/storage/database';

let count = 0;
/** Another id each time, so that no test waits for the lock of another. */
export const originOf = (name: string): WorldOrigin =>
	newOrigin({ id: `${name}-${count++}-${Date.now()}`, name, seed: new Uint8Array(32).fill(9), startsAt: 0 });

/** A chain of entries that moved the calendar; the ids are those of real entries. */
export function chain(length: number, parent: string | null = null, word = 'step'): Entry[] {
	const made: Entry[] = [];
	for (let i = 0; i < length; i++) {
		const command = { type: 'clock.advance', by: i + 1, word };
		const before = made.at(-1)?.id ?? parent;
		made.push({
			id: entryId({ parent: before, command, at: i }),
			parent: before,
			at: i,
			command,
			outcome: { ok: true, result: null },
			events: [{ type: 'clock.moved', to: i + 1 }],
			trace: []
		});
	}
	return made;
}

/** An entry that puts a sealed thing away, long enough to lie outside the log. */
export function sealing(sha256: string, length: number, parent: string | null = null): Entry {
	const command = { type: 'item.keep', sha256 };
	// Only what the shelf reads of a sealed thing.
	const item = { id: sha256, name: `thing ${sha256.slice(0, 4)}`, payload: { sha256, length } };
	const events = [{ type: 'item.put', item }] as unknown as WorldEvent[];
	return {
		id: entryId({ parent, command, at: 0 }),
		parent,
		at: 0,
		command,
		outcome: { ok: true, result: null },
		events,
		trace: []
	};
}

export const idsOf = (entries: readonly Entry[]): string[] => entries.map((entry) => entry.id);

export async function keepNew(shelf: Shelf, name: string, entries: readonly Entry[] = []): Promise<string> {
	const origin = originOf(name);
	await shelf.put({ origin, entries, head: entries.at(-1)?.id ?? null });
	return origin.id;
}

/** A database of today's form, as another tab would open it. */
export const otherConnection = (): Promise<GlassDatabase> => openDatabase();

export function freshDatabase(): void {
	beforeEach(async () => {
		await deleteDB('glass-kms');
		const root = await navigator.storage.getDirectory();
		await root.removeEntry('payloads', { recursive: true }).catch(() => undefined);
	});
}
