/**
 * Sealing, opening and moving a person's file while it passes by, with how far it has come. Fetched with the first
 * file that is too long to be held in memory.
 */
import { parseHeader } from '$lib/crypto/message/parse-header';
import { toHex } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { ClientCommand, Execution } from '$lib/domain/entry';
import type { SealedItem } from '$lib/domain/trace';
import type { PassingFile, Session } from '../session.svelte';
import { FileTrouble } from './file-trouble';
import { hashesBeside } from './hash-beside';
import { letGo } from './let-go';
import { readFile } from './read-file';
import { keptFile, openScratch, type MadeFile } from './scratch';

/** Room a message needs beside its text: headers and frames of 1 MiB, with much to spare. */
const OVERHEAD = 1.01;
/** Bytes of a long message that are read to show its header, and shown where there is none. */
const SHOWN = 64 * 1024;
const LEAST = 1024;
/** Milliseconds between two looks at how far it has come. */
const LOOK = 100;

type FileCommand = Extract<ClientCommand, { type: 'client.sealFile' | 'client.openFile' | 'client.move' }>;

/** How it ended. `sentence`: what stopped it, other than a refusal in the log. */
export type Ended =
	| { readonly how: 'done'; readonly execution: Execution; readonly made: MadeFile }
	| { readonly how: 'refused'; readonly execution: Execution }
	| { readonly how: 'cancelled' }
	| { readonly how: 'stopped'; readonly sentence: string };

/** Said where the browser refuses private files. */
export const IN_MEMORY =
	'This browser refuses private files, so this one is held in memory, in parts, until the page closes. Save it now.';

export class FileWork {
	readonly label: string;
	/** Bytes. */
	readonly of: number;
	readonly abort = new AbortController();
	#done = $state(0);
	#rate = $state(0);
	#latest = 0;
	#looked = 0;
	#started = 0;

	constructor(label: string, of: number) {
		this.label = label;
		this.of = of;
	}
	/** Bytes, as last looked at. */
	get done(): number {
		return this.#done;
	}
	/** Bytes a second since the first of them. */
	get rate(): number {
		return this.#rate;
	}
	cancel(): void {
		this.abort.abort();
	}
	progress(done: number): void {
		this.#latest = done;
		const now = performance.now();
		this.#started ||= now;
		if (now - this.#looked < LOOK) return;
		this.#looked = now;
		this.#done = this.#latest;
		if (now > this.#started) this.#rate = (this.#latest * 1000) / (now - this.#started);
	}
}

interface Deed {
	readonly session: Session;
	readonly file: Blob;
	readonly name: string;
	/** Shows the work while it lasts. */
	readonly onwork: (work: FileWork | undefined) => void;
}

/** Random, for this file alone: see `client.sealFile`. */
const draw = (): string => toHex(crypto.getRandomValues(new Uint8Array(32)));

export const sealFile = (
	deed: Deed & { readonly keyIds: readonly [string, ...string[]]; readonly context: EncryptionContext }
): Promise<Ended> =>
	pass(`Sealing “${deed.name}”`, deed, {
		type: 'client.sealFile',
		name: deed.name,
		length: deed.file.size,
		draw: draw(),
		keyIds: deed.keyIds,
		context: deed.context,
		...deed.session.acting
	});

export const openFile = (deed: Deed): Promise<Ended> =>
	pass(`Opening “${deed.name}”`, deed, {
		type: 'client.openFile',
		name: deed.name,
		length: deed.file.size,
		draw: draw(),
		...deed.session.acting
	});

export const moveFile = (
	deed: Deed & { readonly item: SealedItem; readonly toKeyId: string }
): Promise<Ended> =>
	pass(`Moving “${deed.name}”`, deed, {
		type: 'client.move',
		itemId: deed.item.id,
		toKeyId: deed.toKeyId,
		...deed.session.acting
	});

async function pass(
	label: string,
	{ session, file, name, onwork }: Deed,
	command: FileCommand
): Promise<Ended> {
	const work = new FileWork(label, file.size);
	onwork(work);
	let discard = async (): Promise<void> => {};
	const hashes = hashesBeside();
	work.abort.signal.addEventListener('abort', hashes.end);
	try {
		const scratch = await openScratch(Math.ceil(file.size * OVERHEAD));
		discard = scratch.discard;
		let made: MadeFile | undefined;
		const passing: PassingFile = {
			source: readFile(file, name),
			length: file.size,
			write: scratch.write,
			hash: hashes.hash,
			letGo,
			onProgress: (done) => work.progress(done),
			abort: work.abort,
			keep: async ({ entry }) => {
				if (!entry.outcome.ok) return;
				made = await scratch.finish();
				discard = made.discard;
				for (const event of entry.events)
					if (event.type === 'item.put') await made.keep(event.item.payload.sha256);
			}
		};
		// Cancelled while it waited for its turn: the session asks before it begins.
		const execution = await session.run(command, passing);
		if (made) return { how: 'done', execution, made };
		await discard();
		return { how: 'refused', execution };
	} catch (error) {
		await discard();
		if (work.abort.signal.aborted) return { how: 'cancelled' };
		if (error instanceof FileTrouble) return { how: 'stopped', sentence: error.message };
		const words = error instanceof Error ? error.message : String(error);
		// Said by the session already, in a sentence of its own.
		if (words === session.fault) return { how: 'stopped', sentence: words };
		return { how: 'stopped', sentence: `The playground failed, not KMS: ${words}. Nothing was changed.` };
	} finally {
		hashes.end();
		onwork(undefined);
	}
}

/** The sealed thing as a file. @throws FileTrouble when this browser does not have it. */
export async function fileOf(session: Session, item: SealedItem): Promise<Blob> {
	const { sha256 } = item.payload;
	const kept = await keptFile(sha256);
	if (kept?.size === item.payload.length) return kept;
	const bytes = await session.payload(sha256);
	if (bytes) return new Blob([bytes as BlobPart]);
	throw new FileTrouble(
		`The bytes of “${item.name}” are not in this browser. Drop its .encrypted file in to open it.`
	);
}

/** A copy with one bit of one byte turned over; the rest is not read. */
export async function flipBitOf(file: Blob, at: number): Promise<Blob> {
	const byte = new Uint8Array(await file.slice(at, at + 1).arrayBuffer());
	return new Blob([file.slice(0, at), byte.map((one) => one ^ 1), file.slice(at + 1)]);
}

/** What a page can show of a long message: its header or, where that is no header, the first bytes. */
export async function headOf(file: Blob): Promise<Uint8Array | undefined> {
	try {
		const bytes = new Uint8Array(await file.slice(0, SHOWN).arrayBuffer());
		try {
			return bytes.subarray(0, parseHeader(bytes).length);
		} catch {
			return bytes.subarray(0, LEAST);
		}
	} catch {
		return undefined;
	}
}
