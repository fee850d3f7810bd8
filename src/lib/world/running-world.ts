/**
 * A world that runs without a screen: its origin, its log and an HSM. Commands run one at a time, so the log has one
 * order. It only appends: looking back is the page's. What keeps it (a file) and who follows it are told of each entry.
 */
import type { Command, Entry, Execution, WorldOrigin, WorldState } from '$lib/domain/entry';
import type { Hsm } from '$lib/domain/hsm';
import { execute } from './execute';
import { Timeline } from './timeline';

export interface RunningWorldOptions {
	readonly origin: WorldOrigin;
	readonly hsm: Hsm;
	/** Parents before children. */
	readonly entries?: readonly Entry[];
	readonly head?: string | null;
	/** Called before an entry counts; what it throws is thrown to the caller, and nothing has happened. */
	readonly keep?: (execution: Execution) => Promise<void> | void;
	readonly payload?: (sha256: string) => Promise<Uint8Array | undefined>;
}

export class RunningWorld {
	readonly origin: WorldOrigin;
	readonly #options: RunningWorldOptions;
	readonly #timeline: Timeline;
	readonly #log: Entry[] = [];
	readonly #positions = new Map<string, number>();
	readonly #followers = new Set<(entry: Entry) => void>();
	#tail: Promise<unknown> = Promise.resolve();

	constructor(options: RunningWorldOptions) {
		this.origin = options.origin;
		this.#options = options;
		this.#timeline = new Timeline(options.origin);
		for (const entry of options.entries ?? []) this.#append(entry);
		if (options.head !== undefined) this.#timeline.seek(options.head);
	}

	get state(): WorldState {
		return this.#timeline.stateAt(this.#timeline.head);
	}
	/** The whole log in the order it was written. */
	get entries(): readonly Entry[] {
		return this.#log;
	}
	get head(): string | null {
		return this.#timeline.head;
	}

	/** What was written after an entry; undefined when this log has no such entry. */
	entriesAfter(id: string): readonly Entry[] | undefined {
		const at = this.#positions.get(id);
		return at === undefined ? undefined : this.#log.slice(at + 1);
	}

	/** Runs a command after all before it. A refusal of KMS is an outcome; a fault of ours throws. */
	run(command: Command): Promise<Execution> {
		const turn = this.#tail.then(() => this.#execute(command));
		this.#tail = turn.catch(() => undefined);
		return turn;
	}

	/** @returns what ends the following. */
	follow(follower: (entry: Entry) => void): () => void {
		this.#followers.add(follower);
		return () => void this.#followers.delete(follower);
	}

	/** Waits for what runs, then ends the HSM. */
	async close(): Promise<void> {
		await this.#tail;
		this.#followers.clear();
		this.#options.hsm.close();
	}

	async #execute(command: Command): Promise<Execution> {
		const { state } = this;
		const execution = await execute({
			origin: this.origin,
			state,
			parent: this.#timeline.entryAt(this.#timeline.head) ?? null,
			command,
			hsm: this.#options.hsm,
			log: this.#timeline,
			...(this.#options.payload && { payload: this.#options.payload })
		});
		await this.#options.keep?.(execution);
		this.#append(execution.entry);
		for (const follower of this.#followers) follower(execution.entry);
		return execution;
	}

	#append(entry: Entry): void {
		this.#timeline.append(entry);
		if (this.#positions.has(entry.id)) return;
		this.#positions.set(entry.id, this.#log.length);
		this.#log.push(entry);
	}
}
