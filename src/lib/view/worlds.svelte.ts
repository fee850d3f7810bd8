/** The worlds of this browser and the one that is open. All that can go wrong with storage ends as a sentence here. */
import { toHex } from '$lib/domain/bytes';
import { memoryShelf, type Shelf, type StoredWorld, type WorldSummary } from './shelf';
import { startSession } from './start-session';
import type { Session } from './session.svelte';

const NOT_KEPT = 'Worlds live in memory here and end with this tab. Export a world to keep it.';
const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export class Worlds {
	#shelf: Shelf = memoryShelf();
	#session: Session | undefined = $state.raw();
	#list: readonly WorldSummary[] = $state.raw([]);
	#refusal = $state('');
	#notice = $state('');
	#trouble = $state('');
	#durable = $state(false);
	#closed = false;

	get session(): Session | undefined {
		return this.#session;
	}
	get list(): readonly WorldSummary[] {
		return this.#list;
	}
	/** Why no world can be opened at all. */
	get refusal(): string {
		return this.#refusal;
	}
	/** What should be known as long as the page is open. */
	get notice(): string {
		return this.#notice;
	}
	/** What the last deed on a world ended with, if badly. */
	get trouble(): string {
		return this.#trouble;
	}
	get durable(): boolean {
		return this.#durable;
	}

	async start(): Promise<void> {
		try {
			const { openShelf } = await import('./open-shelf');
			this.#shelf = await openShelf((sentence) => (this.#trouble = sentence));
		} catch {
			this.#shelf = memoryShelf();
		}
		this.#durable = this.#shelf.durable;
		if (!this.#durable) this.#notice = NOT_KEPT;
		void import('./files/scratch').then(({ sweep }) => sweep());
		const [first] = await this.#shelf.list();
		if (this.#closed) return;
		await (first ? this.open(first.id) : this.create('My first world'));
	}
	close(): void {
		this.#closed = true;
		this.#session?.close();
	}

	open(id: string): Promise<void> {
		return this.#attempt(async () => {
			const world = await this.#shelf.get(id);
			if (!world)
				throw new Error('This world is no longer in this browser. Import its file to have it again.');
			await this.#show(world);
		});
	}
	create(name: string): Promise<void> {
		return this.#attempt(async () => {
			const session = await startSession({ inProcess: false, name });
			const { origin, log, head } = session;
			await this.#shelf.put({ origin, entries: log, head });
			this.#swap(session);
		});
	}
	rename(id: string, name: string): Promise<void> {
		return this.#attempt(async () => {
			if (!name.trim()) throw new Error('Expected a name for the world. Type one, then press Rename.');
			await this.#shelf.rename(id, name.trim());
			if (id === this.#session?.origin.id) await this.#reopen(id);
		});
	}
	/** The copy has the seed of the first, so what was sealed there opens here; the names say which is which. */
	duplicate(id: string): Promise<void> {
		return this.#attempt(async () => {
			const world = await this.#shelf.get(id);
			if (!world) return;
			const { origin } = world;
			await this.#shelf.put({ ...world, origin: { ...origin, id: newId(), name: `${origin.name} (copy)` } });
		});
	}
	remove(id: string): Promise<void> {
		return this.#attempt(async () => {
			await this.#shelf.remove(id);
			if (id !== this.#session?.origin.id) return;
			const [next] = await this.#shelf.list();
			if (next) await this.#reopen(next.id);
			else await this.create('My first world');
		});
	}
	forgetAll(): Promise<void> {
		return this.#attempt(async () => {
			await this.#shelf.clear();
			await this.create('My first world');
		});
	}
	/** @returns the text of a world file, or undefined when the world is not there. */
	async exported(id: string): Promise<string | undefined> {
		const world = await this.#shelf.get(id);
		if (!world) return undefined;
		const { toFile } = await import('$lib/world/world-file');
		const session = this.#session;
		return toFile(
			session?.origin.id === id ? { origin: session.origin, entries: session.log, head: session.head } : world
		);
	}
	imported(text: string): Promise<void> {
		return this.#attempt(async () => {
			const { fromFile } = await import('$lib/world/world-file');
			const world = fromFile(text);
			const taken = this.#list.some((one) => one.id === world.origin.id);
			const kept = taken ? { ...world, origin: { ...world.origin, id: newId() } } : world;
			await this.#shelf.put(kept);
			await this.#show(kept);
		});
	}

	async #reopen(id: string): Promise<void> {
		const world = await this.#shelf.get(id);
		if (world) await this.#show(world);
	}
	async #show(world: StoredWorld): Promise<void> {
		this.#swap(await startSession({ inProcess: false, kept: world }));
	}
	#swap(session: Session): void {
		this.#session?.close();
		session.keepWith(this.#shelf.keeper(session.origin.id));
		if (this.#closed) session.close();
		else this.#session = session;
	}
	async #attempt(deed: () => Promise<void>): Promise<void> {
		this.#trouble = '';
		try {
			await deed();
			this.#list = await this.#shelf.list();
		} catch (error) {
			if (this.#session) this.#trouble = message(error);
			else this.#refusal = message(error);
		}
	}
}

const newId = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));
