/** The walk of the lab: make a key, seal a file, rotate, disable, schedule deletion, rescue, move the calendar, go back. */
import { expect, test, type Page } from '@playwright/test';
import { button, log, openFirst, openLab, opened, saved, sealText, tab } from './lab-page';

const state = (page: Page) =>
	page.getByRole('region', { name: 'State of the key' }).locator('[aria-current="step"]');
const generation = (page: Page, number: number) =>
	page.getByRole('region', { name: 'Generations' }).getByText(String(number), { exact: true });

test('makes a key, rotates it, disables it and sees the refusal', async ({ page }) => {
	await openLab(page);
	await tab(page, /^Keys/);
	await page.getByLabel(/Description of a new key/).fill('Holiday photos');
	await button(page, 'Create key').click();
	await expect(page.getByText('Holiday photos')).toBeVisible();
	await button(page, 'Rotate now').click();
	await expect(generation(page, 2)).toBeVisible();
	await button(page, 'Disable').click();
	await expect(state(page)).toHaveText('Disabled');

	await tab(page, /^Seal(?!ed)/);
	const under = page.getByRole('group', { name: 'Seal under' }).getByRole('checkbox');
	await under.first().uncheck();
	await under.last().check();
	await button(page, 'Seal it').click();
	await expect(page.getByRole('alert').getByText(/DisabledException/)).toBeVisible();
});

test('seals a file, opens it, and catches a flipped bit', async ({ page }) => {
	await openLab(page);
	await tab(page, /^Seal(?!ed)/);
	await page
		.locator('input[type=file]')
		.first()
		.setInputFiles({
			name: 'poem.txt',
			mimeType: 'text/plain',
			buffer: Buffer.from('Glass is slow water.')
		});
	await button(page, 'Seal it').click();
	await expect(log(page).getByText(/Seal “poem\.txt”/)).toBeVisible();
	await tab(page, /^Sealed/);
	await button(page, 'Open')
		.and(page.getByText('Open', { exact: true }))
		.first()
		.click();
	await expect(page.getByText('Glass is slow water.').first()).toBeVisible();
	await button(page, 'More').first().click();
	await page.getByRole('spinbutton', { name: /^Byte/ }).fill('300');
	await button(page, 'Flip a bit of it, then open').click();
	await expect(page.getByText(/Byte 300 with one bit flipped: caught by/)).toBeVisible();
});

test('schedules deletion, rescues the key into Disabled, enables it', async ({ page }) => {
	await openLab(page);
	await tab(page, /^Keys/);
	await button(page, 'Schedule deletion').click();
	await expect(state(page)).toHaveText('PendingDeletion');
	await button(page, 'Cancel deletion').click();
	await expect(state(page)).toHaveText('Disabled');
	await button(page, 'Enable')
		.and(page.getByText('Enable', { exact: true }))
		.click();
	await expect(state(page)).toHaveText('Enabled');
});

test('lets a deletion fall due, and steps back from it', async ({ page }) => {
	await openLab(page);
	await sealText(page, 'soon gone');
	await tab(page, /^Keys/);
	await button(page, 'Schedule deletion').click();
	await button(page, 'To the next event').click();
	await expect(page.getByText('No key is left in this account.')).toBeVisible();
	await button(page, 'Undo').click();
	await expect(state(page)).toHaveText('PendingDeletion');
	await button(page, 'Redo').click();
	await expect(page.getByText('No key is left in this account.')).toBeVisible();
	await button(page, 'Undo').click();
	const past = page.getByRole('status').filter({ hasText: /^The past: entry \d+ of \d+\./ });
	await expect(past).toBeVisible();
	await button(page, 'Go to the last').click();
	await expect(page.getByText('No key is left in this account.')).toBeVisible();
	await expect(past).toBeHidden();
});

test('rotates by the calendar', async ({ page }) => {
	await openLab(page);
	await tab(page, /^Keys/);
	await button(page, 'Turn automatic rotation on').click();
	await button(page, '+ 10 years').click();
	await expect(generation(page, 11)).toBeVisible();
});

test('keeps everything over a reload', async ({ page }) => {
	await openLab(page);
	await sealText(page, 'still here tomorrow');
	await expect(log(page).getByText(/Seal “/)).toBeVisible();
	await saved(page);
	await page.reload();
	await expect(log(page).getByText(/Seal “/)).toBeVisible();
	await tab(page, /^Sealed/);
	await button(page, 'Open')
		.and(page.getByText('Open', { exact: true }))
		.first()
		.click();
	await expect(page.getByText('still here tomorrow').first()).toBeVisible();
});

/** Ends every worker of the page through the debugging protocol; the page gets no event of it. */
async function killWorkers(page: Page): Promise<number> {
	const workers = page.workers();
	await Promise.all(
		workers.map(async (worker) => {
			const closed = worker.waitForEvent('close').catch(() => undefined);
			await worker.evaluate(() => self.close()).catch(() => undefined);
			await closed;
		})
	);
	return workers.length;
}

test('goes on after the HSM was killed from outside, twice', async ({ page }) => {
	await openLab(page);
	await sealText(page, 'before the blackout');
	await expect(log(page).getByText(/Seal “before/)).toBeVisible();
	expect(await killWorkers(page)).toBeGreaterThan(0);
	await sealText(page, 'after the blackout');
	await expect(log(page).getByText(/Seal “after/)).toBeVisible();
	await killWorkers(page);
	await tab(page, /^Sealed/);
	await button(page, 'Open')
		.and(page.getByText('Open', { exact: true }))
		.last()
		.click();
	await expect(page.getByText('before the blackout', { exact: true }).last()).toBeVisible();
});

test('pulls the plug of the glass box, and the world goes on', async ({ page }) => {
	await openLab(page);
	await button(page, 'Open the HSM').click();
	await button(page, 'Pull the plug').click();
	await expect(page.getByText(/Pulled once/)).toBeVisible();
	await page.keyboard.press('Escape');
	await sealText(page, 'and on');
	await expect(log(page).getByText(/Seal “and on”/)).toBeVisible();
});

test('refuses over 4,096 bytes as KMS does, and offers the envelope', async ({ page }) => {
	await openLab(page);
	await tab(page, /^Seal(?!ed)/);
	await page.getByLabel('Your text').fill('x'.repeat(4097));
	await page.getByRole('radio', { name: /Encrypt: send it to KMS/ }).check();
	await button(page, 'Seal it')
		.and(page.getByText('Seal it', { exact: true }))
		.click();
	await expect(page.getByRole('alert').getByText(/ValidationException/)).toBeVisible();
	await button(page, 'Seal it in an envelope instead').click();
	await expect(log(page).getByText(/Seal “x/)).toBeVisible();
});

test('fits 390 px', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 800 });
	await openLab(page);
	await sealText(page, 'on a phone');
	await expect(log(page).getByText(/Seal “on a phone”/)).toBeVisible();
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(overflow).toBeLessThanOrEqual(0);
});

test('on a phone, what was sealed is looked for on the stage', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await openLab(page);
	const stage = page.locator('.lab > .stage');
	await button(page, 'Seal it').scrollIntoViewIfNeeded();
	await expect(stage).not.toBeInViewport();
	await sealText(page, 'on a phone');
	await expect(stage.getByText('GenerateDataKey', { exact: true }).first()).toBeInViewport();
	await expect(button(page, 'Seal it')).not.toBeInViewport();
	// What is opened is read where it lies.
	await openFirst(page);
	await expect(opened(page).first()).toHaveText('on a phone');
	await expect(stage.locator('.layers')).not.toBeInViewport();
	await expect(opened(page).first()).toBeInViewport();
});
