/** The same build works wherever it is put: here under /a/b/, with and without the network. */
import { expect, test } from '@playwright/test';
import { serve } from '../../scripts/serve.mjs';
import { installed, sealsASentence } from './installed';

test.use({ serviceWorkers: 'allow' });

let site: Awaited<ReturnType<typeof serve>>;
test.beforeAll(async () => {
	site = await serve({ port: 0, base: '/a/b/' });
});
test.afterAll(() => site.close());

test('works under a sub-path', async ({ page, context }) => {
	const missing: string[] = [];
	page.on('response', (response) => {
		if (response.status() >= 400) missing.push(response.url());
	});
	await page.goto(site.url);
	await sealsASentence(page);
	await page.getByRole('navigation').getByRole('link', { name: 'Lab' }).click();
	await expect(page).toHaveURL(/\/a\/b\/lab\/?$/);
	await expect(page.getByRole('tab', { name: /^Seal(?!ed)/ })).toBeVisible();
	expect(missing).toEqual([]);

	await installed(page);
	await context.setOffline(true);
	await page.goto(`${site.url}lab`);
	await expect(page.getByRole('tab', { name: /^Seal(?!ed)/ })).toBeVisible();
	await page.goto(site.url);
	await sealsASentence(page);
});
