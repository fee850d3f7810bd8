/** What comes from elsewhere: each refusal says what was expected and what to do, and every field is shown beside its bytes. */
import { expect, test, type Page } from '@playwright/test';
import { button, openLab, sealText, tab } from './lab-page';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const refused = (page: Page) => page.getByRole('alert');
const inspector = (page: Page) => page.getByRole('region', { name: 'Inspector' });
const field = (page: Page, name: RegExp) => inspector(page).getByRole('list').getByRole('button', { name });

/** The first sealed thing, as base64. */
async function copied(page: Page): Promise<string> {
	await tab(page, /^Sealed/);
	await button(page, 'More').first().click();
	await button(page, 'Copy base64').first().click();
	await expect(page.getByText('Copied.')).toBeVisible();
	return page.evaluate(() => navigator.clipboard.readText());
}
async function paste(page: Page, base64: string): Promise<void> {
	await tab(page, /^Sealed/);
	await page.getByLabel('Or paste base64').fill(base64);
	await button(page, 'Open')
		.and(page.getByText('Open', { exact: true }))
		.last()
		.click();
}

test('a KMS ciphertext shows the fields of the blob, and opens once its context is given', async ({
	page
}) => {
	await openLab(page);
	await page.getByRole('radio', { name: /Encrypt: send it to KMS/ }).check();
	await sealText(page, 'for the pasteboard');
	await paste(page, await copied(page));
	await expect(refused(page)).toContainText(
		/InvalidCiphertextException\. Stopped by the authentication tag\..*give the pairs it was sealed with/
	);
	await expect(field(page, /^Key material id/)).toBeVisible();
	const again = page.getByRole('form', { name: 'Open again' });
	await again.getByLabel('Context key 1').fill('purpose');
	await again.getByLabel('Context value 1').fill('note');
	await button(page, 'Open with this context').click();
	await expect(page.locator('.words')).toHaveText('for the pasteboard');
	await expect(again).toBeHidden();
});

test('what is neither format is told so, and shown as bytes without fields', async ({ page }) => {
	await openLab(page);
	await paste(page, Buffer.from('hello, this is nothing sealed').toString('base64'));
	await expect(refused(page)).toContainText(/Expected an AWS Encryption SDK message .* seal this one under/);
	await expect(inspector(page).getByText(/^Neither format/)).toBeVisible();
	await expect(inspector(page).getByRole('list')).toBeHidden();
});

test('an envelope of another world names the way out, and shows its fields', async ({ page, browser }) => {
	await openLab(page);
	await sealText(page, 'of another world');
	const message = await copied(page);
	const context = await browser.newContext({ baseURL: test.info().project.use.baseURL! });
	const other = await context.newPage();
	await openLab(other);
	await paste(other, message);
	await expect(refused(other)).toContainText('Import the world it was sealed in, under Worlds');
	await expect(field(other, /^key commitment/)).toBeAttached();
	await context.close();
});

for (const width of [1280, 390])
	test(`a field and its bytes are seen together at ${width} px, whichever is pointed at`, async ({
		page
	}) => {
		await page.setViewportSize({ width, height: 800 });
		await openLab(page);
		await sealText(page, 'x'.repeat(6000));
		await tab(page, /^Sealed/);
		await button(page, 'More').first().click();
		await button(page, 'Inspect bytes').first().click();
		const bytes = inspector(page).getByRole('group');
		const last = field(page, /^frame 2 tag/);
		await last.focus();
		await expect(last).toBeInViewport();
		const lit = bytes.locator('.hex [data-lit]');
		await expect(lit).toHaveCount(16);
		await expect(lit.first()).toBeInViewport();
		await button(page, 'Back to the first byte').click();
		await bytes.locator('.hex [data-at="0"]').click();
		await expect(field(page, /^version/)).toHaveAttribute('aria-pressed', 'true');
		await expect(field(page, /^version/)).toBeInViewport();
	});

test('moving to another key says what changed', async ({ page }) => {
	await openLab(page);
	await sealText(page, 'to be moved');
	await tab(page, /^Keys/);
	await button(page, 'Create key').click();
	await tab(page, /^Sealed/);
	await button(page, 'More').first().click();
	await button(page, 'Move to this key').click();
	await expect(page.getByRole('status').getByText(/^Moved: only key .* opens it now/)).toBeVisible();
});

test('a message with a flipped bit shows the fields up to it, and why not the rest', async ({ page }) => {
	await openLab(page);
	await sealText(page, 'to be damaged');
	await tab(page, /^Sealed/);
	await button(page, 'More').first().click();
	await page.getByRole('spinbutton', { name: /^Byte/ }).fill('36');
	await button(page, 'Flip a bit of it, then open').click();
	await expect(page.getByRole('status').getByText(/caught by a length in the header/)).toBeVisible();
	await page
		.getByRole('button', { name: /^message .*: inspect$/ })
		.first()
		.click();
	await expect(field(page, /^message id/)).toBeVisible();
	await expect(field(page, /^unread .*Not readable: /)).toBeAttached();
});
