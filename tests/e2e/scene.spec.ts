/** The picture is a function of the beat: what stands there does not depend on how one came to it. */
import { expect, test, type Page } from '@playwright/test';
import { button } from './lab-page';
import { seenIn } from './stage-words';

const seen = (page: Page): Promise<string[]> => seenIn(page.locator('body'));
async function seek(page: Page, index: number): Promise<void> {
	// Until the page listens.
	await expect(async () => {
		await page.getByLabel('Step', { exact: true }).fill(`${index}`);
		await expect(page.getByText(`${index + 1} / `)).toBeVisible({ timeout: 300 });
	}).toPass();
}

for (const [id, many] of [
	['envelope-seal', 9],
	['cross-account', 9],
	['schedule-deletion', 6]
] as const)
	test(`${id}: a beat at rest is the same, played, stepped into, stepped over or sought`, async ({
		page
	}) => {
		await page.goto(`embed/${id}/`);
		const last = Number(await page.getByLabel('Step', { exact: true }).getAttribute('max'));
		const count = Math.min(many, last + 1);
		// Laid out for the width it has.
		await expect
			.poll(() => page.$eval('.layers', (one) => one.parentElement!.clientWidth - one.clientWidth))
			.toBe(0);
		const sought: string[][] = [];
		for (let index = 0; index < count; index++) {
			await seek(page, index);
			sought.push(await seen(page));
		}
		await page.getByLabel('Speed').selectOption('4');
		expect(new Set(sought.map(String)).size, 'no beat looks like another').toBe(count);

		await seek(page, 0);
		for (let index = 1; index < count; index++) {
			await button(page, 'Step forward').click();
			await expect.poll(() => seen(page), `stepped into ${index}`).toEqual(sought[index]);
		}
		for (let index = count - 2; index >= 0; index -= 2) {
			await button(page, 'Step back').click();
			if (index > 0) await button(page, 'Step back').click();
			const at = Math.max(0, index - 1);
			await expect.poll(() => seen(page), `stepped back over ${index}`).toEqual(sought[at]);
		}
		await seek(page, 0);
		await button(page, 'Play').click();
		await expect(page.getByText(`3 / ${last + 1}`)).toBeVisible();
		await button(page, 'Pause').click();
		const reached = Number(await page.getByLabel('Step', { exact: true }).inputValue());
		await expect.poll(() => seen(page), `played to ${reached}`).toEqual(sought[reached]);
	});
