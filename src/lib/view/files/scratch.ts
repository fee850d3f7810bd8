/**
 * Room for a file while it is made: in the origin's private file system or, where that is refused, in parts in memory.
 * Nothing of it is offered before it is whole; what is not wanted is removed. A tab's unfinished and opened files lie
 * in a folder of its own, for as long as the tab holds a lock of the same name: what no tab holds is swept away.
 */
import { toHex } from '$lib/domain/bytes';
import { buffered } from './buffered';
import { storageTrouble } from './file-trouble';

/** A file that is whole. */
export interface MadeFile {
	readonly file: Blob;
	readonly where: 'private files' | 'memory';
	/** Puts it among the sealed things under this name; gives it from its new place. */
	readonly keep: (sha256: string) => Promise<void>;
	readonly discard: () => Promise<void>;
}

export interface Scratch {
	readonly where: MadeFile['where'];
	/** Resolves when it can take more; keeps no view of `piece`. @throws FileTrouble */
	readonly write: (piece: Uint8Array) => Promise<void>;
	/** @throws FileTrouble */
	readonly finish: () => Promise<MadeFile>;
	readonly discard: () => Promise<void>;
}

const FOLDER = 'scratch';
/** Where the payload store looks for what is too long for the log. */
const PAYLOADS = 'payloads';
const lockOf = (folder: string): string => `glass-kms-scratch-${folder}`;

/** Sealed things that found no place but memory, by SHA-256. */
const held = new Map<string, Blob>();

/** Moving a file costs nothing where the browser can (Chromium 110, Firefox 111, Safari 15.2; not in lib.dom yet). */
type Movable = FileSystemFileHandle & {
	move?: (to: FileSystemDirectoryHandle, name: string) => Promise<void>;
};

let own: Promise<FileSystemDirectoryHandle> | undefined;

/** This tab's folder. @throws where private files are refused. */
function ownFolder(): Promise<FileSystemDirectoryHandle> {
	own ??= (async () => {
		const root = await navigator.storage.getDirectory();
		const name = toHex(crypto.getRandomValues(new Uint8Array(8)));
		// Held until the tab ends: the promise never settles.
		await new Promise<void>((resolve, reject) => {
			navigator.locks
				.request(lockOf(name), () => {
					resolve();
					return new Promise(() => {});
				})
				.catch(reject);
		});
		const all = await root.getDirectoryHandle(FOLDER, { create: true });
		return all.getDirectoryHandle(name, { create: true });
	})();
	own.catch(() => (own = undefined));
	return own;
}

/** Removes what tabs that ended have left. Never throws: it is house-keeping. */
export async function sweep(): Promise<void> {
	try {
		const root = await navigator.storage.getDirectory();
		const all = await root.getDirectoryHandle(FOLDER);
		const names: string[] = [];
		for await (const name of all.keys()) names.push(name);
		const { held: locks = [] } = await navigator.locks.query();
		const alive = new Set(locks.map((lock) => lock.name));
		for (const name of names) if (!alive.has(lockOf(name))) await all.removeEntry(name, { recursive: true });
	} catch {
		// Nothing there, or no private files at all.
	}
}

/** @param needs bytes the finished file will have. @throws FileTrouble when there is no room for them. */
export async function openScratch(needs: number): Promise<Scratch> {
	let folder: FileSystemDirectoryHandle;
	let handle: Movable;
	let stream: FileSystemWritableFileStream;
	try {
		folder = await ownFolder();
		handle = await folder.getFileHandle(toHex(crypto.getRandomValues(new Uint8Array(8))), { create: true });
		stream = await handle.createWritable();
	} catch {
		return inMemory();
	}
	/** A stream lets go of its file a moment after it was aborted, so this asks again. */
	const remove = async (): Promise<void> => {
		for (let tries = 0; tries < 20; tries++)
			try {
				return await folder.removeEntry(handle.name);
			} catch (error) {
				if (!(error instanceof DOMException && error.name === 'NoModificationAllowedError')) return;
				await new Promise((resolve) => setTimeout(resolve, 50));
			}
	};
	const { quota, usage } = await navigator.storage.estimate();
	if (quota !== undefined && quota - (usage ?? 0) < needs) {
		await stream.abort().catch(() => undefined);
		await remove();
		throw storageTrouble(needs, quota - (usage ?? 0));
	}
	const guarded = async <T>(deed: () => Promise<T>): Promise<T> => {
		try {
			return await deed();
		} catch (error) {
			throw storageTrouble(needs, undefined, error);
		}
	};
	const buffer = buffered((bytes) => guarded(() => stream.write(bytes)));
	return {
		where: 'private files',
		write: buffer.write,
		discard: async () => {
			await stream.abort().catch(() => undefined);
			await remove();
		},
		finish: async () => {
			await buffer.flush();
			await guarded(() => stream.close());
			return {
				file: await handle.getFile(),
				where: 'private files',
				discard: remove,
				keep: (sha256) => guarded(() => moveToPayloads(handle, sha256))
			};
		}
	};
}

async function moveToPayloads(handle: Movable, sha256: string): Promise<void> {
	const root = await navigator.storage.getDirectory();
	const payloads = await root.getDirectoryHandle(PAYLOADS, { create: true });
	if (handle.move) return handle.move(payloads, sha256);
	const target = await payloads.getFileHandle(sha256, { create: true });
	await (await handle.getFile()).stream().pipeTo(await target.createWritable());
}

/** A browser may move a Blob's bytes out of the page's memory; that is up to it. */
function inMemory(): Scratch {
	let parts: Blob[] = [];
	const discard = async (): Promise<void> => void (parts = []);
	const buffer = buffered(async (bytes) => void parts.push(new Blob([bytes])));
	return {
		where: 'memory',
		write: buffer.write,
		discard,
		finish: async () => {
			await buffer.flush();
			const file = new Blob(parts);
			return { file, where: 'memory', discard, keep: async (sha256) => void held.set(sha256, file) };
		}
	};
}

/** A sealed thing that was kept as a file, without reading it; undefined when it is not here. */
export async function keptFile(sha256: string): Promise<Blob | undefined> {
	const inHand = held.get(sha256);
	if (inHand) return inHand;
	try {
		const root = await navigator.storage.getDirectory();
		const folder = await root.getDirectoryHandle(PAYLOADS);
		return await (await folder.getFileHandle(sha256)).getFile();
	} catch {
		return undefined;
	}
}
