/** Keys of every kind are made and used from the lab's panels, and what AWS keeps to itself says why. */
import { expect, test } from '@playwright/test';
import { button, entries, openLab, tab } from './lab-page';

test.beforeEach(async ({ page }) => {
	await openLab(page);
	await tab(page, /^Keys/);
	await page.getByText('A key of another kind').click();
});

test('a signing key signs, and its signature holds', async ({ page }) => {
	await page.getByLabel(/^KeySpec/).selectOption('ECC_NIST_P256');
	await page.getByLabel(/^KeyUsage/).selectOption('SIGN_VERIFY');
	await button(page, 'Create this key').click();
	await page.getByText('Sign and verify', { exact: true }).click();
	await button(page, 'Sign')
		.and(page.getByText('Sign', { exact: true }))
		.click();
	await expect(page.getByText('KMS answered Sign')).toBeVisible();
});

test('an AWS managed key refuses to be disabled, and the page says why', async ({ page }) => {
	await button(page, 'Describe it').click();
	await button(page, 'Try to disable').click();
	await expect(page.getByRole('alert').filter({ hasText: 'KMS refused DisableKey' })).toBeVisible();
	await expect(page.getByText('Only AWS changes its state')).toBeVisible();
});

test('the trail has each call, and goes to its moment', async ({ page }) => {
	await button(page, 'Create this key').click();
	await expect(page.getByText('KMS answered CreateKey')).toBeVisible();
	await button(page, 'CloudTrail').click();
	const trail = page.getByRole('dialog', { name: 'CloudTrail' });
	await trail.getByLabel('changes only').check();
	await trail.getByRole('button', { name: /CreateAlias/ }).click();
	await expect(trail.getByText('"eventSource": "kms.amazonaws.com"')).toBeVisible();
	await trail.getByRole('button', { name: 'Show that moment' }).click();
	await expect(trail).toBeHidden();
	await expect(page.getByText('You are looking at the past')).toBeVisible();
});

test('an object in S3 is read while its key is enabled, and refused with the reason when it is not', async ({
	page
}) => {
	await tab(page, /^Services/);
	await page.getByLabel(/^Encrypted under/).selectOption({ label: 'alias/first (SSE-KMS)' });
	await button(page, 'Put object').click();
	await button(page, 'Get object').click();
	await expect(page.getByRole('status').filter({ hasText: 'Meet me at the museum' })).toBeVisible();
	await tab(page, /^Keys/);
	await button(page, 'Disable')
		.and(page.getByText('Disable', { exact: true }))
		.click();
	await tab(page, /^Services/);
	await button(page, 'Get object').click();
	await expect(page.getByRole('alert').filter({ hasText: 'KMS.DisabledException' })).toBeVisible();
});

test('what is encrypted with a public key outside AWS is in the log, without a call, and only KMS opens it', async ({
	page
}) => {
	await page.getByLabel(/^KeySpec/).selectOption('RSA_2048');
	await page.getByLabel(/^KeyUsage/).selectOption('ENCRYPT_DECRYPT');
	await button(page, 'Create this key').click();
	await expect(page.getByText('KMS answered CreateKey')).toBeVisible();
	await page.getByText('Encrypt and decrypt', { exact: true }).click();
	await button(page, 'Encrypt outside KMS').click();
	await expect(page.getByText('Only Decrypt inside KMS can open it')).toBeVisible();
	expect((await entries(page)).at(-1)).toMatch(/outside/i);
	await button(page, 'Decrypt')
		.and(page.getByText('Decrypt', { exact: true }))
		.click();
	await expect(page.getByText('Plaintext: Meet me at the museum at noon.')).toBeVisible();
	await button(page, 'CloudTrail').click();
	const trail = page.getByRole('dialog', { name: 'CloudTrail' });
	await expect(trail.getByRole('button', { name: /Decrypt/ })).toBeVisible();
	await expect(trail.getByRole('button', { name: /Encrypt/ })).toHaveCount(0);
});
