/**
 * A world kept in a file. The file is always whole: it is written beside and renamed. Between, each entry is added to
 * a journal (`<file>.journal`, one JSON line each) before its answer leaves, so that nothing answered is lost, and a
 * call costs the same however long the log is. A lock (`<file>.lock`) keeps a second endpoint from the same file.
 */
import {
	appendFileSync,
	closeSync,
	existsSync,
	fsyncSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
	writeSync
} from 'node:fs';
import { toBase64 } from '$lib/domain/bytes';
import type { Entry } from '$lib/domain/entry';
import { asFile, fromFile, toFile, WorldFileError, type WorldFile } from '$lib/world/world-file';

type Line =
	{ readonly entry: Entry } | { readonly payload: { readonly sha256: string; readonly base64: string } };

export class WorldKeeper {
	readonly path: string;
	#journal: number | undefined;
	#held = false;

	/** Takes the lock. @throws WorldFileError when another endpoint has the file */
	constructor(path: string) {
		this.path = path;
		this.#lock();
	}

	/** The world that the file and its journal hold; undefined when there is no file yet. @throws WorldFileError */
	load(): WorldFile | undefined {
		if (!existsSync(this.path)) return undefined;
		const file = asFile(fromFile(readFileSync(this.path, 'utf8')));
		if (!existsSync(this.#journalPath)) return file;
		return withLines(file, readFileSync(this.#journalPath, 'utf8'));
	}

	/** Writes the world whole and begins an empty journal. */
	save(world: WorldFile): void {
		const beside = `${this.path}.tmp`;
		const descriptor = openSync(beside, 'w', 0o600);
		try {
			writeFileSync(descriptor, toFile(world));
			fsyncSync(descriptor);
		} finally {
			closeSync(descriptor);
		}
		renameSync(beside, this.path);
		this.#closeJournal();
		rmSync(this.#journalPath, { force: true });
	}

	/** Returns when the operating system has the line: the end of this program does not lose it. */
	append(entry: Entry): void {
		this.#line({ entry });
	}
	putPayload(sha256: string, bytes: Uint8Array): void {
		this.#line({ payload: { sha256, base64: toBase64(bytes) } });
	}

	/** Gives the file back. Whoever wants its journal folded in saves first. */
	release(): void {
		this.#closeJournal();
		if (this.#held) rmSync(this.#lockPath, { force: true });
		this.#held = false;
	}

	get #journalPath(): string {
		return `${this.path}.journal`;
	}
	get #lockPath(): string {
		return `${this.path}.lock`;
	}

	#line(line: Line): void {
		this.#journal ??= openSync(this.#journalPath, 'a', 0o600);
		writeSync(this.#journal, `${JSON.stringify(line)}\n`);
	}
	#closeJournal(): void {
		if (this.#journal !== undefined) closeSync(this.#journal);
		this.#journal = undefined;
	}

	#lock(): void {
		try {
			appendFileSync(this.#lockPath, `${process.pid}`, { flag: 'ax', mode: 0o600 });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
				throw new WorldFileError(`${this.path} cannot be written to: ${(error as Error).message}`);
			const owner = Number(readFileSync(this.#lockPath, 'utf8'));
			if (isAlive(owner))
				throw new WorldFileError(
					`${this.path} is in use by process ${owner}. Stop that one, or name another file.`
				);
			rmSync(this.#lockPath, { force: true });
			return this.#lock();
		}
		this.#held = true;
	}
}

function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** The last line may have been cut off while it was written: its call was never answered. */
function withLines(file: WorldFile, journal: string): WorldFile {
	const known = new Set(file.entries.map((entry) => entry.id));
	const entries = [...file.entries];
	const payloads: Record<string, string> = { ...file.payloads };
	let { head } = file;
	const lines = journal.split('\n');
	// What follows the last line's end is empty, or the piece that was cut off.
	lines.pop();
	for (const [i, text] of lines.entries()) {
		let line: Line;
		try {
			line = JSON.parse(text) as Line;
		} catch {
			throw new WorldFileError(`The journal of this world is damaged at line ${i + 1}. Nothing was changed.`);
		}
		if ('payload' in line) payloads[line.payload.sha256] = line.payload.base64;
		else {
			if (!known.has(line.entry.id)) entries.push(line.entry);
			known.add(line.entry.id);
			head = line.entry.id;
		}
	}
	// Read once more as a file: the ids of the journal's entries are checked like all others.
	return asFile(fromFile(toFile({ ...file, entries, head, payloads })));
}
