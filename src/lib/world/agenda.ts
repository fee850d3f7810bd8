/** A priority queue (binary heap): what falls due first comes first; what falls due together keeps its order. */
export class Agenda<T> {
	readonly #heap: { readonly at: number; readonly order: number; readonly item: T }[] = [];
	#order = 0;

	get size(): number {
		return this.#heap.length;
	}

	add(at: number, item: T): void {
		const heap = this.#heap;
		heap.push({ at, order: this.#order++, item });
		for (let i = heap.length - 1; i > 0;) {
			const parent = (i - 1) >> 1;
			if (!this.#before(i, parent)) break;
			this.#swap(i, parent);
			i = parent;
		}
	}

	peek(): { readonly at: number; readonly item: T } | undefined {
		return this.#heap[0];
	}

	take(): { readonly at: number; readonly item: T } | undefined {
		const heap = this.#heap;
		const first = heap[0];
		const last = heap.pop();
		if (!first || !last || heap.length === 0) return first;
		heap[0] = last;
		for (let i = 0; ;) {
			const left = 2 * i + 1;
			const right = left + 1;
			let least = i;
			if (left < heap.length && this.#before(left, least)) least = left;
			if (right < heap.length && this.#before(right, least)) least = right;
			if (least === i) return first;
			this.#swap(i, least);
			i = least;
		}
	}

	#before(i: number, j: number): boolean {
		const a = this.#heap[i]!;
		const b = this.#heap[j]!;
		return a.at === b.at ? a.order < b.order : a.at < b.at;
	}

	#swap(i: number, j: number): void {
		const heap = this.#heap;
		[heap[i], heap[j]] = [heap[j]!, heap[i]!];
	}
}
