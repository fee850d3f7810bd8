/**
 * Exact reads from bytes that come in pieces of any size. Views where a piece holds the read whole, else a copy in
 * memory that the next read uses again. The source is asked for a piece only when the last was read to its end.
 */
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>;

const FIRST_BUFFER = 2 * 1024 * 1024;

export class ByteReader {
	readonly #pieces: AsyncIterator<Uint8Array>;
	#piece = new Uint8Array();
	/** Pieces behind what was given back, the next one last. */
	readonly #waiting: Uint8Array<ArrayBuffer>[] = [];
	#buffer = new Uint8Array();
	#ended = false;
	/** Bytes given out so far. */
	offset = 0;

	constructor(source: ByteSource) {
		this.#pieces = source instanceof Uint8Array ? once(source) : source[Symbol.asyncIterator]();
	}

	/** The next `length` bytes; fewer only when the source ends. Valid until the next read. */
	async read(length: number): Promise<Uint8Array> {
		if (this.#piece.length === 0) await this.#pull();
		if (this.#piece.length >= length) return this.#cut(length);
		// Grows with what really arrives: a length field alone cannot claim memory.
		let buffer = this.#bufferFor(Math.min(length, FIRST_BUFFER));
		let filled = 0;
		while (filled < length && (this.#piece.length > 0 || (await this.#pull()))) {
			const part = this.#cut(Math.min(length - filled, this.#piece.length));
			if (filled + part.length > buffer.length) {
				const larger = new Uint8Array(Math.min(length, 2 * (filled + part.length)));
				larger.set(buffer.subarray(0, filled));
				buffer = larger;
			}
			buffer.set(part, filled);
			filled += part.length;
		}
		return buffer.subarray(0, filled);
	}

	/** Whatever comes next, in the source's own pieces; empty at the end. */
	async readAny(): Promise<Uint8Array> {
		if (this.#piece.length === 0) await this.#pull();
		return this.#cut(this.#piece.length);
	}

	/** Puts back what was read too far: the next read begins with it. `bytes` are the last ones read. */
	giveBack(bytes: Uint8Array): void {
		if (bytes.length === 0) return;
		if (this.#piece.length > 0) this.#waiting.push(this.#piece);
		this.#piece = bytes as Uint8Array<ArrayBuffer>;
		this.offset -= bytes.length;
	}

	async atEnd(): Promise<boolean> {
		return this.#piece.length === 0 && !(await this.#pull());
	}

	/** Tells the source that no more is wanted. */
	async close(): Promise<void> {
		if (!this.#ended) await this.#pieces.return?.();
		this.#ended = true;
	}

	#bufferFor(length: number): Uint8Array {
		if (this.#buffer.length < length) this.#buffer = new Uint8Array(length);
		return this.#buffer;
	}

	#cut(length: number): Uint8Array {
		const part = this.#piece.subarray(0, length);
		this.#piece = this.#piece.subarray(length);
		this.offset += length;
		return part;
	}

	async #pull(): Promise<boolean> {
		const waiting = this.#waiting.pop();
		if (waiting) {
			this.#piece = waiting;
			return true;
		}
		while (!this.#ended) {
			const next = await this.#pieces.next();
			if (next.done) this.#ended = true;
			else if (next.value.length > 0) {
				this.#piece = next.value as Uint8Array<ArrayBuffer>;
				return true;
			}
		}
		return false;
	}
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}
