/** With the network off the whole site works, worker and cryptography included. */
import { expect, test } from '@playwright/test';
import { installed, sealsASentence } from './installed';
import { firstScene } from './pages';

test.use({ serviceWorkers: 'allow' });

test('works with the network off', async ({ page, context }) => {
	await page.goto('');
	await installed(page);
	await context.setOffline(true);
	await page.reload();
	await sealsASentence(page);

	for (const path of [
		'lab',
		'lab/',
		...(firstScene
			? [`scenarios/${firstScene}/`, `embed/${firstScene}/?theme=dark`, `present/${firstScene}/`]
			: [])
	]) {
		await page.goto(path);
		await expect(page).toHaveTitle(/Glass KMS/);
	}
});
