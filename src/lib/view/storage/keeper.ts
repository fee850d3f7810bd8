/**
 * Saves one world's log in batches, at most 50 ms behind: at once after a change of state and when the page hides.
 * What could not be saved stays queued and is tried again; the sentence that says so goes to `onTrouble`.
 */
import type { Entry } from '$lib/domain/entry';
import type { Keeper } from '../session.svelte';
import type { GlassDatabase } from './database';
import type { PayloadStore } from './payloads';

const BEHIND = 50;

export function databaseKeeper(of: {
	readonly db: GlassDatabase;
	readonly payloads: PayloadStore;
	readonly world: string;
	readonly onTrouble?: (sentence: string) => void;
}): Keeper & { flush(): Promise<void> } {
	const { db, payloads, world } = of;
	let queue: Entry[] = [];
	let head: string | null | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let saving: Promise<void> = Promise.resolve();

	async function save(): Promise<void> {
		clearTimeout(timer);
		timer = undefined;
		if (queue.length === 0 && head === undefined) return;
		const batch = queue;
		const to = head;
		queue = [];
		head = undefined;
		try {
			const tx = db.transaction(['worlds', 'entries'], 'readwrite');
			const record = await tx.objectStore('worlds').get(world);
			if (record) {
				const entries = tx.objectStore('entries');
				const last = await entries
					.index('order')
					.openCursor(IDBKeyRange.bound([world, 0], [world, Infinity]), 'prev');
				let at = (last?.value.at ?? -1) + 1;
				for (const entry of batch)
					if (!(await entries.getKey([world, entry.id])))
						await entries.add({ world, id: entry.id, at: at++, entry });
				if (to !== undefined) await tx.objectStore('worlds').put({ ...record, head: to });
			}
			await tx.done;
		} catch (error) {
			queue = [...batch, ...queue];
			head ??= to;
			of.onTrouble?.(storageSentence(error));
		}
	}
	const flush = (): Promise<void> => (saving = saving.then(save));
	const later = (): void => void (timer ??= setTimeout(() => void flush(), BEHIND));
	const hidden = (): void => void (document.visibilityState === 'hidden' && flush());
	document.addEventListener('visibilitychange', hidden);
	addEventListener('pagehide', hidden);

	return {
		flush,
		appended(entry) {
			queue.push(entry);
			head = entry.id;
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
				of.onTrouble?.(storageSentence(error));
			}
		},
		getPayload: (sha256) => payloads.get(sha256),
		close() {
			document.removeEventListener('visibilitychange', hidden);
			removeEventListener('pagehide', hidden);
			void flush();
		}
	};
}

export const storageSentence = (error: unknown): string =>
	error instanceof DOMException && error.name === 'QuotaExceededError'
		? 'This browser has no room left for the world. It goes on in memory: export it, then delete worlds you no longer need.'
		: 'This browser refused to save the world. It goes on in memory: export it to keep it.';
