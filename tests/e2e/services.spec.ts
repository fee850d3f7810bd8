/**
 * Each service of the lab, by keyboard alone: something is made under a key and read back, the key is disabled, and the
 * next use is refused with the service's own error, and the reason why.
 */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { button, openLab } from './lab-page';

/** As a keyboard does it: focus, then a key. What is disabled while the lab works cannot have the focus. */
const press = async (what: Locator, key = 'Enter'): Promise<void> => {
	await expect(what).toBeEnabled();
	await what.focus();
	await expect(what).toBeFocused();
	await what.press(key);
};
const pressTab = (page: Page, name: RegExp): Promise<void> => press(page.getByRole('tab', { name }));

/** Goes down the options of a list until the wanted one is chosen. */
async function choose(select: Locator, wanted: string | RegExp): Promise<void> {
	await select.focus();
	await select.press('Home');
	const count = await select.locator('option').count();
	const chosen = () => select.evaluate((one: HTMLSelectElement) => one.selectedOptions[0]?.text.trim() ?? '');
	const suits = (text: string) => (typeof wanted === 'string' ? text === wanted : wanted.test(text));
	for (let at = 0; at < count && !suits(await chosen()); at++) await select.press('ArrowDown');
	expect(await chosen()).toMatch(wanted);
}
const service = (page: Page, label: string): Promise<void> =>
	choose(page.getByLabel('Service', { exact: true }), label);

/** Asks for an operation of the service that is shown. */
async function ask(page: Page, operation: string, under?: RegExp): Promise<void> {
	await choose(page.getByLabel('Ask for'), operation);
	if (under) await choose(page.getByLabel(under), /^alias\/first/);
	await press(page.locator('form.request').getByRole('button', { name: operation, exact: true }));
}
const answered = (page: Page, operation: string): Promise<void> =>
	expect(page.getByRole('status').filter({ hasText: `answered ${operation}` })).toBeVisible();

async function disableKey(page: Page): Promise<void> {
	await pressTab(page, /^Keys/);
	await press(
		button(page, 'Disable')
			.and(page.getByText('Disable', { exact: true }))
			.first()
	);
	await expect(page.getByText('Disabled', { exact: true }).first()).toBeVisible();
	await pressTab(page, /^Services/);
}
const aDayLater = (page: Page): Promise<void> => press(button(page, '+ 1 day'));

test.beforeEach(async ({ page }) => {
	await openLab(page);
	await pressTab(page, /^Services/);
});

interface Walk {
	readonly label: string;
	/** Operations that make it, the first under the key, and that read it back. */
	readonly makes: readonly string[];
	readonly key: RegExp;
	/** After the key was disabled: a day later, where a memory must end first. */
	readonly waits?: true;
	readonly fails: readonly string[];
	readonly error: RegExp;
	readonly why: RegExp;
}
const WALKS: readonly Walk[] = [
	{
		label: 'Amazon RDS',
		makes: ['CreateDBInstance', 'ExecuteStatement'],
		key: /^KMS key/,
		fails: ['StopDBInstance', 'StartDBInstance'],
		error: /KMSKeyNotAccessibleFault/,
		why: /Disabled/
	},
	{
		label: 'Amazon DynamoDB',
		makes: ['CreateTable', 'PutItem', 'GetItem'],
		key: /^Key of the table/,
		waits: true,
		fails: ['GetItem'],
		error: /ResourceInUseException/,
		why: /DynamoDB cannot use its KMS key/
	},
	{
		label: 'AWS Secrets Manager',
		makes: ['CreateSecret', 'GetSecretValue'],
		key: /^KMS key/,
		fails: ['GetSecretValue'],
		error: /DecryptionFailure/,
		why: /is disabled/
	},
	{
		label: 'Amazon SQS',
		makes: ['CreateQueue', 'SendMessage', 'ReceiveMessage'],
		key: /^Key of the queue/,
		waits: true,
		fails: ['ReceiveMessage'],
		error: /KmsDisabled/,
		why: /Disabled/
	},
	{
		label: 'Amazon SNS',
		makes: ['CreateTopic', 'Publish'],
		key: /^Key of the topic/,
		waits: true,
		fails: ['Publish'],
		error: /KMSDisabled/,
		why: /Disabled/
	},
	{
		label: 'AWS Lambda',
		makes: ['CreateFunction', 'Invoke'],
		key: /^Key of the variables/,
		waits: true,
		fails: ['Invoke'],
		error: /KMSDisabledException/,
		why: /Disabled/
	}
];
for (const { label, makes, key, waits, fails, error, why } of WALKS)
	test(`${label}: made under a key, read back, and refused once the key is disabled`, async ({ page }) => {
		await service(page, label);
		for (const [at, operation] of makes.entries()) {
			await ask(page, operation, at === 0 ? key : undefined);
			await answered(page, operation);
		}
		await disableKey(page);
		if (waits) await aDayLater(page);
		for (const operation of fails) await ask(page, operation);
		const refusal = page.getByRole('alert').filter({ hasText: `refused ${fails.at(-1)!}` });
		await expect(refusal).toContainText(error);
		await expect(refusal.getByText(/^Why:/)).toContainText(why);
	});

/** Writes over what stands in a field. */
async function type(page: Page, label: string, text: string): Promise<void> {
	const field = page.getByLabel(label, { exact: true });
	await field.focus();
	await field.press('Control+a');
	await page.keyboard.type(text);
}
const pressIn = (where: Locator | Page, name: string | RegExp): Promise<void> =>
	press(where.getByRole('button', { name, exact: typeof name === 'string' }).last());

test('Amazon S3: an object fails at once, one behind a Bucket Key when S3 no longer holds that', async ({
	page
}) => {
	await service(page, 'Amazon S3');
	await choose(page.getByLabel('Encrypted under'), /^alias\/first/);
	await pressIn(page, 'Put object');
	await answered(page, 'PutObject, with 1 call');
	await type(page, 'Name', 'many.txt');
	await press(page.getByLabel('Bucket Key: ask KMS once for many objects'), 'Space');
	await pressIn(page, 'Put object');
	const object = (name: string) =>
		page
			.getByRole('listitem')
			.filter({ has: page.getByRole('button', { name: 'Get object' }) })
			.filter({ hasText: name });
	await press(object('letter.txt').locator('summary'));
	await pressIn(object('letter.txt'), 'Open it by hand with the key');
	await expect(object('letter.txt').getByRole('status')).toContainText('Meet me at the museum at noon.');
	await disableKey(page);
	await pressIn(object('many.txt'), 'Get object');
	await answered(page, 'GetObject, without a call');
	const refusal = page.getByRole('alert').filter({ hasText: 'refused GetObject, with 1 call' });
	await pressIn(object('letter.txt'), 'Get object');
	await expect(refusal).toContainText(/KMS.DisabledException.*Why: the key is Disabled/);
	await aDayLater(page);
	await pressIn(object('many.txt'), 'Get object');
	await expect(refusal).toContainText('KMS.DisabledException');
});

test('Amazon EC2 and EBS: a volume works while attached, and cannot be attached again', async ({ page }) => {
	await service(page, 'Amazon EC2 and EBS');
	await pressIn(page, 'Launch the public image');
	await choose(page.getByLabel('Key for what is made here'), 'alias/first');
	await pressIn(page, 'Create volume');
	await pressIn(page, /^Attach to i-/);
	await pressIn(page, 'Write block');
	await disableKey(page);
	await pressIn(page, 'Read block');
	await expect(page.getByRole('status').filter({ hasText: 'Block 0' })).toContainText(
		'Meet me at the museum'
	);
	await pressIn(page, 'Detach');
	await pressIn(page, /^Attach to i-/);
	await expect(page.getByRole('note').filter({ hasText: 'Answered, not done' })).toBeVisible();
	await pressIn(page, 'Let the seconds pass');
	await expect(page.getByText(/^attachVolume failed: .* is disabled\.$/)).toBeVisible();
});

test('AWS CloudTrail: a key that does not name it is refused; without one its files arrive', async ({
	page
}) => {
	await service(page, 'Amazon S3');
	await press(page.getByText('Buckets: policy, default encryption'));
	await choose(page.getByLabel('Ask for'), 'CreateBucket');
	await page.locator('form.request').getByLabel('Name').fill('my-letters');
	await pressIn(page, 'CreateBucket');
	await answered(page, 'CreateBucket');
	await ask(page, 'PutBucketPolicy');
	await answered(page, 'PutBucketPolicy');
	await service(page, 'AWS CloudTrail, its files');
	await ask(page, 'CreateTrail', /^Key of the files/);
	await expect(page.getByRole('alert').filter({ hasText: 'refused CreateTrail, with 1 call' })).toContainText(
		/InsufficientEncryptionPolicyException.*Why: /
	);
	await choose(page.getByLabel(/^Key of the files/), 'none: SSE-S3');
	await ask(page, 'CreateTrail');
	await answered(page, 'CreateTrail');
	await ask(page, 'DeliverLogFile');
	await answered(page, 'DeliverLogFile');
	await service(page, 'Amazon S3');
	await pressIn(page, 'Get object');
	await expect(page.getByRole('status').filter({ hasText: 'answered GetObject' })).toContainText('"Records"');
});
