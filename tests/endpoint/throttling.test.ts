/** Quotas count calls of a second of the world; a terminal's seconds pass. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toLiveJson } from '$lib/world/wire/live-json';
import { follow, startEndpoint, type Running } from './running';

let running: Running;
beforeAll(async () => void (running = await startEndpoint()));
afterAll(() => running.close());

it('refuses what is above the rate, and takes it again a second later', async () => {
	const { caller, account, region } = (await follow(running)).origin;
	const command = { type: 'quotas.set', on: true, caller, account, region };
	await fetch(`${running.url}/_glass/run`, { method: 'POST', body: toLiveJson({ command }) });
	const kms = running.client();
	const key = (await kms.createKey({})).KeyMetadata!.KeyId!;
	const answers = await Promise.allSettled(
		Array.from({ length: 40 }, () => kms.updateKeyDescription({ KeyId: key, Description: 'x' }))
	);
	const refused = answers.filter((one) => one.status === 'rejected').map((one) => one.reason as Error);
	expect(refused.length).toBeGreaterThan(0);
	expect(new Set(refused.map((error) => error.name))).toEqual(new Set(['ThrottlingException']));
	await new Promise((passed) => setTimeout(passed, 2100));
	await kms.updateKeyDescription({ KeyId: key, Description: 'y' });
});
