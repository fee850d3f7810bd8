/** What stops work on a file and is nobody's refusal: a sentence that says what was expected and what to do. */
import { sizeOf } from '../words';

export class FileTrouble extends Error {
	constructor(sentence: string, cause?: unknown) {
		super(sentence, { cause });
		this.name = 'FileTrouble';
	}
}

export function storageTrouble(needs: number, left?: number, cause?: unknown): FileTrouble {
	const full = cause === undefined || (cause instanceof DOMException && cause.name === 'QuotaExceededError');
	if (!full)
		return new FileTrouble(
			'This browser stopped writing its private file, and nothing was kept. Reload the page and try again.',
			cause
		);
	const has = left === undefined ? '' : `, and has ${sizeOf(Math.max(0, left))}`;
	return new FileTrouble(
		`This browser has no room for ${sizeOf(needs)}${has}. Nothing was kept. Delete worlds you no longer need or free space, then try again.`,
		cause
	);
}

export const readTrouble = (name: string, cause: unknown): FileTrouble =>
	new FileTrouble(
		`“${name}” could not be read to its end. It may have changed or moved, or be a folder; choose the file again.`,
		cause
	);
