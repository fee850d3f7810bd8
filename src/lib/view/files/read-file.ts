/** The bytes of a file in pieces, the next one asked for while the last is worked on. */
import { readTrouble } from './file-trouble';

const PIECE = 1024 * 1024;

/** @throws FileTrouble where the file cannot be read. */
export async function* readFile(file: Blob, name: string): AsyncGenerator<Uint8Array> {
	const read = (at: number): Promise<ArrayBuffer> | undefined => {
		if (at >= file.size) return undefined;
		const piece = file.slice(at, at + PIECE).arrayBuffer();
		piece.catch(() => undefined);
		return piece;
	};
	let next = read(0);
	for (let at = PIECE; next; at += PIECE) {
		const piece: ArrayBuffer = await next.catch((error: unknown) => {
			throw readTrouble(name, error);
		});
		next = read(at);
		yield new Uint8Array(piece);
	}
}
