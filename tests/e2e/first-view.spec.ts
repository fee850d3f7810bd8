/** What a person's browser fetches before the first envelope on `/` is sealed: every script, the worker's too. */
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

const LIMIT = 90_000;

test.use({ serviceWorkers: 'block' });

test(`fetches at most ${LIMIT / 1000} KB of script, gzipped, until an envelope is sealed`, async ({
	page,
	context
}) => {
	const sizes = new Map<string, Promise<number>>();
	let sealed = false;
	context.on('request', (request) => {
		if (sealed || request.resourceType() !== 'script') return;
		sizes.set(
			request.url(),
			request.response().then(async (response) => gzipSync((await response?.body()) ?? '').length)
		);
	});
	// Told at the moment itself, so that what comes to play it is not counted, however fast it comes.
	await page.exposeFunction('envelopeSealed', () => (sealed = true));
	await page.goto('');
	await page.evaluate(() => {
		new MutationObserver(() => {
			const open = [...document.querySelectorAll('button')].some((one) => one.textContent === 'Open it');
			if (open) void (globalThis as unknown as { envelopeSealed(): void }).envelopeSealed();
		}).observe(document.body, { childList: true, subtree: true });
	});
	await page.getByRole('button', { name: 'Seal it' }).click();
	await page.getByRole('button', { name: 'Open it' }).waitFor();
	await expect.poll(() => sealed).toBe(true);
	const weights = await Promise.all(sizes.values());
	expect(weights.length, 'the page and its worker').toBeGreaterThan(2);
	expect([...sizes.keys()].some((url) => url.includes('hsm.worker'))).toBe(true);
	expect(weights.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(LIMIT);
	// And then it is played.
	await expect(page.getByRole('button', { name: 'Step forward' })).toBeVisible();
});
