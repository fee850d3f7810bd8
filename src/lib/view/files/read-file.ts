/** The bytes of a file in pieces. A piece is valid until the next is asked for: its memory is used again. */
import { readTrouble } from './file-trouble';

const PIECE = 1024 * 1024;

/** @throws FileTrouble where the file cannot be read. */
export async function* readFile(file: Blob, name: string): AsyncGenerator<Uint8Array> {
	const pieces = intoOneBuffer(file) ?? inSlices(file);
	const read = (): Promise<IteratorResult<Uint8Array>> =>
		pieces.next().catch((error: unknown) => {
			throw readTrouble(name, error);
		});
	try {
		for (let next = await read(); !next.done; next = await read()) yield next.value;
	} finally {
		await pieces.return(undefined);
	}
}

/** Undefined where a browser's files cannot be read into memory of ours (Safari before 26). */
function intoOneBuffer(file: Blob): AsyncGenerator<Uint8Array> | undefined {
	try {
		return refilled(file.stream().getReader({ mode: 'byob' }), file.size);
	} catch {
		return undefined;
	}
}

async function* refilled(reader: ReadableStreamBYOBReader, size: number): AsyncGenerator<Uint8Array> {
	let memory = new ArrayBuffer(PIECE);
	try {
		for (let left = size; left > 0;) {
			const wanted = Math.min(PIECE, left);
			let filled = 0;
			while (filled < wanted) {
				const { value } = await reader.read(new Uint8Array(memory, filled, wanted - filled));
				if (!value?.length) throw new Error(`expected ${left - filled} bytes more, got the end of the file`);
				memory = value.buffer;
				filled += value.length;
			}
			left -= filled;
			yield new Uint8Array(memory, 0, filled);
		}
	} finally {
		await reader.cancel().catch(() => undefined);
	}
}

async function* inSlices(file: Blob): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < file.size; at += PIECE)
		yield new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
}
