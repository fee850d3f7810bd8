/**
 * The page's side of the HSM worker: starts it when first needed, carries calls, and survives its death.
 * A terminated worker sends no event. But the browser gives back the lock it held, and that tells at once. Where there
 * are no locks, and for a worker that does not start or hangs, the page looks at it while calls wait, and sends a ping
 * when it said nothing since the last look; too many silent looks mean dead. Another worker is started, gets the seed
 * and the waiting requests once more (same seed, same bytes), and only if that one dies too are they rejected.
 * A machine may be slow: looks are counted, not the time that went by, so a page that stood still accuses nobody; and
 * after each death by silence the next worker is given twice as many.
 */
import { HsmError, type CallOptions, type Hsm, type RsaTestKeys } from '$lib/domain/hsm';
import { drop } from './drop';
import { hsmOver } from './over';
import type { HsmAnswer, HsmLifeline, HsmOperation, HsmOperations, HsmRequest } from './protocol';

export interface WorkerHsm extends Hsm {
	/** Pulls the plug. The next call, or a waiting one, starts another worker. */
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
/** Silent looks in a row that a worker may have whose death nothing else would tell. */
const SILENT_LOOKS = 3;
/** The same while it starts, or while its lifeline says that it is alive. */
const PATIENT_LOOKS = 10;
/** The timer goes on until it finds nobody waiting: calls come in rows, and starting one costs as much as a call. */
function everySecond() {
	let looking: (() => void) | undefined;
	let timer: ReturnType<typeof setInterval> | undefined;
	const tick = (): void => {
		if (looking) return looking();
		clearInterval(timer);
		timer = undefined;
	};
	return (look: () => void): (() => void) => {
		looking = look;
		timer ??= setInterval(tick, 1000);
		return () => (looking = undefined);
	};
}
const spawnWorker = (): Worker => new Worker(new URL('./hsm.worker.ts', import.meta.url), { type: 'module' });

/** `seed`: 32 bytes. @throws what `spawn` throws (SecurityError where workers are refused) at the first call. */
export function createWorkerHsm(from: {
	readonly seed: Uint8Array;
	readonly rsaTestKeys?: RsaTestKeys | undefined;
	readonly spawn?: () => Worker;
	/** Calls `look` again and again until what it returns is called: once a second, unless told otherwise. */
	readonly every?: (look: () => void) => () => void;
	readonly onCrash?: () => void;
}): WorkerHsm {
	const { spawn = spawnWorker, every = everySecond() } = from;
	const waiting = new Map<number, Waiting>();
	let worker: Worker | undefined;
	let nextId = 1;
	let restarts = 0;
	let silentLooks = 0;
	let mayBeSilent = PATIENT_LOOKS;
	let slowness = 1;
	let unwatch: (() => void) | undefined;
	let closed = false;

	function start(): Worker {
		const fresh = spawn();
		worker = fresh;
		silentLooks = 0;
		mayBeSilent = PATIENT_LOOKS;
		let hasLifeline = false;
		fresh.onmessage = ({ data }: MessageEvent<HsmAnswer | HsmLifeline>) => {
			if (worker !== fresh) return;
			silentLooks = 0;
			if ('lifeline' in data) {
				hasLifeline = true;
				void navigator.locks.request(data.lifeline, () => worker === fresh && crashed());
			}
			mayBeSilent = hasLifeline ? PATIENT_LOOKS : SILENT_LOOKS;
			if ('id' in data) receive(data);
		};
		fresh.onerror = () => worker === fresh && crashed();
		fresh.onmessageerror = () => worker === fresh && crashed();
		const { seed, rsaTestKeys } = from;
		const request = { seed, ...(rsaTestKeys && { rsaTestKeys }) };
		fresh.postMessage({ id: 0, op: 'init', request } satisfies HsmRequest);
		return fresh;
	}

	function receive(answer: HsmAnswer): void {
		const call = waiting.get(answer.id);
		if (!call) return answer.ok ? drop(answer.value) : undefined;
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
		unwatch?.();
		unwatch = undefined;
	}

	function watch(): void {
		if (unwatch) return;
		silentLooks = 0;
		unwatch = every(() => {
			silentLooks++;
			if (silentLooks > mayBeSilent * slowness) {
				slowness *= 2;
				crashed();
			} else if (silentLooks === 1)
				worker?.postMessage({ id: -1, op: 'ping', request: null } satisfies HsmRequest);
		});
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
			const giveUp = (): void => {
				waiting.delete(id);
				if (waiting.size === 0) rest();
				reject(signal?.reason as Error);
			};
			const settled = (): void => signal?.removeEventListener('abort', giveUp);
			signal?.addEventListener('abort', giveUp, { once: true });
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
			if (worker) crashed();
		},
		get restarts() {
			return restarts;
		}
	};
}
