/** Every page keeps its own policy, asks no third party for anything, sets no cookie and says nothing to the console. */
import { expect, test } from '@playwright/test';
import { pages } from './pages';

test('there are pages', () => {
	expect(pages).toContain('');
	expect(pages).toContain('lab/');
});

for (const path of pages) {
	test(`/${path} keeps to its policy`, async ({ page, baseURL, context }) => {
		const troubles: string[] = [];
		page.on('console', (message) => {
			if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
		});
		page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
		page.on('request', (request) => {
			const { origin, protocol } = new URL(request.url());
			if (protocol.startsWith('http') && origin !== new URL(baseURL!).origin)
				troubles.push(`third party: ${request.url()}`);
		});
		await page.addInitScript(() => {
			document.addEventListener('securitypolicyviolation', (event) =>
				console.error(`violates ${event.violatedDirective}: ${event.blockedURI}`)
			);
		});
		await page.goto(path);
		await page.waitForLoadState('networkidle');

		const policy = await page.locator('meta[http-equiv="content-security-policy" i]').getAttribute('content');
		expect(policy).toContain("default-src 'self'");
		expect(policy).toContain("worker-src 'self'");
		expect(policy).toMatch(/script-src 'self' 'sha256-/);
		expect(policy?.match(/script-src[^;]*/)?.[0]).not.toContain('unsafe');
		expect(await context.cookies()).toEqual([]);
		expect(troubles).toEqual([]);
	});
}
