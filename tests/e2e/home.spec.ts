/** The first ten seconds: a sentence, one button, a real envelope; by mouse, by keyboard alone, on a phone. */
import { expect, test, type Page } from '@playwright/test';

const SENTENCE = 'The owl flies at nine.';
const sealButton = (page: Page) => page.getByRole('button', { name: 'Seal it' });
const openButton = (page: Page) => page.getByRole('button', { name: 'Open it' });
const opened = (page: Page) => page.getByRole('main').getByText(SENTENCE);

test('seals a sentence and opens it again', async ({ page }) => {
	await page.goto('');
	await expect(sealButton(page)).toBeEnabled();
	await page.getByLabel('Your sentence').fill(SENTENCE);
	await sealButton(page).click();
	await openButton(page).click();
	await expect(opened(page).first()).toBeVisible();
});

test('works by keyboard alone', async ({ page }) => {
	await page.goto('');
	await expect(sealButton(page)).toBeEnabled();
	const field = page.getByLabel('Your sentence');
	for (let i = 0; i < 20; i++) {
		await page.keyboard.press('Tab');
		if (await field.evaluate((element) => element === document.activeElement)) break;
	}
	await expect(field).toBeFocused();
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.type(SENTENCE);
	await page.keyboard.press('Enter');
	await expect(openButton(page)).toBeVisible();
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	await expect(openButton(page)).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(opened(page).first()).toBeVisible();
});

for (const width of [320, 390])
	test(`fits ${width} px, and seals there`, async ({ page }) => {
		await page.setViewportSize({ width, height: 800 });
		await page.goto('');
		await expect(sealButton(page)).toBeInViewport();
		await sealButton(page).click();
		await expect(openButton(page)).toBeVisible();
		const overflow = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(overflow).toBeLessThanOrEqual(0);
	});

test('the glossary is one link away, on the smallest phone too', async ({ page }) => {
	await page.setViewportSize({ width: 320, height: 640 });
	await page.goto('');
	await page.getByRole('contentinfo').getByRole('link', { name: 'Glossary' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Glossary' })).toBeVisible();
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(overflow).toBeLessThanOrEqual(0);
});
