import { expect, test } from 'vitest';
import HsmWorker from '$lib/hsm/hsm.worker?worker';
import { concat, toBase64, toHex } from '$lib/domain/bytes';
import { callGenerator } from '$lib/crypto/generator';
import { fingerprint } from '$lib/crypto/hash';
import { materialIdOf } from '$lib/hsm/engine';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { createWorkerHsm } from '$lib/hsm/client';
import {
	domainKey,
	EACH,
	EACH_OTHER,
	holds,
	hsmContract,
	KEY_ID,
	newToken,
	OTHER_REGION,
	REGION,
	SEED,
	seedOf
} from './hsm-contract';
import { looksByHand } from './looks';

hsmContract('HSM in a real worker', () => createWorkerHsm({ seed: SEED }));

test('terminated from outside during each kind of operation, twice in a row: the bytes are those of one never killed', async () => {
	const safe = createInProcessHsm({ seed: SEED });
	const token = await newToken(safe);
	for (const [name, run] of Object.entries({ ...EACH, ...EACH_OTHER })) {
		const { every, look } = looksByHand();
		const workers: Worker[] = [];
		let lifeline = (): void => undefined;
		const alive = new Promise<void>((resolve) => (lifeline = resolve));
		let second = (): void => undefined;
		const died = new Promise<void>((resolve) => (second = resolve));
		const spawn = () => {
			const worker = new HsmWorker();
			worker.addEventListener('message', ({ data }) => 'lifeline' in data && lifeline());
			if (workers.push(worker) === 2) {
				worker.terminate();
				second();
			}
			return worker;
		};
		const hsm = createWorkerHsm({ seed: SEED, spawn, every });
		await hsm.ping();
		await alive;
		const call = run(hsm, token);
		workers[0]!.terminate();
		await died;
		// It never began to run, so nothing tells of its death but its silence.
		while (workers.length < 3) look();
		expect(await call, name).toBe(await run(safe, token));
		expect(hsm.restarts, name).toBe(2);
		hsm.close();
	}
});

test('an HSM that dies at every try is given up with a sentence', async () => {
	const { every, look } = looksByHand();
	const hsm = createWorkerHsm({
		seed: SEED,
		every,
		spawn: () => {
			const worker = new HsmWorker();
			worker.terminate();
			return worker;
		}
	});
	const givenUp = expect(hsm.ping()).rejects.toMatchObject({ code: 'unavailable' });
	look(100);
	await givenUp;
	hsm.close();
});

test('no message out of the worker holds backing key material or a domain key', async () => {
	const messages: unknown[] = [];
	const hsm = createWorkerHsm({
		seed: SEED,
		spawn: () => {
			const worker = new HsmWorker();
			worker.addEventListener('message', ({ data }) => messages.push(data));
			return worker;
		}
	});
	const token = await newToken(hsm);
	for (const run of Object.values({ ...EACH, ...EACH_OTHER })) await run(hsm, token);
	const report = await hsm.report();
	const material = callGenerator(SEED, seedOf('key')).bytes(32);
	// These are the secrets that are in use inside, so a search that finds nothing says something.
	expect(materialIdOf(KEY_ID, material)).toBe(token.materialId);
	expect(report.domainKeys).toEqual(
		[REGION, OTHER_REGION].map((region) => ({ region, fingerprint: fingerprint(domainKey(region)) }))
	);
	expect(messages.length).toBeGreaterThan(8);
	// The search can find: each planted message is found.
	const planted = concat(new Uint8Array(7), material, new Uint8Array(5));
	for (const deep of [material, planted.subarray(0, 1), planted.buffer, toHex(planted), toBase64(planted)])
		expect(holds({ id: 1, value: { deep } }, material)).toBe(true);
	for (const message of messages)
		for (const secret of [material, domainKey(), domainKey(OTHER_REGION), SEED])
			expect(holds(message, secret)).toBe(false);
	hsm.close();
});
