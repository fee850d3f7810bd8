/**
 * SHA-256 of files that pass by, each in a worker of its own: most of the time a file takes is spent on it, and the
 * page stays free meanwhile. The same few buffers go there and come back. Where no worker starts, in the page.
 */
import { passingHash, type PassingHash } from '$lib/crypto/passing-hash';
import { BUFFER, buffered } from './buffered';

/** Bytes to take in, handed over; or the question for the hash. */
export type HashRequest = Uint8Array<ArrayBuffer> | 'digest';
/**
 * One for its start, then one for each request: the memory back, or the hash in hex. It starts with the name of a Web
 * Lock that it holds as long as it lives, where there are such locks: a terminated worker sends no event.
 */
export type HashAnswer = null | HashLifeline | ArrayBuffer | string;
export interface HashLifeline {
	readonly lifeline: string;
}

export interface HashesBeside {
	readonly hash: () => PassingHash;
	/** Ends every worker; what is still waited for is rejected. */
	readonly end: () => void;
}

interface Hasher {
	/** Takes the memory over, and gives it back when it can be filled again. */
	readonly take: (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;
	readonly digest: () => Promise<string>;
}

/** Buffers of one hash: one that is filled, one that is hashed, one between them. */
const BUFFERS = 3;
const spawnWorker = (): Worker =>
	new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' });

export function hashesBeside(spawn: () => Worker = spawnWorker): HashesBeside {
	const over = new AbortController();
	return { hash: () => hashBeside(spawn, over.signal), end: () => over.abort() };
}

function hashBeside(spawn: () => Worker, over: AbortSignal): PassingHash {
	const hasher = inWorker(spawn, over).catch(inPage);
	const there: Promise<ArrayBuffer>[] = [];
	const buffer = buffered(async (bytes) => {
		const taken = (await hasher).take(bytes);
		taken.catch(() => undefined);
		// Until all buffers are made, nothing has to come back.
		return there.push(taken) < BUFFERS ? new ArrayBuffer(BUFFER) : there.shift();
	});
	return {
		update: buffer.write,
		digest: async () => {
			await buffer.flush();
			return (await hasher).digest();
		}
	};
}

/** Rejects where workers are refused, or this one does not start. */
async function inWorker(spawn: () => Worker, over: AbortSignal): Promise<Hasher> {
	const worker = spawn();
	const waiting: { resolve: (answer: HashAnswer) => void; reject: (error: unknown) => void }[] = [];
	let ended: Error | undefined;
	const end = (error: Error): void => {
		worker.terminate();
		ended ??= error;
		for (const { reject } of waiting.splice(0)) reject(ended);
	};
	const answer = (): Promise<HashAnswer> =>
		new Promise((resolve, reject) => (ended ? reject(ended) : waiting.push({ resolve, reject })));
	const ask = (request: HashRequest, handedOver: Transferable[] = []): Promise<HashAnswer> => {
		if (!ended) worker.postMessage(request, handedOver);
		return answer();
	};
	worker.onmessage = ({ data }: MessageEvent<HashAnswer>) => waiting.shift()?.resolve(data);
	const died = (): void => end(new Error('the worker that takes hashes stopped'));
	worker.onerror = died;
	over.addEventListener('abort', () => end(new DOMException('the file was put away', 'AbortError')));
	const start = (await answer()) as null | HashLifeline;
	if (start) void navigator.locks.request(start.lifeline, died);
	return {
		take: (bytes) => ask(bytes, [bytes.buffer]) as Promise<ArrayBuffer>,
		digest: () => ask('digest') as Promise<string>
	};
}

function inPage(): Hasher {
	const { update, digest } = passingHash();
	return { take: (bytes) => update(bytes).then(() => bytes.buffer), digest };
}
