import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';

/** Presses again until the page listens. */
async function openAccess(page: Page): Promise<Locator> {
	const dialog = page.getByRole('dialog', { name: 'Who may do what' });
	await expect(async () => {
		if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Access' }).click();
		await expect(dialog).toBeVisible({ timeout: 1000 });
	}).toPass();
	return dialog;
}

test('somebody is refused, finds out why, and mends it without leaving the page', async ({ page }) => {
	await page.goto('lab/');
	await page.getByLabel('Who acts').selectOption({ label: 'user Carlos (111122223333)' });
	await page.getByRole('button', { name: 'Seal it' }).click();
	await expect(page.getByRole('alert').first()).toContainText('AccessDeniedException');
	await page.getByRole('button', { name: 'Why was this refused?' }).click();
	const why = page.getByRole('dialog', { name: 'Why was this refused?' });
	await expect(why.getByText('What would allow this?')).toBeVisible();
	await expect(why.getByText('decides', { exact: true }).first()).toBeVisible();
	const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze();
	expect(violations).toEqual([]);
	const way = why
		.getByRole('listitem')
		.filter({ hasText: /Let|Add|Allow/ })
		.last();
	await way.locator('summary').click();
	await way.getByRole('button', { name: 'Make this change' }).click();
	await expect(why.getByRole('status')).toContainText(/was (changed|replaced|made)/);
});

test('a role acts as a named session, and a service in its own name for a resource', async ({ page }) => {
	await page.goto('lab/');
	const who = page.getByLabel('Who acts');
	await who.selectOption({ label: 'role Auditor (111122223333)' });
	const name = page.getByLabel('Session', { exact: true });
	await name.fill('night shift');
	await name.press('Enter');
	await expect(page.getByText('A session’s name has 2 to 64 letters')).toBeVisible();
	await expect(name).toHaveValue('night shift');
	await name.fill('night-shift');
	await name.press('Enter');
	await expect(who).toHaveAttribute('title', /:assumed-role\/Auditor\/night-shift$/);
	await expect(who).toHaveValue(/:role\/Auditor$/);
	await page.getByRole('button', { name: 'Seal it' }).click();
	await expect(page.getByRole('alert').first()).toContainText(
		'assumed-role/Auditor/night-shift is not authorized to perform: kms:GenerateDataKey'
	);
	await who.selectOption({ label: 'AWS CloudTrail (cloudtrail.amazonaws.com)' });
	await page.getByLabel('For', { exact: true }).fill('arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit');
	await page.getByRole('button', { name: 'Seal it' }).click();
	await expect(page.getByRole('alert').first()).toContainText('cloudtrail.amazonaws.com is not authorized');
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations).toEqual([]);
});

test('the matrix opens a decision, and the editor keeps what was typed and marks what is wrong', async ({
	page
}) => {
	await page.goto('lab/');
	const dialog = await openAccess(page);
	await expect(dialog.getByText('Can anyone outside account 111122223333 use it?')).toContainText('No');
	await dialog.getByRole('button', { name: 'Carlos, kms:Encrypt: denied. Why?' }).click();
	await expect(dialog.getByText('What would allow this?')).toBeVisible();
	await dialog.getByRole('button', { name: 'Back to the matrix' }).click();
	const matrix = await new AxeBuilder({ page }).include('dialog[open]').analyze();
	expect(matrix.violations).toEqual([]);
	await dialog.getByRole('tab', { name: 'Key policy' }).click();
	const editor = dialog.getByRole('textbox', { name: 'Key policy' });
	await editor.click();
	await page.keyboard.press('Control+A');
	await page.keyboard.type('{"Statement": nonsense');
	await expect(dialog.locator('.cm-lintRange-error').first()).toBeAttached();
	const editing = await new AxeBuilder({ page }).include('dialog[open]').analyze();
	expect(editing.violations).toEqual([]);
	await dialog.getByRole('button', { name: 'Save with PutKeyPolicy' }).click();
	await expect(dialog.getByRole('alert')).toContainText('MalformedPolicyDocumentException');
	await dialog.getByRole('alert').getByRole('button', { name: 'What did the policies say?' }).click();
	const said = page.getByRole('dialog', { name: 'What did the policies say?' });
	await expect(said.getByText('decides', { exact: true }).first()).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(said).toBeHidden();
	await dialog.getByRole('tab', { name: 'Who can?' }).click();
	await dialog.getByRole('tab', { name: 'Key policy' }).click();
	await expect(dialog.getByRole('textbox', { name: 'Key policy' })).toContainText('nonsense');
	await page.reload();
	await openAccess(page);
	await dialog.getByRole('tab', { name: 'Key policy' }).click();
	await expect(dialog.getByRole('textbox', { name: 'Key policy' })).toContainText('nonsense');
	await dialog.getByLabel('Begin with a template').selectOption('Another account');
	await dialog.getByRole('button', { name: 'Save with PutKeyPolicy' }).click();
	await expect(dialog.getByRole('status')).toContainText('Saved');
	await dialog.getByRole('tab', { name: 'Who can?' }).click();
	await expect(dialog.getByText('Can anyone outside account 111122223333 use it?')).toContainText('Yes');
});

test('a pasted CloudTrail record is explained', async ({ page }) => {
	await page.goto('lab/');
	await openAccess(page);
	await page.getByRole('tab', { name: 'Bring your own' }).click();
	const paste = page.getByLabel('Output of the AWS CLI, or a CloudTrail record');
	await paste.fill('{ not json');
	await page.getByRole('button', { name: 'Read it' }).click();
	await expect(page.getByRole('alert')).toContainText('This is not JSON');
	await expect(paste).toHaveValue('{ not json');
	await paste.fill(
		JSON.stringify({
			eventSource: 'kms.amazonaws.com',
			eventName: 'Decrypt',
			awsRegion: 'us-east-1',
			userIdentity: { arn: 'arn:aws:iam::111122223333:user/Mary' },
			resources: [{ ARN: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }]
		})
	);
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.getByRole('button', { name: 'Why?', exact: true }).click();
	await expect(page.getByText('What would allow this?')).toBeVisible();
});

test('a change is tried as another future, and both futures are kept', async ({ page }) => {
	await page.goto('lab/');
	await page.getByLabel('Who acts').selectOption({ label: 'user Carlos (111122223333)' });
	await page.getByRole('button', { name: 'Seal it' }).click();
	await page.getByRole('button', { name: 'Why was this refused?' }).click();
	const why = page.getByRole('dialog', { name: 'Why was this refused?' });
	const way = why.getByRole('listitem').filter({ hasText: 'Add a statement to the key policy' }).last();
	await way.locator('summary').click();
	await way.getByRole('button', { name: 'Try it as another future' }).click();
	await expect(why.getByRole('status')).toContainText('Asked again, it succeeds. The other future is kept');
});

test('a call through a VPC endpoint that does not allow it is refused, and says so', async ({ page }) => {
	await page.goto('lab/');
	const dialog = await openAccess(page);
	await dialog.getByRole('tab', { name: 'Organization' }).click();
	await expect(dialog.getByRole('heading', { name: /SCP:/ })).toBeVisible();
	await dialog.getByRole('tab', { name: 'The call itself' }).click();
	await dialog
		.getByRole('region', { name: 'VPC endpoint policy' })
		.getByRole('button', { name: 'Use it in each call' })
		.click();
	const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze();
	expect(violations).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(page.getByText('through a VPC endpoint')).toBeVisible();
	await page.getByRole('button', { name: 'Seal it' }).click();
	await expect(page.getByRole('alert').first()).toContainText('VPC endpoint policy');
});

for (const [where, path] of [
	['an embed', 'embed/explicit-deny/?beat=99'],
	['the big screen', 'present/explicit-deny/?beat=99']
] as const)
	test(`a refusal on ${where} opens its explanation`, async ({ page }) => {
		await page.goto(path);
		if (path.startsWith('embed')) await page.getByRole('button', { name: /Why was this/ }).click();
		else
			await expect(async () => {
				await page.keyboard.press('w');
				await expect(page.getByRole('dialog')).toBeVisible({ timeout: 500 });
			}).toPass();
		await expect(page.getByRole('dialog').getByText('decides', { exact: true }).first()).toBeVisible();
	});
