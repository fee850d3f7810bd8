/**
 * A page served over plain http from a name that is not this machine is no secure context: `crypto.subtle`, locks and
 * the private file system are missing. The embed plays there all the same, by @noble/ciphers, with the same bytes.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { launchOptions } from '../../scripts/browser.mjs';
import { button, log, opened, openFirst, saved, tab } from './lab-page';
import { seenIn } from './stage-words';

const real = launchOptions();
test.use({
	launchOptions: { ...real, args: [...(real.args ?? []), '--host-resolver-rules=MAP *.test 127.0.0.1'] }
});
test.skip(({ baseURL }) => !baseURL?.includes('127.0.0.1'), 'needs the site on this machine');

const insecure = (baseURL: string | undefined, path: string): string => {
	const url = new URL(path, baseURL);
	url.hostname = 'glass.test';
	return url.href;
};
async function expectInsecure(page: Page): Promise<void> {
	expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle, typeof navigator.locks])).toEqual([
		false,
		'undefined',
		'undefined'
	]);
}

let host: Server;
let blog = '';
test.beforeAll(async ({ baseURL }) => {
	const page = `<!doctype html><title>A blog</title><script>
		window.told = [];
		addEventListener('message', ({ data }) => told.push(data));
	</script><iframe title="scene" width="800" height="600" src="${insecure(baseURL, 'embed/envelope-seal/')}"></iframe>`;
	host = createServer((_, response) => {
		response.writeHead(200, { 'Content-Type': 'text/html' });
		response.end(page);
	});
	await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
	blog = `http://blog.test:${(host.address() as AddressInfo).port}/`;
});
test.afterAll(() => host.close());

const told = (page: Page) => page.evaluate(() => (window as unknown as { told: { event?: string }[] }).told);

test('an embed in a page that is not secure is played there, and shows the same bytes', async ({ page }) => {
	await page.goto(blog);
	await expectInsecure(page);
	const frame = page.frameLocator('iframe');
	await expect.poll(async () => (await told(page)).map((one) => one.event)).toContain('ready');
	expect((await told(page)).filter((one) => one.event === 'error')).toEqual([]);
	const next = frame.getByRole('button', { name: /step forward/i }).first();
	await next.click();
	await expect(frame.locator('svg').first()).toBeVisible();
	// Said when it has come to rest.
	const rests = /^Step 2 of 8/;
	await expect(frame.getByText(rests)).toBeAttached();
	const words = await seenIn(frame.locator('main'));
	expect(words.length).toBeGreaterThan(10);

	// As large as the frame, so that the words are cut at the same places.
	await page.setViewportSize({ width: 800, height: 600 });
	await page.goto(`embed/envelope-seal/`);
	expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle])).toEqual([true, 'object']);
	// A press before the page listens goes nowhere.
	await expect(async () => {
		const second = page.getByText('2 / 8', { exact: true });
		if (!(await second.isVisible()))
			await page
				.getByRole('button', { name: /step forward/i })
				.first()
				.click();
		await expect(second).toBeVisible({ timeout: 1000 });
	}).toPass();
	await expect(page.getByText(rests)).toBeAttached();
	await expect.poll(() => seenIn(page.locator('main'))).toEqual(words);
});

test('what is sealed without crypto.subtle opens, here and where there is one', async ({ page, baseURL }) => {
	await page.goto(insecure(baseURL, 'lab/'));
	await expectInsecure(page);
	await expect(page.getByText(/Keep this world open in one tab only/)).toBeVisible();
	const text = 'sealed by noble ciphers. '.repeat(2000);
	await tab(page, /^Seal(?!ed)/);
	const file = { name: 'noble.txt', mimeType: 'text/plain', buffer: Buffer.from(text) };
	await page.locator('input[type=file]').first().setInputFiles(file);
	await button(page, 'Seal it').click();
	await expect(log(page).getByText('Seal “noble.txt”')).toBeVisible();
	// Kept in the database where there is no private file system.
	await saved(page);
	await page.reload();
	await openFirst(page);
	await expect(opened(page)).toContainText('sealed by noble ciphers.');

	await page.locator('.bar').getByRole('button').first().click();
	const download = page.waitForEvent('download');
	await button(page, 'Export My first world').click();
	const carried = await (await download).path();
	await page.goto('lab/');
	await page.locator('.bar').getByRole('button').first().click();
	await page.getByRole('dialog').locator('input[type=file]').setInputFiles(carried);
	await expect(log(page).getByText('Seal “noble.txt”')).toBeVisible();
	await page.keyboard.press('Escape');
	await openFirst(page);
	await expect(opened(page)).toContainText('sealed by noble ciphers.');
});
