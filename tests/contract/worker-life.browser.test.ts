/** How the page tells a working HSM from a dead one. */
import { expect, test } from 'vitest';
import HsmWorker from '$lib/hsm/hsm.worker?worker';
import { createWorkerHsm } from '$lib/hsm/client';
import { KEY_ID, newToken, REGION, SEED, seedOf } from './hsm-contract';

const batch = (length: number) => ({
	region: REGION,
	keyIds: Array.from({ length }, () => KEY_ID),
	seed: seedOf('batch')
});

test('a batch that takes longer than the watchdog waits is left to finish', async () => {
	const hsm = createWorkerHsm({ seed: SEED, pingTimeoutMs: 200 });
	await hsm.ping();
	const started = performance.now();
	expect(await hsm.generateKeys(batch(60_000))).toHaveLength(60_000);
	expect(performance.now() - started, 'long enough to matter').toBeGreaterThan(400);
	expect(hsm.restarts).toBe(0);
	hsm.close();
});

test('killed in the middle of a batch: the tokens are those of one never killed', async () => {
	const [safe, hsm] = [createWorkerHsm({ seed: SEED }), createWorkerHsm({ seed: SEED, pingTimeoutMs: 500 })];
	await hsm.ping();
	const call = hsm.generateKeys(batch(10_000));
	await new Promise((resolve) => setTimeout(resolve, 60));
	hsm.kill();
	expect(await call).toEqual(await safe.generateKeys(batch(10_000)));
	expect(hsm.restarts).toBe(1);
	safe.close();
	hsm.close();
});

test('an error event starts another at once', async () => {
	let starts = 0;
	const broken = (): Worker => {
		const worker = new HsmWorker();
		queueMicrotask(() => worker.dispatchEvent(new ErrorEvent('error', { message: 'planted' })));
		return worker;
	};
	const hsm = createWorkerHsm({ seed: SEED, spawn: () => (starts++ === 0 ? broken() : new HsmWorker()) });
	const started = performance.now();
	expect((await newToken(hsm)).bytes).toHaveLength(61);
	expect(hsm.restarts).toBe(1);
	expect(performance.now() - started, 'without waiting for the watchdog').toBeLessThan(3000);
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
