/**
 * Saves one world's log in batches, at most 50 ms behind: at once after a change of state and when the page hides.
 * What could not be saved stays queued and is tried again; the sentence that says so goes to `onTrouble`.
 *
 * A keeper may claim the world. Once another has claimed it since, this one saves what was still under way as another
 * branch of the log and no longer says where the world stands: nothing is lost, and one tab writes.
 */
import { toHex } from '$lib/domain/bytes';
import type { Entry } from '$lib/domain/entry';
import type { Keeper } from '../session.svelte';
import { DELETED, type Keeping, type ShelfEvents } from '../shelf';
import { atOnce, rowOf, type GlassDatabase, type Store } from './database';
import type { PayloadStore } from './payloads';

const BEHIND = 50;
const AGAIN = 5_000;

interface Of extends Keeping, ShelfEvents {
	readonly db: GlassDatabase;
	readonly payloads: PayloadStore;
	readonly world: string;
}

export function databaseKeeper({ db, payloads, world, ...tell }: Of): Keeper {
	let queue: Entry[] = [];
	let head: string | null | undefined;
	let claim: string | undefined;
	let claiming = false;
	let gone = false;
	let closed = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let saving: Promise<void> = Promise.resolve();
	/** Long sealed things that found no room yet. */
	const owed = new Map<string, Uint8Array>();

	async function save(): Promise<void> {
		clearTimeout(timer);
		timer = undefined;
		const idle = queue.length === 0 && head === undefined && owed.size === 0;
		if (gone || (idle && !claiming)) return;
		const batch = queue;
		const to = head;
		queue = [];
		head = undefined;
		try {
			for (const [sha256, bytes] of owed) {
				await payloads.put(sha256, bytes);
				owed.delete(sha256);
			}
			gone = !(await write(batch, to));
			claiming = false;
			tell.onTrouble?.(gone ? DELETED : '');
			if (!gone && !idle) tell.onSaved?.();
		} catch (error) {
			queue = [...batch, ...queue];
			if (head === undefined) head = to;
			tell.onTrouble?.(storageSentence(error));
			if (!closed) timer ??= setTimeout(() => void flush(), AGAIN);
		}
	}
	/** @returns whether the world is still there. */
	async function write(batch: readonly Entry[], to: string | null | undefined): Promise<boolean> {
		const once = [...new Map(batch.map((entry) => [entry.id, entry])).values()];
		try {
			return await writeNew(once, to, () => Promise.resolve(once));
		} catch (error) {
			// One of them is there already: nothing was written, and each is asked for.
			if (!(error instanceof DOMException && error.name === 'ConstraintError')) throw error;
			return writeNew(once, to, async (entries) => {
				const known = await Promise.all(once.map(({ id }) => entries.getKey([world, id])));
				return once.filter((_, i) => known[i] === undefined);
			});
		}
	}
	const writeNew = (
		batch: readonly Entry[],
		to: string | null | undefined,
		fresh: (entries: Store<'entries'>) => Promise<readonly Entry[]>
	): Promise<boolean> =>
		atOnce(db, async ({ worlds, entries }) => {
			const record = await worlds.get(world);
			if (!record) return false;
			const last = await entries
				.index('order')
				.openKeyCursor(IDBKeyRange.bound([world, 0], [world, Infinity]), 'prev');
			const at = (last?.key?.[1] ?? -1) + 1;
			// All at once: a database that is waited for after each entry falls behind a fast caller.
			const adding = (await fresh(entries)).map((entry, i) => entries.add(rowOf(world, at + i, entry)));
			await Promise.all(adding);
			const mine = claim === undefined || claiming || record.writer === claim;
			if (mine && (to !== undefined || claiming))
				await worlds.put({
					...record,
					...(to !== undefined && { head: to }),
					...(claim !== undefined && { writer: claim })
				});
			return true;
		});
	const flush = (): Promise<void> => (saving = saving.then(save));
	const later = (): void => void (timer ??= setTimeout(() => void flush(), BEHIND));
	const hidden = (): void => void (document.visibilityState === 'hidden' && flush());
	const leaving = (): void => void flush();
	document.addEventListener('visibilitychange', hidden);
	addEventListener('pagehide', leaving);

	return {
		flush,
		claim() {
			claim = toHex(crypto.getRandomValues(new Uint8Array(16)));
			claiming = true;
			return flush();
		},
		appended(entry) {
			queue.push(entry);
			head = entry.id;
			if (entry.events.some((event) => event.type === 'item.put')) tell.onSealed?.();
			if (entry.events.length > 0) void flush();
			else later();
		},
		moved(to) {
			head = to;
			later();
		},
		async putPayload(sha256, bytes) {
			try {
				await payloads.put(sha256, bytes);
			} catch (error) {
				owed.set(sha256, bytes);
				tell.onTrouble?.(storageSentence(error));
			}
		},
		getPayload: async (sha256) => owed.get(sha256) ?? (await payloads.get(sha256)),
		async close() {
			closed = true;
			document.removeEventListener('visibilitychange', hidden);
			removeEventListener('pagehide', leaving);
			await flush();
		}
	};
}

export const storageSentence = (error: unknown): string =>
	error instanceof DOMException && error.name === 'QuotaExceededError'
		? 'This browser has no room left for the world. It goes on in memory: export it, then delete worlds you no longer need.'
		: 'This browser refused to save the world. It goes on in memory: export it to keep it.';
