/**
 * The worker's own file and the client, joined in Node by structured clone with transfer: what the browser does between
 * them. The browser's suite runs a real worker; this one says early, and without a browser, what crosses and what not.
 */
import { expect, test, vi } from 'vitest';
import { createWorkerHsm } from '$lib/hsm/client';
import { callGenerator } from '$lib/crypto/generator';
import { domainKey, EACH, EACH_OTHER, holds, hsmContract, newToken, SEED, seedOf } from './hsm-contract';

interface Scope {
	onmessage?: (event: { data: unknown }) => void;
	postMessage: (data: unknown, transfer?: Transferable[]) => void;
}

/** A Worker whose scope is this module graph, fetched anew for each. */
async function fakeWorker(seen: unknown[] = []): Promise<() => Worker> {
	vi.resetModules();
	const scope: Scope = { postMessage: () => undefined };
	vi.stubGlobal('self', scope);
	await import('$lib/hsm/hsm.worker');
	vi.unstubAllGlobals();
	return () => {
		const worker = {
			onmessage: undefined as ((event: { data: unknown }) => void) | undefined,
			postMessage(data: unknown) {
				const copy = structuredClone(data);
				queueMicrotask(() => scope.onmessage?.({ data: copy }));
			},
			terminate: () => undefined
		};
		scope.postMessage = (data, transfer = []) => {
			const copy: unknown = structuredClone(data, { transfer });
			seen.push(copy);
			queueMicrotask(() => worker.onmessage?.({ data: copy }));
		};
		return worker as unknown as Worker;
	};
}

const spawns = await Promise.all(Array.from({ length: 30 }, () => fakeWorker()));
hsmContract('HSM behind the worker’s messages', () =>
	createWorkerHsm({ seed: SEED, spawn: () => spawns.pop()!() })
);

test('no message out of the worker holds backing key material or a domain key', async () => {
	const messages: unknown[] = [];
	const hsm = createWorkerHsm({ seed: SEED, spawn: await fakeWorker(messages) });
	const token = await newToken(hsm);
	for (const run of Object.values({ ...EACH, ...EACH_OTHER })) await run(hsm, token);
	const secrets = ['HMAC_256', 'ECC_NIST_EDWARDS25519'].map((spec) =>
		callGenerator(SEED, seedOf(`key ${spec}`)).bytes(32)
	);
	expect(messages.length).toBeGreaterThan(20);
	for (const message of messages)
		for (const secret of [...secrets, callGenerator(SEED, seedOf('key')).bytes(32), domainKey(), SEED])
			expect(holds(message, secret)).toBe(false);
	hsm.close();
});
