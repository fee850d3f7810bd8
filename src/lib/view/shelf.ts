/** Where worlds are kept, as the page needs it. `memoryShelf` is what is left where storage is denied. */
import type { Entry, WorldOrigin } from '$lib/domain/entry';
import type { Keeper } from './session.svelte';

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

export interface Shelf {
	readonly durable: boolean;
	list(): Promise<readonly WorldSummary[]>;
	/** Makes or replaces a world whole. */
	put(world: StoredWorld): Promise<void>;
	get(id: string): Promise<StoredWorld | undefined>;
	rename(id: string, name: string): Promise<void>;
	remove(id: string): Promise<void>;
	clear(): Promise<void>;
	keeper(id: string): Keeper;
}

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
		keeper: (id) => ({
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
			close: () => {}
		})
	};
}
