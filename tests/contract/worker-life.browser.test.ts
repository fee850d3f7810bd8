/** How the page tells a working HSM from a dead one. */
import { expect, test } from 'vitest';
import HsmWorker from '$lib/hsm/hsm.worker?worker';
import { createWorkerHsm } from '$lib/hsm/client';
import { KEY_ID, newToken, REGION, SEED, seedOf } from './hsm-contract';
import { looksByHand } from './looks';

const batch = (length: number) => ({
	region: REGION,
	keyIds: Array.from({ length }, () => KEY_ID),
	seed: seedOf('batch')
});
/** A worker whose signs of life during a batch the test gets before the client does. */
function heard(onBeat: (worker: Worker) => void): Worker {
	const worker = new HsmWorker();
	worker.addEventListener('message', ({ data }: MessageEvent<{ id?: number }>) => {
		if (data.id === -1) onBeat(worker);
	});
	return worker;
}
const lifelineOf = (worker: Worker): Promise<void> =>
	new Promise((resolve) =>
		worker.addEventListener('message', ({ data }: MessageEvent<object>) => 'lifeline' in data && resolve())
	);
const never = () => () => undefined;

test('a batch that takes longer than the watchdog waits is left to finish', async () => {
	const { every, look } = looksByHand();
	let beats = 0;
	const spawn = () =>
		heard(() => {
			beats++;
			look(2);
		});
	const hsm = createWorkerHsm({ seed: SEED, spawn, every });
	await hsm.ping();
	expect(await hsm.generateKeys(batch(8000))).toHaveLength(8000);
	expect(beats, 'long enough to matter').toBeGreaterThan(12);
	expect(hsm.restarts).toBe(0);
	hsm.close();
});

test('killed in the middle of a batch: the tokens are those of one never killed', async () => {
	const safe = createWorkerHsm({ seed: SEED });
	const workers: Worker[] = [];
	const spawn = () => {
		const worker = heard((one) => one === workers[0] && one.terminate());
		workers.push(worker);
		return worker;
	};
	const hsm = createWorkerHsm({ seed: SEED, spawn, every: never });
	void hsm.report();
	await lifelineOf(workers[0]!);
	expect(await hsm.generateKeys(batch(3000))).toEqual(await safe.generateKeys(batch(3000)));
	expect(hsm.restarts).toBe(1);
	safe.close();
	hsm.close();
});

test('the browser tells of a death at once, in the middle of a call or between two', async () => {
	const workers: Worker[] = [];
	const withLifeline: Promise<void>[] = [];
	const spawn = () => {
		const worker = new HsmWorker();
		workers.push(worker);
		withLifeline.push(lifelineOf(worker));
		return worker;
	};
	let crashes = 0;
	let crashed = (): void => undefined;
	const onCrash = () => {
		crashes++;
		crashed();
	};
	const hsm = createWorkerHsm({ seed: SEED, spawn, every: never, onCrash });
	const token = await newToken(hsm);
	await withLifeline[0];
	const call = newToken(hsm);
	workers[0]!.terminate();
	expect(await call).toEqual(token);
	await withLifeline[1];
	const told = new Promise<void>((resolve) => (crashed = resolve));
	workers[1]!.terminate();
	await told;
	expect(workers, 'nobody waits: none is started').toHaveLength(2);
	expect(await newToken(hsm)).toEqual(token);
	expect([crashes, hsm.restarts]).toEqual([2, 2]);
	hsm.close();
});

test('an error event starts another at once', async () => {
	let starts = 0;
	const broken = (): Worker => {
		const worker = new HsmWorker();
		queueMicrotask(() => worker.dispatchEvent(new ErrorEvent('error', { message: 'planted' })));
		return worker;
	};
	const spawn = () => (starts++ === 0 ? broken() : new HsmWorker());
	// Without a watchdog, so nothing else can have told.
	const hsm = createWorkerHsm({ seed: SEED, spawn, every: never });
	expect((await newToken(hsm)).bytes).toHaveLength(61);
	expect(hsm.restarts).toBe(1);
	hsm.close();
});

test('pulling the plug of one that never ran counts for nothing', () => {
	const hsm = createWorkerHsm({ seed: SEED });
	hsm.kill();
	expect(hsm.restarts).toBe(0);
	hsm.close();
});

test("what a call brings stays the caller's", async () => {
	const hsm = createWorkerHsm({ seed: SEED });
	const token = await newToken(hsm);
	const plaintext = new Uint8Array(32).fill(5);
	const request = { region: REGION, token, plaintext, aad: new Uint8Array(), seed: seedOf('e') };
	const once = await hsm.encrypt(request);
	expect(plaintext).toEqual(new Uint8Array(32).fill(5));
	expect(await hsm.encrypt(request)).toEqual(once);
	hsm.close();
});
