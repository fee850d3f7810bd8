/**
 * One world as a page has it: its origin, its log and an HSM. Commands run one at a time, so the log has one order;
 * what the page shows (state, entries, scene) is replaced as a whole after each. Secrets live in memory only.
 */
import type { Acting, Command, Entry, Execution, WorldOrigin, WorldState } from '$lib/domain/entry';
import type { HsmReport } from '$lib/domain/hsm';
import type { Input, OperationName } from '$lib/domain/operations';

import type { Scene, sceneOf } from '$lib/flows/scene';
import { sha256Hex } from '$lib/crypto/hash';
import { execute } from '$lib/world/execute';
import type { FileStreams } from '$lib/world/work';
import { Timeline } from '$lib/world/timeline';
import type { ChosenHsm } from './choose-hsm';
import { actingIn } from './new-world';

/** Where a session keeps what it does; absent in scenes and where storage is denied. */
export interface Keeper {
	appended(entry: Entry): void;
	moved(head: string | null): void;
	putPayload(sha256: string, bytes: Uint8Array): Promise<void>;
	getPayload(sha256: string): Promise<Uint8Array | undefined>;
	/** Marks the world as written from here from now on, and saves what waits. */
	claim(): Promise<void>;
	flush(): Promise<void>;
	close(): Promise<void>;
}

/** What another tab did in the same world. */
export interface News {
	readonly name: string;
	readonly entries: readonly Entry[];
	readonly head: string | null;
}

/** The endpoint whose world this is: what is done live is done there, and comes back through its log. */
export interface Remote {
	/** Resolves once the entry has been taken in. */
	run(command: Command): Promise<Execution>;
	payload(sha256: string): Promise<Uint8Array | undefined>;
}

/** A file too long for memory, beside the command that seals, opens or moves it. */
export interface PassingFile extends FileStreams {
	readonly abort: AbortController;
	/** Puts what was made where it can be found again, before the entry that names it is appended. */
	readonly keep: (execution: Execution) => Promise<void>;
}

export interface Branch {
	readonly tip: string;
	readonly entry: Entry;
}

export interface SessionOptions {
	readonly origin: WorldOrigin;
	readonly hsm: ChosenHsm;
	/** Entries already in the log, parents before children, and where its head was. */
	readonly entries?: readonly Entry[];
	readonly head?: string | null;
	readonly keeper?: Keeper | undefined;
	readonly remote?: Remote;
	/** What makes a scene of an entry; without it there is none until `drawWith`. */
	readonly sceneOf?: SceneOf | undefined;
}
export type SceneOf = typeof sceneOf;

/** Milliseconds after which work is worth a progress bar. */
const SLOW = 150;

export class Session {
	readonly #hsm: ChosenHsm;
	readonly #timeline: Timeline;
	// Looked up when asked, never watched: plain maps.
	// eslint-disable-next-line svelte/prefer-svelte-reactivity
	readonly #secrets = new Map<string, Uint8Array>();
	// eslint-disable-next-line svelte/prefer-svelte-reactivity
	readonly #payloads = new Map<string, Uint8Array>();
	/** What was asked, as it was asked: for doing it again in another future. Not after a reload. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity
	readonly #commands = new Map<string, Command>();
	readonly #remote: Remote | undefined;
	/** Where the endpoint's log ends. */
	#liveTip: string | null = $state(null);
	/** What was done here alone, from the endpoint's past. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity
	readonly #forked = new Set<string>();
	#keeper: Keeper | undefined = $state.raw();
	#tail: Promise<unknown> = Promise.resolve();
	#abort: AbortController | undefined;

	#acting: Acting = $state.raw() as Acting;
	#origin: WorldOrigin = $state.raw() as WorldOrigin;
	#state: WorldState = $state.raw() as WorldState;
	#entries: readonly Entry[] = $state.raw([]);
	#branches: readonly Branch[] = $state.raw([]);
	#head: string | null = $state(null);
	#tip: string | null = $state(null);
	#running = $state(0);
	#slow = $state(false);
	#canUndo = $state(false);
	#canRedo = $state(false);
	#fault = $state('');
	#readOnly = $state('');
	#pulls = $state(0);
	#scene: Scene | undefined = $state.raw();
	#sceneOf: SceneOf | undefined;

	constructor(options: SessionOptions) {
		this.#origin = options.origin;
		this.#acting = actingIn(options.origin);
		this.#hsm = options.hsm;
		this.#keeper = options.keeper;
		this.#remote = options.remote;
		this.#sceneOf = options.sceneOf;
		this.#timeline = new Timeline(options.origin);
		for (const entry of options.entries ?? []) this.#timeline.append(entry);
		if (options.head !== undefined) this.#timeline.seek(options.head);
		this.#liveTip = this.#timeline.head;
		this.#refresh();
	}

	/** Who acts, and where, from now on. */
	get acting(): Acting {
		return this.#acting;
	}
	act(as: Acting): void {
		this.#acting = as;
	}
	/** Draws from now on, beginning with where the head stands. */
	drawWith(sceneOf: SceneOf): void {
		this.#sceneOf = sceneOf;
		this.#refresh();
	}
	/** The state that an entry was run in. */
	stateBefore(entry: Entry): WorldState {
		return this.#timeline.stateAt(entry.parent);
	}

	get origin(): WorldOrigin {
		return this.#origin;
	}
	get state(): WorldState {
		return this.#state;
	}
	/** The log from the first entry to the end of the branch that is shown; the head may stand before the end. */
	get entries(): readonly Entry[] {
		return this.#entries;
	}
	get head(): string | null {
		return this.#head;
	}
	/** Index in `entries` of the one at which the world stands; -1 before the first. */
	get at(): number {
		return this.entries.findIndex(({ id }) => id === this.head);
	}
	/** The world stands where it stood before its last entry: nothing is lost of what came after. */
	get isPast(): boolean {
		return this.at >= 0 && this.at < this.entries.length - 1;
	}
	get tip(): string | null {
		return this.#tip;
	}
	get branches(): readonly Branch[] {
		return this.#branches;
	}
	/** Of a world that an endpoint owns: whether its present is shown, its past, or what was done here from its past. */
	get standing(): 'live' | 'past' | 'fork' | undefined {
		if (!this.#remote) return undefined;
		if (this.#head === this.#liveTip) return 'live';
		return this.#head !== null && this.#forked.has(this.#head) ? 'fork' : 'past';
	}
	get busy(): boolean {
		return this.#running > 0;
	}
	/** True once the work at hand has taken long enough to be worth a progress bar. */
	get slow(): boolean {
		return this.#slow;
	}
	get canUndo(): boolean {
		return this.#canUndo && !this.#readOnly;
	}
	get canRedo(): boolean {
		return this.#canRedo && !this.#readOnly;
	}
	/** What the entry at the head looked like; undefined before the first. */
	get scene(): Scene | undefined {
		return this.#scene;
	}
	/** A fault of ours, as a sentence; never an AWS error. */
	get fault(): string {
		return this.#fault;
	}
	/** Why nothing can be done here, as a sentence; '' when it can. Looking back is free. */
	get readOnly(): string {
		return this.#readOnly;
	}
	set readOnly(sentence: string) {
		this.#readOnly = sentence;
		this.#fault = '';
	}
	/** How often the plug was pulled. */
	get pulls(): number {
		return this.#pulls;
	}
	get where(): 'worker' | 'in-process' {
		return this.#hsm.where;
	}
	get isKept(): boolean {
		return this.#keeper !== undefined;
	}
	get notice(): string | undefined {
		return this.#hsm.notice;
	}
	get canPullPlug(): boolean {
		return this.#hsm.kill !== undefined;
	}

	/** Runs a command after all before it. An AWS error is an outcome; a fault of ours throws and is shown. */
	run(command: Command, file?: PassingFile): Promise<Execution> {
		const turn = this.#tail.then(() => this.#execute(command, file));
		this.#tail = turn.catch(() => undefined);
		return turn;
	}

	kms<O extends OperationName>(operation: O, input: Input<O>): Promise<Execution> {
		// A generic operation with its own input is one member of the union; TypeScript cannot see which.
		return this.run({ type: 'kms', operation, input, ...this.acting } as Command);
	}

	/** Drops the work at hand; the log stays as it was. */
	cancel(): void {
		this.#abort?.abort();
	}

	undo(): void {
		this.#timeline.undo();
		this.#moved();
	}
	redo(): void {
		this.#timeline.redo();
		this.#moved();
	}
	seek(id: string | null): void {
		this.#timeline.seek(id);
		this.#moved();
	}
	/** Takes in what the endpoint's log has new. Who watches is taken along; who looks back goes on looking. */
	receive(entries: readonly Entry[]): void {
		const last = entries.at(-1);
		if (!last) return;
		const { head } = this.#timeline;
		const watching = head === this.#liveTip;
		for (const entry of entries) this.#timeline.append(entry);
		this.#liveTip = last.id;
		if (!watching) this.#timeline.seek(head);
		this.#refresh();
	}
	/** Goes to where the endpoint's log ends. */
	goLive(): void {
		this.seek(this.#liveTip);
	}
	/** How many futures begin after an entry. */
	forksAt(id: string | null): number {
		return this.#timeline.children(id).length;
	}
	/** The whole log with all its branches, parents before children. */
	get log(): readonly Entry[] {
		return this.#timeline.entries;
	}
	entry(id: string): Entry | undefined {
		return this.#entries.find((entry) => entry.id === id);
	}

	/** The command of an entry made here, to run it again; undefined after a reload and for files. */
	command(entryId: string): Command | undefined {
		return this.#commands.get(entryId);
	}

	/** A secret this page has seen, by SHA-256 in hex; undefined after a reload. */
	secret(sha256: string): Uint8Array | undefined {
		return this.#secrets.get(sha256);
	}
	/** Bytes of a sealed thing too long for the log; undefined when this browser does not have them. */
	async payload(sha256: string): Promise<Uint8Array | undefined> {
		return (
			this.#payloads.get(sha256) ??
			(await (this.#remote?.payload(sha256) ?? this.#keeper?.getPayload(sha256)))
		);
	}

	/** Settles when nothing is under way. */
	async idle(): Promise<void> {
		await this.#tail;
	}
	rename(name: string): void {
		this.#origin = { ...this.#origin, name };
	}
	/** Takes in what another tab did; what stands here alone stays, as a branch. `moves`: also goes where it stands. */
	takeIn({ name, entries, head }: News, moves: boolean): void {
		if (name !== this.#origin.name) this.rename(name);
		if (entries.length === 0 && (!moves || head === this.#timeline.head)) return;
		for (const entry of entries) this.#timeline.add(entry);
		if (moves) this.#timeline.seek(head);
		this.#refresh();
	}

	report(): Promise<HsmReport> {
		return this.#hsm.hsm.report();
	}
	/** Ends the HSM from outside, in the middle of whatever it does; the next call starts another. */
	pullPlug(): void {
		this.#hsm.kill?.();
		this.#pulls += 1;
	}
	/** Begins to keep what was and will be done. */
	keepWith(keeper: Keeper): void {
		this.#keeper = keeper;
	}
	close(): void {
		this.#abort?.abort();
		void this.#keeper?.close();
		this.#hsm.hsm.close();
	}

	async #execute(command: Command, file?: PassingFile): Promise<Execution> {
		if (this.#readOnly) throw new Error((this.#fault = this.#readOnly));
		this.#running += 1;
		this.#fault = '';
		const abort = (this.#abort = file?.abort ?? new AbortController());
		const timer = setTimeout(() => (this.#slow = true), SLOW);
		const parent = this.#timeline.entryAt(this.#timeline.head) ?? null;
		const before = this.#state;
		try {
			if (this.#remote && this.standing === 'live') {
				const execution = await this.#remote.run(command);
				for (const [sha, bytes] of execution.secrets) this.#secrets.set(sha, bytes);
				return execution;
			}
			const execution = await execute({
				origin: this.origin,
				state: before,
				parent,
				command,
				hsm: this.#hsm.hsm,
				log: this.#timeline,
				signal: abort.signal,
				payload: (sha256) => this.payload(sha256),
				...(file && { streams: file })
			});
			for (const [sha, bytes] of execution.secrets) this.#secrets.set(sha, bytes);
			await (file ? file.keep(execution) : this.#keepPayload(execution));
			this.#timeline.append(execution.entry);
			if (!file) this.#commands.set(execution.entry.id, command);
			if (this.#remote) this.#forked.add(execution.entry.id);
			this.#keeper?.appended(execution.entry);
			this.#refresh();
			return execution;
		} catch (error) {
			// Whoever lets a file pass by says what stopped it.
			if (!file && !(error instanceof DOMException && error.name === 'AbortError'))
				this.#fault = `The playground failed, not KMS: ${error instanceof Error ? error.message : String(error)}. Nothing was changed.`;
			throw error;
		} finally {
			clearTimeout(timer);
			this.#slow = false;
			this.#running -= 1;
		}
	}

	/** A sealed thing too long for the log is put away before the entry that names it. */
	async #keepPayload({ entry, bytes }: Execution): Promise<void> {
		for (const event of entry.events) {
			if (event.type !== 'item.put' || event.item.payload.inline !== undefined || !bytes) continue;
			const { sha256 } = event.item.payload;
			if (this.#payloads.has(sha256) || sha256Hex(bytes) !== sha256) continue;
			this.#payloads.set(sha256, bytes);
			await this.#keeper?.putPayload(sha256, bytes);
		}
	}

	#moved(): void {
		if (!this.#readOnly) this.#keeper?.moved(this.#timeline.head);
		this.#refresh();
	}

	#refresh(): void {
		const timeline = this.#timeline;
		this.#state = timeline.stateAt(timeline.head);
		this.#entries = timeline.path();
		this.#head = timeline.head;
		this.#tip = this.#entries.at(-1)?.id ?? null;
		this.#branches = timeline.branches().map((tip) => ({ tip, entry: timeline.entryAt(tip)! }));
		this.#canUndo = timeline.canUndo;
		this.#canRedo = timeline.canRedo;
		const entry = timeline.entryAt(timeline.head);
		this.#scene =
			entry && this.#sceneOf?.([{ entry, before: timeline.stateAt(entry.parent), after: this.#state }]);
	}
}
