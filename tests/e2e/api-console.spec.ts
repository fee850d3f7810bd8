import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

test('any operation can be called: sign and verify, import of key material, a refusal', async ({ page }) => {
	await page.goto('lab/');
	await page.getByRole('button', { name: 'Call the API' }).click();
	const dialog = page.getByRole('dialog', { name: 'Call any operation of KMS' });
	const call = async (operation: string) => {
		await dialog.getByLabel('Operation').selectOption(operation);
		await dialog.getByRole('button', { name: `Send ${operation}` }).click();
	};
	const answer = dialog.getByRole('figure');
	await call('CreateKey');
	await expect(answer).toContainText('ECC_NIST_P256');
	await call('Sign');
	await expect(answer).toContainText('Signature');
	await call('Verify');
	await expect(answer).toContainText('"SignatureValid": true');
	const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze();
	expect(violations).toEqual([]);

	await dialog.getByLabel('Operation').selectOption('CreateKey');
	await dialog.getByLabel(/^Request, as/).fill('{"Origin": "EXTERNAL"}');
	await dialog.getByRole('button', { name: 'Send CreateKey' }).click();
	await expect(answer).toContainText('PendingImport');
	await call('GetParametersForImport');
	await expect(answer).toContainText('ImportToken');
	await dialog.getByLabel('Operation').selectOption('ImportKeyMaterial');
	await dialog.getByRole('button', { name: 'Wrap 32 random bytes' }).click();
	await expect(dialog.getByRole('status')).toContainText('wrapped under the public key');
	await dialog.getByRole('button', { name: 'Send ImportKeyMaterial' }).click();
	await expect(answer).toContainText('KeyMaterialId');

	const request = dialog.getByLabel(/^Request, as/);
	await dialog.getByLabel('Operation').selectOption('Encrypt');
	await request.fill('{"KeyId": ');
	await dialog.getByRole('button', { name: 'Send Encrypt' }).click();
	await expect(dialog.getByRole('alert')).toContainText('This is not JSON');
	await expect(request).toHaveValue('{"KeyId": ');
	await request.fill('{"KeyId": "alias/nobody", "Plaintext": "aGk="}');
	await dialog.getByRole('button', { name: 'Send Encrypt' }).click();
	await expect(dialog.getByRole('alert')).toContainText('NotFoundException');
});
