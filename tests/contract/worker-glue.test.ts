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
interface Fake {
	onmessage?: (event: { data: unknown }) => void;
	readonly seen: unknown[];
}

const scope: Scope = {
	postMessage(data, transfer = []) {
		const copy: unknown = structuredClone(data, { transfer });
		const to = asking;
		to?.seen.push(copy);
		queueMicrotask(() => to?.onmessage?.({ data: copy }));
	}
};
/** Who asked last. All share one scope, so one engine; here they ask one after another. */
let asking: Fake | undefined;

vi.stubGlobal('self', scope);
await import('$lib/hsm/hsm.worker');
vi.unstubAllGlobals();

function fakeWorker(seen: unknown[] = []): Worker {
	const fake = {
		seen,
		postMessage(data: unknown) {
			asking = fake;
			const copy = structuredClone(data);
			queueMicrotask(() => scope.onmessage?.({ data: copy }));
		},
		terminate: () => undefined
	};
	return fake as unknown as Worker;
}

hsmContract('HSM behind the worker’s messages', () =>
	createWorkerHsm({ seed: SEED, spawn: () => fakeWorker() })
);

test('no message out of the worker holds backing key material or a domain key', async () => {
	const messages: unknown[] = [];
	const hsm = createWorkerHsm({ seed: SEED, spawn: () => fakeWorker(messages) });
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
