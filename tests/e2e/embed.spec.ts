/**
 * A scene in somebody else's page: framed from another origin, in a sandbox without storage or workers, more than once,
 * light or dark as the host says.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { firstScene } from './pages';

let host: Server;
let address = '';
test.beforeAll(async ({ baseURL }) => {
	const src = `${baseURL ?? ''}embed/${firstScene ?? ''}/`;
	const page = `<!doctype html><title>A blog</title><script>
		window.heights = [];
		addEventListener('message', ({ data }) => {
			if (typeof data === 'object' && data && typeof data.height === 'number') heights.push(data.height);
		});
	</script>
	<iframe name="plain" title="plain" width="800" height="600" src="${src}"></iframe>
	<iframe name="sandboxed" title="sandboxed" width="800" height="600" sandbox="allow-scripts" src="${src}"></iframe>
	<iframe name="dark" title="dark" width="800" height="600" src="${src}?theme=dark"></iframe>
	<iframe name="light" title="light" width="800" height="600" src="${src}?theme=light"></iframe>`;
	host = createServer((_, response) => {
		response.writeHead(200, { 'Content-Type': 'text/html' });
		response.end(page);
	});
	await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
	address = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`;
});
test.afterAll(() => host.close());

const other = (scheme: 'light' | 'dark') => (scheme === 'dark' ? 'light' : 'dark');
/** Of the ground a page is painted on, by the lightness of its colour. */
const lightness = (body: Element) =>
	Number(/oklch\(([\d.]+)/.exec(getComputedStyle(body).backgroundColor)?.[1]) < 0.5 ? 'dark' : 'light';

test('plays in frames of another origin', async ({ page }) => {
	test.skip(!firstScene, 'this build has no embeds');
	const errors: string[] = [];
	page.on('pageerror', (error) => errors.push(error.message));
	await page.goto(address);
	for (const name of ['plain', 'sandboxed']) {
		const frame = page.frameLocator(`iframe[name=${name}]`);
		await expect(frame.locator('svg').first()).toBeVisible();
		await expect(frame.getByRole('button', { name: /step forward/i }).first()).toBeEnabled();
		await frame
			.getByRole('button', { name: /step forward/i })
			.first()
			.click();
	}
	await expect(page.frameLocator('iframe[name=sandboxed]').getByText(/No glass box here/)).toBeVisible();
	await expect
		.poll(() => page.evaluate(() => (window as unknown as { heights: number[] }).heights.length))
		.toBeGreaterThan(0);
	expect(errors).toEqual([]);
});

for (const scheme of ['light', 'dark'] as const)
	test(`is light or dark as its address says, else as a ${scheme} host, whatever was chosen here`, async ({
		page,
		context,
		baseURL
	}) => {
		test.skip(!firstScene, 'this build has no embeds');
		const kept = await context.newPage();
		await kept.goto(baseURL ?? '');
		await kept.evaluate((theme) => localStorage.setItem('glass-kms.theme', theme), other(scheme));
		await kept.close();
		await page.emulateMedia({ colorScheme: scheme });
		await page.goto(address);
		for (const [name, dark] of [
			['plain', scheme === 'dark'],
			['dark', true],
			['light', false]
		] as const) {
			const frame = page.frameLocator(`iframe[name=${name}]`);
			await expect(frame.getByRole('button', { name: /step forward/i }).first()).toBeVisible();
			await expect
				.poll(() => frame.locator('body').evaluate(lightness), { message: `the frame called ${name}` })
				.toBe(dark ? 'dark' : 'light');
		}
	});
