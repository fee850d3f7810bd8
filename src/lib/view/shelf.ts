/** Where worlds are kept, as the page needs it. `memoryShelf` is what is left where storage is denied. */
import type { Entry, WorldOrigin } from '$lib/domain/entry';
import type { Keeper, News } from './session.svelte';

export interface WorldSummary {
	readonly id: string;
	readonly name: string;
	readonly entries: number;
}

export interface StoredWorld {
	readonly origin: WorldOrigin;
	readonly entries: readonly Entry[];
	readonly head: string | null;
}

/** What a shelf has to say on its own. */
export interface ShelfEvents {
	/** A sentence when saving went wrong, '' when it goes well again. */
	readonly onTrouble?: ((sentence: string) => void) | undefined;
	/** Something was sealed, so there is now something to lose. */
	readonly onSealed?: (() => void) | undefined;
}

export interface Keeping {
	/** After each save, so that other tabs can be told. */
	readonly onSaved?: (() => void) | undefined;
}

/** What was added since, in order, and the number to ask from next time. */
export interface NewsSince extends News {
	readonly next: number;
}

export interface Payloads {
	put(sha256: string, bytes: Uint8Array): Promise<void>;
	get(sha256: string): Promise<Uint8Array | undefined>;
}

export interface Shelf {
	/** Kept after this tab, and so seen by other tabs too. */
	readonly durable: boolean;
	list(): Promise<readonly WorldSummary[]>;
	/** Makes or replaces a world whole. */
	put(world: StoredWorld): Promise<void>;
	get(id: string): Promise<StoredWorld | undefined>;
	rename(id: string, name: string): Promise<void>;
	remove(id: string): Promise<void>;
	clear(): Promise<void>;
	/** Undefined when the world is gone. */
	since(id: string, at: number): Promise<NewsSince | undefined>;
	/** Sealed things too long for the log, of all worlds, by their SHA-256. */
	readonly payloads: Payloads;
	keeper(id: string, keeping?: Keeping): Keeper;
}

/** Said by the tab that still has it open. */
export const DELETED =
	'This world was deleted in another tab. It goes on here in memory: export it, then import the file to keep it.';

export function memoryShelf(): Shelf {
	const worlds = new Map<string, StoredWorld>();
	const payloads = new Map<string, Uint8Array>();
	const change = (id: string, to: (world: StoredWorld) => StoredWorld) => {
		const world = worlds.get(id);
		if (world) worlds.set(id, to(world));
	};
	return {
		durable: false,
		list: async () =>
			[...worlds.values()].map(({ origin, entries }) => ({
				id: origin.id,
				name: origin.name,
				entries: entries.length
			})),
		put: async (world) => void worlds.set(world.origin.id, world),
		get: async (id) => worlds.get(id),
		rename: async (id, name) => change(id, (world) => ({ ...world, origin: { ...world.origin, name } })),
		remove: async (id) => void worlds.delete(id),
		clear: async () => {
			worlds.clear();
			payloads.clear();
		},
		since: async (id, at) => {
			const world = worlds.get(id);
			return (
				world && {
					entries: world.entries.slice(at),
					next: world.entries.length,
					head: world.head,
					name: world.origin.name
				}
			);
		},
		payloads: {
			put: async (sha256, bytes) => void payloads.set(sha256, bytes),
			get: async (sha256) => payloads.get(sha256)
		},
		keeper: (id) => ({
			claim: async () => {},
			flush: async () => {},
			appended: (entry) =>
				change(id, (world) => ({
					...world,
					entries: world.entries.some((one) => one.id === entry.id)
						? world.entries
						: [...world.entries, entry],
					head: entry.id
				})),
			moved: (head) => change(id, (world) => ({ ...world, head })),
			putPayload: async (sha256, bytes) => void payloads.set(sha256, bytes),
			getPayload: async (sha256) => payloads.get(sha256),
			close: async () => {}
		})
	};
}
