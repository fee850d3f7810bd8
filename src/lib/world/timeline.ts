/**
 * The log as a tree: what was undone stays, and acting from the past begins another branch beside it. The head is the
 * entry whose state is shown; the branch goes on behind it to its tip. States are kept every so many entries, so that
 * a jump folds only the few between.
 */
import type { Entry, WorldOrigin, WorldState } from '$lib/domain/entry';
import { emptyState, fold } from './state';

interface Node {
	readonly entry: Entry;
	readonly depth: number;
	readonly children: string[];
	/** The last entry up to and with this one that changed something. */
	readonly changed: Entry | undefined;
}

/** Entries between kept states. */
const EVERY = 64;
const RECENT = 16;

export class Timeline {
	readonly #nodes = new Map<string, Node>();
	readonly #roots: string[] = [];
	readonly #start: WorldState;
	/** States kept for good: every EVERY entries. */
	readonly #kept = new Map<string, WorldState>();
	readonly #recent = new Map<string, WorldState>();
	/** Which child redo goes to: the last one visited. */
	readonly #next = new Map<string | null, string>();
	/** Entries that nothing follows, oldest first. */
	readonly #tips = new Set<string>();
	#head: string | null = null;
	#path: readonly Entry[] | undefined;

	constructor(origin: Pick<WorldOrigin, 'startsAt'>) {
		this.#start = emptyState(origin);
	}

	get head(): string | null {
		return this.#head;
	}
	get size(): number {
		return this.#nodes.size;
	}
	/** All entries, parents before children. */
	get entries(): readonly Entry[] {
		return [...this.#nodes.values()].map((node) => node.entry);
	}
	entryAt(id: string | null): Entry | undefined {
		return id === null ? undefined : this.#nodes.get(id)?.entry;
	}

	/** Adds an entry after its parent and moves the head to it. The same entry again only moves the head. */
	append(entry: Entry): void {
		const path = this.#path;
		const grows = path && !this.#nodes.has(entry.id) && (path.at(-1)?.id ?? null) === entry.parent;
		this.add(entry);
		this.#visit(entry.id);
		// What is done one after another makes the path longer; it is not walked anew each time.
		if (grows) this.#path = [...path, entry];
	}

	/** Adds an entry after its parent; the head stays. */
	add(entry: Entry): void {
		if (this.#nodes.has(entry.id)) return;
		const parent = entry.parent === null ? undefined : this.#node(entry.parent);
		const changed = entry.events.length > 0 ? entry : parent?.changed;
		this.#nodes.set(entry.id, { entry, depth: (parent?.depth ?? -1) + 1, children: [], changed });
		(parent?.children ?? this.#roots).push(entry.id);
		if (entry.parent !== null) this.#tips.delete(entry.parent);
		this.#tips.add(entry.id);
		this.#path = undefined;
	}

	/** Moves the head; null is before the first entry. */
	seek(id: string | null): void {
		if (id !== null) this.#node(id);
		this.#visit(id);
	}

	get canUndo(): boolean {
		return this.#undoable() !== undefined;
	}
	get canRedo(): boolean {
		return this.#next.has(this.#head);
	}

	/** Takes back the last entry that changed something; entries that only read are passed over. */
	undo(): string | null {
		const undone = this.#undoable();
		if (undone) this.seek(undone.parent);
		return this.#head;
	}

	/** Goes on to the next entry that changed something on the branch last visited, and the reads that follow it. */
	redo(): string | null {
		let at = this.#head;
		let changed = false;
		for (let next = this.#next.get(at); next !== undefined; next = this.#next.get(at)) {
			const changes = this.#node(next).entry.events.length > 0;
			if (changed && changes) break;
			changed ||= changes;
			at = next;
		}
		if (at !== this.#head) this.seek(at);
		return this.#head;
	}

	children(id: string | null): readonly string[] {
		return id === null ? this.#roots : this.#node(id).children;
	}

	/** Tips: entries that nothing follows yet, oldest first. */
	branches(): readonly string[] {
		return [...this.#tips];
	}

	/** From the first entry through the head to the tip of the branch last visited. */
	path(): readonly Entry[] {
		if (this.#path) return this.#path;
		const path = this.#upTo(this.#head);
		for (let next = this.#next.get(this.#head); next !== undefined; next = this.#next.get(next))
			path.push(this.#node(next).entry);
		return (this.#path = path);
	}

	/** The state after an entry; null gives the state before the first. */
	stateAt(id: string | null): WorldState {
		if (id === null) return this.#start;
		const known = this.#kept.get(id) ?? this.#recent.get(id);
		if (known) return known;
		const between: Entry[] = [];
		let at: string | null = id;
		while (at !== null && !this.#kept.has(at) && !this.#recent.has(at)) {
			const { entry }: Node = this.#node(at);
			between.push(entry);
			at = entry.parent;
		}
		let state = at === null ? this.#start : (this.#kept.get(at) ?? this.#recent.get(at)!);
		between.reverse();
		// A long stretch is folded in pieces that end where a state is to be kept.
		for (let i = 0; i < between.length;) {
			const piece: Entry[] = [];
			do piece.push(between[i++]!);
			while (i < between.length && this.#node(between[i - 1]!.id).depth % EVERY !== 0);
			state = fold(state, piece);
			const last = piece.at(-1)!;
			if (this.#node(last.id).depth % EVERY === 0) this.#kept.set(last.id, state);
		}
		this.#remember(id, state);
		return state;
	}

	#remember(id: string, state: WorldState): void {
		this.#recent.set(id, state);
		if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value!);
	}

	#undoable(): Entry | undefined {
		return this.#head === null ? undefined : this.#node(this.#head).changed;
	}

	/** Moves the head and makes redo lead back to where it was, as far as both lie on one branch. */
	#visit(id: string | null): void {
		this.#path = undefined;
		const from = this.#head;
		this.#head = id;
		// Above where the head was, redo leads there already. A step that led on once may lie on a branch left since.
		for (let at = id; at !== null && at !== from;) {
			const parent: string | null = this.#node(at).entry.parent;
			this.#next.set(parent, at);
			at = parent;
		}
		// A branch not visited yet goes on with its first child.
		for (let at = id; !this.#next.has(at);) {
			const child = this.children(at)[0];
			if (child === undefined) break;
			this.#next.set(at, child);
			at = child;
		}
	}

	#upTo(id: string | null): Entry[] {
		const path: Entry[] = [];
		for (let at = id; at !== null;) {
			const { entry }: Node = this.#node(at);
			path.push(entry);
			at = entry.parent;
		}
		return path.reverse();
	}

	#node(id: string): Node {
		const node = this.#nodes.get(id);
		if (!node) throw new Error(`expected an entry of this world, got "${id}"`);
		return node;
	}
}
