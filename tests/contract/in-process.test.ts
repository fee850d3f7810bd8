import { expect, test } from 'vitest';
import { createHsmEngine } from '$lib/hsm/engine';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { EACH, EACH_OTHER, EACH_RSA, hsmContract, newToken, REGION, SEED, seedOf } from './hsm-contract';

hsmContract('HSM in process', () => createInProcessHsm({ seed: SEED }));

test('an answer that came too late is wiped', async () => {
	const engine = createHsmEngine('in-process');
	const answers: Uint8Array[] = [];
	const abort = new AbortController();
	const hsm = createInProcessHsm({
		seed: SEED,
		engine: {
			...engine,
			async handle(op, request) {
				const answer = await engine.handle(op, request);
				answers.push(answer as Uint8Array);
				abort.abort();
				return answer;
			}
		}
	});
	const request = { region: REGION, numberOfBytes: 16, seed: seedOf('random') };
	await expect(hsm.generateRandom(request, { signal: abort.signal })).rejects.toMatchObject({
		name: 'AbortError'
	});
	expect(answers).toEqual([new Uint8Array(16)]);
	hsm.close();
});

test('key material is wiped after every call that unwraps it', async () => {
	const wiped: Uint8Array[] = [];
	const engine = createHsmEngine('in-process', {
		wipe(...secrets) {
			for (const secret of secrets) {
				expect(secret.some((byte) => byte !== 0)).toBe(true);
				secret.fill(0);
				wiped.push(secret);
			}
		}
	});
	const hsm = createInProcessHsm({ seed: SEED, engine });
	const token = await newToken(hsm);
	for (const [name, run] of Object.entries({ ...EACH, ...EACH_OTHER, ...EACH_RSA })) {
		if (name === 'generateRandom') continue;
		const before = wiped.length;
		await run(hsm, token);
		expect(wiped.length, name).toBeGreaterThan(before);
	}
	expect(wiped.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
	hsm.close();
});
