/** Pieces of any size, put together to pieces of one: few, and in the same memory again and again. */
export const BUFFER = 1024 * 1024;

/**
 * `give` gets each full buffer, and what is in the last one. It resolves when more may come: to the memory for it, of
 * BUFFER bytes, or to nothing when that may be the same.
 */
export function buffered(give: (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer | void>) {
	let buffer = new Uint8Array(BUFFER);
	let filled = 0;
	const flush = async (): Promise<void> => {
		if (filled === 0) return;
		const next = await give(buffer.subarray(0, filled));
		if (next) buffer = new Uint8Array(next);
		filled = 0;
	};
	return {
		flush,
		/** Keeps no view of `piece` once it resolved. */
		write: async (piece: Uint8Array): Promise<void> => {
			for (let at = 0; at < piece.length;) {
				const part = piece.subarray(at, at + BUFFER - filled);
				buffer.set(part, filled);
				filled += part.length;
				at += part.length;
				if (filled === BUFFER) await flush();
			}
		}
	};
}
