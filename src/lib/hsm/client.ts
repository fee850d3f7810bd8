/**
 * The page's side of the HSM worker: starts it when first needed, carries calls, and survives its death.
 * A terminated worker sends no event. So while calls wait, a ping goes out; no answer in `pingTimeoutMs` means dead:
 * another worker is started, gets the seed and the waiting requests once more (same seed, same bytes), and only if
 * that one dies too are they rejected.
 */
import { HsmError, type CallOptions, type Hsm, type RsaTestKeys } from '$lib/domain/hsm';
import { hsmOver } from './over';
import type { HsmAnswer, HsmOperation, HsmOperations, HsmRequest } from './protocol';

export interface WorkerHsm extends Hsm {
	/** Pulls the plug: terminates the worker as the outside would. The next call, or a waiting one, starts another. */
	kill(): void;
	readonly restarts: number;
}

interface Waiting {
	readonly message: HsmRequest;
	/** How often it has been sent. */
	sent: number;
	readonly resolve: (value: HsmAnswer & { ok: true }) => void;
	readonly reject: (error: Error) => void;
}

const MAX_SENDS = 3;
const spawnWorker = (): Worker => new Worker(new URL('./hsm.worker.ts', import.meta.url), { type: 'module' });

/** `seed`: 32 bytes. @throws what `spawn` throws (SecurityError where workers are refused) at the first call. */
export function createWorkerHsm(from: {
	readonly seed: Uint8Array;
	readonly rsaTestKeys?: RsaTestKeys | undefined;
	readonly spawn?: () => Worker;
	/** Milliseconds without an answer to a ping after which the worker counts as dead. */
	readonly pingTimeoutMs?: number;
	readonly onCrash?: () => void;
}): WorkerHsm {
	const { spawn = spawnWorker, pingTimeoutMs = 3000 } = from;
	const waiting = new Map<number, Waiting>();
	let worker: Worker | undefined;
	let nextId = 1;
	let restarts = 0;
	let heard = true;
	let watchdog: ReturnType<typeof setInterval> | undefined;
	let closed = false;

	function start(): Worker {
		const fresh = spawn();
		worker = fresh;
		heard = true;
		fresh.onmessage = ({ data }: MessageEvent<HsmAnswer>) => worker === fresh && receive(data);
		fresh.onerror = () => worker === fresh && crashed();
		fresh.onmessageerror = () => worker === fresh && crashed();
		const { seed, rsaTestKeys } = from;
		const request = { seed, ...(rsaTestKeys && { rsaTestKeys }) };
		fresh.postMessage({ id: 0, op: 'init', request } satisfies HsmRequest);
		return fresh;
	}

	function receive(answer: HsmAnswer): void {
		heard = true;
		const call = waiting.get(answer.id);
		if (!call) return;
		waiting.delete(answer.id);
		if (answer.ok) call.resolve(answer);
		else
			call.reject(
				answer.error.code === 'bug'
					? new Error(`HSM: ${answer.error.message}`)
					: new HsmError(answer.error.code, answer.error.message)
			);
		if (waiting.size === 0) rest();
	}

	function rest(): void {
		clearInterval(watchdog);
		watchdog = undefined;
	}

	function watch(): void {
		watchdog ??= setInterval(() => {
			if (!heard) return crashed();
			heard = false;
			worker?.postMessage({ id: -1, op: 'ping', request: null } satisfies HsmRequest);
		}, pingTimeoutMs);
	}

	function crashed(): void {
		worker?.terminate();
		worker = undefined;
		restarts++;
		from.onCrash?.();
		for (const [id, call] of waiting)
			if (call.sent >= MAX_SENDS) {
				waiting.delete(id);
				call.reject(new HsmError('unavailable', 'the HSM stopped again while it answered this call'));
			}
		if (waiting.size === 0) return rest();
		start();
		for (const call of waiting.values()) send(call);
	}

	function send(call: Waiting): void {
		call.sent++;
		(worker ?? start()).postMessage(call.message);
	}

	function call<O extends HsmOperation>(
		op: O,
		request: HsmOperations[O]['request'],
		options?: CallOptions
	): Promise<HsmOperations[O]['answer']> {
		return new Promise((resolve, reject) => {
			if (closed) return reject(new HsmError('unavailable', 'this HSM was closed'));
			const signal = options?.signal;
			if (signal?.aborted) return reject(signal.reason as Error);
			const id = nextId++;
			const drop = (): void => {
				waiting.delete(id);
				if (waiting.size === 0) rest();
				reject(signal?.reason as Error);
			};
			const settled = (): void => signal?.removeEventListener('abort', drop);
			signal?.addEventListener('abort', drop, { once: true });
			const entry: Waiting = {
				message: { id, op, request } as HsmRequest,
				sent: 0,
				resolve: (answer) => {
					settled();
					// The protocol pairs op and answer; the id pairs this answer with this op.
					resolve(answer.value);
				},
				reject: (error) => {
					settled();
					reject(error);
				}
			};
			waiting.set(id, entry);
			try {
				send(entry);
				watch();
			} catch (error) {
				waiting.delete(id);
				entry.reject(error as Error);
			}
		});
	}

	const hsm = hsmOver(call, () => {
		closed = true;
		rest();
		worker?.terminate();
		worker = undefined;
		for (const entry of waiting.values()) entry.reject(new HsmError('unavailable', 'this HSM was closed'));
		waiting.clear();
	});
	return {
		...hsm,
		kill: () => {
			if (!worker) return;
			worker.terminate();
			if (waiting.size === 0) {
				worker = undefined;
				restarts++;
				from.onCrash?.();
			}
		},
		get restarts() {
			return restarts;
		}
	};
}
