import { expect, type Page } from '@playwright/test';

/** Waits until the service worker has everything and answers for the page. */
export async function installed(page: Page): Promise<void> {
	await page.evaluate(async () => {
		await navigator.serviceWorker.ready;
		if (navigator.serviceWorker.controller) return;
		await new Promise((resolve) => {
			navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
			if (navigator.serviceWorker.controller) resolve(undefined);
		});
	});
}

/** Seals the sentence of the first page: the worker and the cryptography are there. */
export async function sealsASentence(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Seal it' }).click();
	await expect(page.getByRole('button', { name: 'Open it' })).toBeVisible();
}
