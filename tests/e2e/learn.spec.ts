/** A scene asks before its key beat; its task is done in the lab and ticks as it is done; both are kept. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { button, tab } from './lab-page';

test('a wrong prediction is told beside what happens, and may be skipped', async ({ page }) => {
	await page.goto('scenarios/disable/');
	const ask = page.getByRole('group', { name: /What does Decrypt answer/ });
	const forward = button(page, 'Step forward');
	await expect(async () => {
		await forward.click();
		await expect(ask).toBeVisible({ timeout: 300 });
	}).toPass();
	await ask.getByRole('button', { name: 'The plaintext: only sealing stops' }).click();
	await expect(ask).toBeHidden();
	await expect(async () => {
		await forward.click();
		await expect(page.getByText('You predicted', { exact: true })).toBeVisible({ timeout: 300 });
	}).toPass();
	await expect(page.getByText('What happens', { exact: true })).toBeVisible();

	await page.reload();
	await expect(async () => {
		await forward.click();
		await expect(ask).toBeVisible({ timeout: 300 });
	}).toPass();
	await ask.getByRole('button', { name: 'Skip' }).click();
	await expect(ask).toBeHidden();
});

test('a task is done in a world of its own, and its tick outlives a reload', async ({ page }) => {
	await page.goto('scenarios/schedule-deletion/');
	const task = page.getByRole('region', { name: 'Now you' });
	await expect(task.locator('[data-done]')).toHaveCount(0);
	await task.getByRole('link', { name: 'Do it in the lab' }).click();
	await expect(task.getByRole('status')).toHaveText('0 of 2');

	await tab(page, /^Keys/);
	await button(page, 'Schedule deletion')
		.and(page.getByText('Schedule deletion', { exact: true }))
		.click();
	await expect(task.getByRole('status')).toHaveText('1 of 2');
	await button(page, 'Call the API').click();
	const api = page.getByRole('dialog', { name: 'Call any operation of KMS' });
	await api.getByLabel('Operation').selectOption('Encrypt');
	await api.getByRole('button', { name: 'Send Encrypt' }).click();
	await expect(api.getByText('KMSInvalidStateException').first()).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(task.getByRole('status')).toHaveText('Done');

	await page.goto('scenarios/schedule-deletion/');
	await expect(task.locator('[data-done]')).toHaveCount(2);
	await page.goto('scenarios/');
	await page.reload();
	await expect(page.getByRole('listitem').filter({ hasText: 'Schedule a deletion' }).first()).toContainText(
		/done/i
	);
});

test('who stops at a beat and does something else sees what that does', async ({ page }) => {
	await page.goto('lab/?scene=imported-key-expires&beat=3');
	await button(page, '+ 90 days').click();
	await expect(page.getByRole('main')).toContainText('The clock moves 90 days on');
	await page.keyboard.press('ArrowRight');
	await expect(page.getByText('PendingImport').first()).toBeVisible();
});

test('a refusal in the comparison of kinds opens with who decided', async ({ page }) => {
	await page.goto('kinds/');
	await page
		.getByRole('button', { name: /AccessDeniedException/ })
		.first()
		.click();
	await expect(page.getByText('What would allow this?')).toBeVisible();
	await expect(page.getByText('decides', { exact: true }).first()).toBeVisible();
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations).toEqual([]);
});

test('to come to a question by keyboard does not scroll the picture away', async ({ page }) => {
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.goto('scenarios/rescue/');
	const choice = button(page, 'Yes: it is as it was');
	while (!(await choice.isVisible())) {
		await page.keyboard.press('ArrowRight');
		await page.waitForTimeout(300);
	}
	const head = page.locator('.picture').getByText('AWS KMS');
	await expect(head).toBeInViewport();
	while (!(await choice.evaluate((one) => one === document.activeElement))) await page.keyboard.press('Tab');
	await expect(head).toBeInViewport();
	await expect(choice).toBeInViewport();
});
