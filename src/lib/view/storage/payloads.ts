/** Long sealed things by the SHA-256 of their bytes: in the origin's private file system, else in the database. */
import type { GlassDatabase } from './database';

export interface PayloadStore {
	put(sha256: string, bytes: Uint8Array): Promise<void>;
	get(sha256: string): Promise<Uint8Array | undefined>;
	remove(sha256: string): Promise<void>;
	clear(): Promise<void>;
}

const FOLDER = 'payloads';

export async function openPayloads(db: GlassDatabase): Promise<PayloadStore> {
	const inDatabase: PayloadStore = {
		put: async (sha256, bytes) => void (await db.put('payloads', bytes, sha256)),
		get: (sha256) => db.get('payloads', sha256),
		remove: (sha256) => db.delete('payloads', sha256),
		clear: () => db.clear('payloads')
	};
	try {
		const root = await navigator.storage.getDirectory();
		return overFiles(root, inDatabase);
	} catch {
		return inDatabase;
	}
}

function overFiles(root: FileSystemDirectoryHandle, fallback: PayloadStore): PayloadStore {
	const folder = (): Promise<FileSystemDirectoryHandle> => root.getDirectoryHandle(FOLDER, { create: true });
	return {
		async put(sha256, bytes) {
			try {
				const file = await (await folder()).getFileHandle(sha256, { create: true });
				const stream = await file.createWritable();
				await stream.write(bytes.slice());
				await stream.close();
			} catch {
				await fallback.put(sha256, bytes);
			}
		},
		async get(sha256) {
			try {
				const file = await (await (await folder()).getFileHandle(sha256)).getFile();
				// A write that was cut off leaves an empty file behind; no sealed thing is empty.
				if (file.size === 0) return await fallback.get(sha256);
				return new Uint8Array(await file.arrayBuffer());
			} catch {
				return fallback.get(sha256);
			}
		},
		async remove(sha256) {
			await (await folder()).removeEntry(sha256).catch(() => undefined);
			await fallback.remove(sha256);
		},
		async clear() {
			await root.removeEntry(FOLDER, { recursive: true }).catch(() => undefined);
			await fallback.clear();
		}
	};
}
