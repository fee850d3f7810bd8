/**
 * One world as a page has it: its origin, its log and an HSM. Commands run one at a time, so the log has one order;
 * what the page shows (state, entries, scene) is replaced as a whole after each. Secrets live in memory only.
 */
import type { Acting, Command, Entry, Execution, WorldOrigin, WorldState } from '$lib/domain/entry';
import type { HsmReport } from '$lib/domain/hsm';
import type { Input, OperationName } from '$lib/domain/operations';

import { sceneOf, type Scene } from '$lib/flows/scene';
import { sha256Hex } from '$lib/crypto/hash';
import { accountAuthorizer } from '$lib/world/account-authorizer';
import { execute } from '$lib/world/execute';
import type { FileStreams } from '$lib/world/work';
import { Timeline } from '$lib/world/timeline';
import type { ChosenHsm } from './choose-hsm';
import { actingIn } from './new-world';
import { titleOf } from './words';

/** Where a session keeps what it does; absent in scenes and where storage is denied. */
export interface Keeper {
	appended(entry: Entry): void;
	moved(head: string | null): void;
	putPayload(sha256: string, bytes: Uint8Array): Promise<void>;
	getPayload(sha256: string): Promise<Uint8Array | undefined>;
	close(): void;
}

/** A file too long for memory, beside the command that seals, opens or moves it. */
export interface PassingFile extends FileStreams {
	readonly abort: AbortController;
	/** Puts what was made where it can be found again, before the entry that names it is appended. */
	readonly keep: (execution: Execution) => Promise<void>;
}

export interface Branch {
	readonly tip: string;
	readonly title: string;
}

export interface SessionOptions {
	readonly origin: WorldOrigin;
	readonly hsm: ChosenHsm;
	/** Entries already in the log, parents before children, and where its head was. */
	readonly entries?: readonly Entry[];
	readonly head?: string | null;
	readonly keeper?: Keeper | undefined;
}

/** Milliseconds after which work is worth a progress bar. */
const SLOW = 150;

export class Session {
	readonly origin: WorldOrigin;
	readonly acting: Acting;
	readonly #hsm: ChosenHsm;
	readonly #timeline: Timeline;
	// Looked up when asked, never watched: plain maps.
	// eslint-disable-next-line svelte/prefer-svelte-reactivity
	readonly #secrets = new Map<string, Uint8Array>();
	// eslint-disable-next-line svelte/prefer-svelte-reactivity
	readonly #payloads = new Map<string, Uint8Array>();
	#keeper: Keeper | undefined = $state.raw();
	#tail: Promise<unknown> = Promise.resolve();
	#abort: AbortController | undefined;

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
	#pulls = $state(0);
	#scene: Scene | undefined = $state.raw();

	constructor(options: SessionOptions) {
		this.origin = options.origin;
		this.acting = actingIn(options.origin);
		this.#hsm = options.hsm;
		this.#keeper = options.keeper;
		this.#timeline = new Timeline(options.origin);
		for (const entry of options.entries ?? []) this.#timeline.append(entry);
		if (options.head !== undefined) this.#timeline.seek(options.head);
		this.#refresh();
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
	get tip(): string | null {
		return this.#tip;
	}
	get branches(): readonly Branch[] {
		return this.#branches;
	}
	get busy(): boolean {
		return this.#running > 0;
	}
	/** True once the work at hand has taken long enough to be worth a progress bar. */
	get slow(): boolean {
		return this.#slow;
	}
	get canUndo(): boolean {
		return this.#canUndo;
	}
	get canRedo(): boolean {
		return this.#canRedo;
	}
	/** What the entry at the head looked like; undefined before the first. */
	get scene(): Scene | undefined {
		return this.#scene;
	}
	/** A fault of ours, as a sentence; never an AWS error. */
	get fault(): string {
		return this.#fault;
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

	/** A secret this page has seen, by SHA-256 in hex; undefined after a reload. */
	secret(sha256: string): Uint8Array | undefined {
		return this.#secrets.get(sha256);
	}
	/** Bytes of a sealed thing too long for the log; undefined when this browser does not have them. */
	async payload(sha256: string): Promise<Uint8Array | undefined> {
		return this.#payloads.get(sha256) ?? (await this.#keeper?.getPayload(sha256));
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
		this.#keeper?.close();
		this.#hsm.hsm.close();
	}

	async #execute(command: Command, file?: PassingFile): Promise<Execution> {
		this.#running += 1;
		this.#fault = '';
		const abort = (this.#abort = file?.abort ?? new AbortController());
		const timer = setTimeout(() => (this.#slow = true), SLOW);
		const parent = this.#timeline.entryAt(this.#timeline.head) ?? null;
		const before = this.#state;
		try {
			const execution = await execute({
				origin: this.origin,
				state: before,
				parent,
				command,
				hsm: this.#hsm.hsm,
				authorizer: accountAuthorizer(before),
				log: this.#timeline,
				signal: abort.signal,
				payload: (sha256) => this.payload(sha256),
				...(file && { streams: file })
			});
			for (const [sha, bytes] of execution.secrets) this.#secrets.set(sha, bytes);
			await (file ? file.keep(execution) : this.#keepPayload(execution));
			this.#timeline.append(execution.entry);
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
		this.#keeper?.moved(this.#timeline.head);
		this.#refresh();
	}

	#refresh(): void {
		const timeline = this.#timeline;
		this.#state = timeline.stateAt(timeline.head);
		this.#entries = timeline.path();
		this.#head = timeline.head;
		this.#tip = this.#entries.at(-1)?.id ?? null;
		this.#branches = timeline.branches().map((tip) => ({ tip, title: titleOf(timeline.entryAt(tip)!) }));
		this.#canUndo = timeline.canUndo;
		this.#canRedo = timeline.canRedo;
		const entry = timeline.entryAt(timeline.head);
		this.#scene = entry && sceneOf([{ entry, before: timeline.stateAt(entry.parent), after: this.#state }]);
	}
}
