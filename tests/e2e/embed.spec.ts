/** A scene in somebody else's page: framed from another origin, in a sandbox without storage or workers, twice. */
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
	<iframe name="sandboxed" title="sandboxed" width="800" height="600" sandbox="allow-scripts" src="${src}"></iframe>`;
	host = createServer((_, response) => {
		response.writeHead(200, { 'Content-Type': 'text/html' });
		response.end(page);
	});
	await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
	address = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`;
});
test.afterAll(() => host.close());

test('plays in frames of another origin', async ({ page }) => {
	test.skip(!firstScene, 'this build has no embeds');
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
});
