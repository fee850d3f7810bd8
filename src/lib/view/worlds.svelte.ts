/** The worlds of this browser and the one that is open. All that can go wrong with storage ends as a sentence here. */
import { toHex } from '$lib/domain/bytes';
import { HsmRefused } from './choose-hsm';

import { DELETED, memoryShelf, type Shelf, type StoredWorld, type WorldSummary } from './shelf';
import { shareWorld, type SharedWorld } from './shared-world';
import { startSession } from './start-session';
import { forgetDrafts } from './storage/draft-store';
import { lastOpen, rememberOpen } from './storage/last-open';
import { askToLast, lasting, LASTING } from './storage/lasting';
import { talkToTabs, type TabMessage, type Tabs } from './storage/tabs';
import { isWrittenElsewhere } from './storage/world-lock';
import type { Session } from './session.svelte';

const FIRST = 'My first world';
const UNGUARDED =
	'This browser cannot tell two tabs of a world apart here. Keep this world open in one tab only.';
const NO_ROOM =
	'This browser has no room to keep a world, so worlds live in memory and end with this tab. Export a world to keep it.';
const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const newId = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));

export class Worlds {
	#shelf: Shelf = memoryShelf();
	#session: Session | undefined = $state.raw();
	#shared: SharedWorld | undefined;
	#tabs: Tabs | undefined;
	#list: readonly WorldSummary[] = $state.raw([]);
	#refusal = $state('');
	#notice = $state('');
	#trouble = $state('');
	#said = $state('');
	#unsaved = $state('');
	#lasting = $state('');
	#answer = $state('');
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
	/** What else the last deed has to say. */
	get said(): string {
		return this.#said;
	}
	/** Why what was done last is in memory only; '' when all is saved. */
	get unsaved(): string {
		return this.#unsaved;
	}
	/** Whether this browser keeps the worlds for good, in its own words. */
	get lasting(): string {
		return this.#lasting;
	}
	/** The browser's answer, when it was asked just now. */
	get answer(): string {
		return this.#answer;
	}
	get durable(): boolean {
		return this.#durable;
	}

	/**
	 * Two tabs that start at once start one after the other, so that the second finds the first one's world.
	 * @param first the world to open, made when this browser does not have it; absent: the one that was open last.
	 */
	async start(first?: () => Promise<StoredWorld>): Promise<void> {
		const { openShelf } = await import('./open-shelf');
		const { shelf, notice } = await openShelf({
			onTrouble: (sentence) => (this.#unsaved = sentence),
			onSealed: () => void this.#ask()
		});
		this.#shelf = shelf;
		this.#notice = notice;
		this.#durable = shelf.durable;
		if (shelf.durable) {
			this.#tabs = talkToTabs((told) => this.#hear(told));
			this.#lasting = LASTING[await lasting()];
		}
		void import('./files/scratch').then(({ sweep }) => sweep());
		const begin = (): Promise<void> => (first ? this.#openOr(first) : this.#openFirst());
		if (shelf.durable && navigator.locks) await navigator.locks.request('glass-kms.start', begin);
		else await begin();
	}
	close(): void {
		this.#closed = true;
		this.#session?.close();
		void this.#shared?.close();
		this.#tabs?.close();
	}
	/** From another tab that writes in the open world. */
	takeOver(): void {
		this.#shared?.takeOver();
	}
	answerRead(): void {
		this.#answer = '';
	}

	open(id: string): Promise<void> {
		return this.#attempt(() => this.#open(id));
	}
	create(name: string): Promise<void> {
		return this.#attempt(() => this.#create(name));
	}
	rename(id: string, name: string): Promise<void> {
		return this.#attempt(async () => {
			if (!name.trim()) throw new Error('Expected a name for the world. Type one, then press Rename.');
			await this.#mine(id);
			await this.#shelf.rename(id, name.trim());
			if (id !== this.#session?.origin.id) return;
			this.#session.rename(name.trim());
			this.#tabs?.tell({ type: 'saved', world: id });
		});
	}
	/** The copy has the seed of the first, so what was sealed there opens here; the names say which is which. */
	duplicate(id: string): Promise<void> {
		return this.#attempt(async () => {
			const world = await this.#current(id);
			if (!world) return;
			const { origin } = world;
			await this.#shelf.put({ ...world, origin: { ...origin, id: newId(), name: `${origin.name} (copy)` } });
		});
	}
	remove(id: string): Promise<void> {
		return this.#attempt(async () => {
			await this.#mine(id);
			await this.#shelf.remove(id);
			forgetDrafts(id);
			if (id !== this.#session?.origin.id) return;
			const [next] = await this.#shelf.list();
			await (next ? this.#open(next.id) : this.#create(FIRST));
		});
	}
	forgetAll(): Promise<void> {
		return this.#attempt(async () => {
			await this.#shelf.clear();
			forgetDrafts();
			await this.#create(FIRST);
		});
	}
	/** @returns the text of a world file, or undefined when the world is not there. */
	async exported(id: string): Promise<string | undefined> {
		let file: string | undefined;
		await this.#attempt(async () => {
			const world = await this.#current(id);
			if (!world) throw new Error('This world is no longer in this browser; nothing was exported.');
			const { worldToFile } = await import('./carry-world');
			const open = this.#session?.origin.id === id ? this.#session : undefined;
			const { text, missing } = await worldToFile(world, (sha256) =>
				open ? open.payload(sha256) : this.#shelf.payloads.get(sha256)
			);
			file = text;
			this.#said = missing;
		});
		return file;
	}
	imported(text: string): Promise<void> {
		return this.#attempt(async () => {
			const { worldFromFile } = await import('./carry-world');
			const { world, missing } = await worldFromFile(text, (sha256, bytes) =>
				this.#shelf.payloads.put(sha256, bytes)
			);
			const taken = (await this.#shelf.list()).some((one) => one.id === world.origin.id);
			const kept = taken ? { ...world, origin: { ...world.origin, id: newId() } } : world;
			await this.#shelf.put(kept);
			await this.#show(kept);
			this.#said = missing;
		});
	}

	/** The world this browser had open last, else any that opens, else a new one. None is deleted on the way. */
	async #openFirst(): Promise<void> {
		await this.#attempt(async () => {
			const ids = (await this.#shelf.list()).map((world) => world.id);
			const last = lastOpen();
			ids.sort((a, b) => Number(b === last) - Number(a === last));
			let trouble = '';
			for (const id of ids) {
				if (this.#closed) return;
				try {
					await this.#open(id);
					break;
				} catch (error) {
					if (error instanceof HsmRefused) throw error;
					trouble ||= message(error);
				}
			}
			if (!this.#session && !this.#closed) await this.#createFirst();
			this.#trouble = trouble;
		});
	}
	/** A world made for this visit, or as it was left when it is here already. No other world is touched. */
	async #openOr(make: () => Promise<StoredWorld>): Promise<void> {
		try {
			const world = await make();
			if (!(await this.#shelf.get(world.origin.id))) await this.#shelf.put(world);
			await this.#attempt(() => this.#open(world.origin.id));
		} catch (error) {
			await this.#openFirst();
			this.#trouble = message(error);
		}
	}
	/** Where nothing can be kept, in memory. */
	async #createFirst(): Promise<void> {
		try {
			await this.#create(FIRST);
		} catch (error) {
			if (error instanceof HsmRefused || !this.#durable) throw error;
			this.#shelf = memoryShelf();
			this.#durable = false;
			this.#notice = NO_ROOM;
			await this.#create(FIRST);
		}
	}
	async #open(id: string): Promise<void> {
		const world = await this.#shelf.get(id);
		if (!world) throw new Error('This world is no longer in this browser. Import its file to have it again.');
		const { fromStored } = await import('$lib/world/world-file');
		const current = fromStored(world);
		if (current.origin.version !== world.origin.version) await this.#shelf.put(current);
		await this.#show(current);
	}
	async #create(name: string): Promise<void> {
		const session = await startSession({ inProcess: false, name });
		const { origin, log, head } = session;
		await this.#shelf.put({ origin, entries: log, head });
		await this.#swap(session);
	}
	async #show(world: StoredWorld): Promise<void> {
		await this.#swap(await startSession({ inProcess: false, kept: world }));
	}
	async #swap(session: Session): Promise<void> {
		const shared = await shareWorld({
			session,
			shelf: this.#shelf,
			locks: this.#durable ? navigator.locks : undefined,
			onSaved: () => this.#tabs?.tell({ type: 'saved', world: session.origin.id })
		});
		this.#session?.close();
		void this.#shared?.close();
		if (this.#closed) {
			session.close();
			return shared.close();
		}
		this.#session = session;
		this.#shared = shared;
		this.#unsaved = '';
		if (this.#durable) {
			rememberOpen(session.origin.id);
			this.#notice = shared.role === 'unguarded' ? UNGUARDED : '';
		}
	}
	/** The open world as it is in memory, ahead of what is saved; another as it is kept. */
	async #current(id: string): Promise<StoredWorld | undefined> {
		const open = this.#session;
		if (open?.origin.id === id) return { origin: open.origin, entries: open.log, head: open.head };
		return this.#shelf.get(id);
	}
	/** @throws a sentence when another tab writes in it. */
	async #mine(id: string): Promise<void> {
		const open = id === this.#session?.origin.id;
		if (open ? !this.#session?.readOnly : !(await isWrittenElsewhere(id))) return;
		throw new Error('Another tab writes in this world. Open it here and take over, or do this in that tab.');
	}
	#hear(told: TabMessage): void {
		if (told.type === 'saved' && told.world === this.#session?.origin.id) this.#shared?.heard();
		if (told.type === 'worlds') void this.#relist().catch(() => undefined);
	}
	async #relist(): Promise<void> {
		this.#list = await this.#shelf.list();
		const open = this.#session?.origin.id;
		if (open && !this.#list.some((world) => world.id === open)) this.#unsaved = DELETED;
	}
	/** At the first sealed thing there is something to lose. */
	async #ask(): Promise<void> {
		const answer = await askToLast();
		if (answer) this.#answer = this.#lasting = LASTING[answer];
	}
	async #attempt(deed: () => Promise<void>): Promise<void> {
		this.#trouble = this.#said = '';
		try {
			await deed();
			this.#list = await this.#shelf.list();
			this.#tabs?.tell({ type: 'worlds' });
		} catch (error) {
			if (this.#session) this.#trouble = message(error);
			else this.#refusal = message(error);
		}
	}
}
