/**
 * What was typed and not saved yet, by what it is of. It outlives its panel, its page and its tab, until it is saved,
 * its world is deleted, or everything here is forgotten. What may hold secrets stays in memory.
 */
import { draftsOf, dropDraft, keepDraft, readDrafts } from './storage/draft-store';

export class Drafts {
	readonly #prefix: string;
	readonly #lasting: boolean;
	#texts = $state<Readonly<Record<string, string>>>({});

	/** @param world its id. @param what the kind of thing typed: one word. */
	constructor(world: string, what: string, { lasting = true }: { readonly lasting?: boolean } = {}) {
		this.#prefix = `${draftsOf(world)}${what} `;
		this.#lasting = lasting;
		this.#texts = readDrafts(this.#prefix);
	}

	of(id: string): string | undefined {
		return this.#texts[id];
	}
	keep(id: string, text: string): void {
		this.#texts = { ...this.#texts, [id]: text };
		keepDraft(this.#prefix + id, text, this.#lasting);
	}
	drop(id: string): void {
		const { [id]: _, ...rest } = this.#texts;
		this.#texts = rest;
		dropDraft(this.#prefix + id);
	}
}
