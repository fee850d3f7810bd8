/** A terminal and the page side by side show the same world. The terminal is a real SDK client. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KMS } from '@aws-sdk/client-kms';
import { expect, test } from '@playwright/test';
import { serve } from '../../scripts/serve.mjs';

test.use({ serviceWorkers: 'allow' });

const SCRIPT = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

interface Started {
	readonly url: string;
	readonly port: string;
	readonly kms: KMS;
	stop(): Promise<void>;
}

async function start(world: string, port = '0'): Promise<Started> {
	const child: ChildProcess = spawn(process.execPath, [
		SCRIPT,
		'--no-build',
		'--port',
		port,
		'--world',
		world
	]);
	let text = '';
	await new Promise<void>((resolve, reject) => {
		child.stderr!.on('data', (chunk: Buffer) => reject(new Error(chunk.toString())));
		child.stdout!.on('data', (chunk: Buffer) => {
			text += chunk.toString();
			if (text.includes('Stop it with')) resolve();
		});
	});
	const [url, bound] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(text)!;
	const [, accessKeyId, secretAccessKey] = /AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)/.exec(text)!;
	const credentials = { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! };
	const kms = new KMS({ endpoint: url, region: 'eu-west-1', credentials });
	return {
		url,
		port: bound!,
		kms,
		stop: () =>
			new Promise((done) => {
				kms.destroy();
				child.on('exit', () => done());
				child.kill('SIGINT');
			})
	};
}

let folder: string;
let started: Started;
test.beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'glass-kms-follow-'));
	started = await start(join(folder, 'world.json'));
});
test.afterEach(async () => {
	await started.stop();
	rmSync(folder, { recursive: true, force: true });
});

test('a call of the terminal appears on the stage, and what the page does the terminal sees', async ({
	page
}) => {
	const { kms, url } = started;
	const { KeyMetadata } = await kms.createKey({ Description: 'from the terminal' });
	const KeyId = KeyMetadata!.KeyId!;
	await page.goto(`${url}/lab/?follow`);
	const log = page.getByRole('region', { name: 'Log' });
	await expect(log.getByRole('listitem')).toHaveCount(1);
	await expect(page.getByText('Live', { exact: true })).toBeVisible();

	await kms.encrypt({ KeyId, Plaintext: Buffer.from('hello') });
	await expect(log.getByRole('listitem')).toHaveCount(2);
	await expect(log.locator('li [aria-current="step"]')).toContainText('Encrypt');
	// It plays by itself: the picture leaves its first beat.
	await expect(page.getByText(/^[2-8] \/ 8$/)).toBeVisible();

	await page.getByRole('tab', { name: /Keys/ }).click();
	await page.getByRole('button', { name: 'Create key' }).click();
	await expect.poll(async () => (await kms.listKeys({})).Keys!.length).toBe(2);
});

test('who looks back is left there, and acting there is marked as not live', async ({ page }) => {
	const { kms, url } = started;
	await kms.createKey({});
	await kms.createKey({});
	await page.goto(`${url}/lab/?follow`);
	const log = page.getByRole('region', { name: 'Log' });
	await expect(log.getByRole('listitem')).toHaveCount(2);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByText('Past', { exact: true })).toBeVisible();
	await kms.createKey({});
	await expect(log.getByRole('listitem')).toHaveCount(3);
	await expect(log.locator('li [aria-current="step"]')).toContainText('1');

	await page.getByRole('tab', { name: /Keys/ }).click();
	await page.getByRole('button', { name: 'Create key' }).click();
	await expect(page.getByText('Not live', { exact: true })).toBeVisible();
	expect((await kms.listKeys({})).Keys).toHaveLength(3);

	await page.getByRole('button', { name: 'Back to live' }).click();
	await expect(page.getByText('Live', { exact: true })).toBeVisible();
	// Three keys and the list: what was done here alone is beside.
	await expect(log.getByRole('listitem')).toHaveCount(4);
});

test('an endpoint that ends and comes back is followed on, and nothing is missing', async ({ page }) => {
	await started.kms.createKey({});
	await page.goto(`${started.url}/lab/?follow`);
	const log = page.getByRole('region', { name: 'Log' });
	await expect(log.getByRole('listitem')).toHaveCount(1);
	await started.stop();
	await expect(page.getByText('Cut off', { exact: true })).toBeVisible();
	started = await start(join(folder, 'world.json'), started.port);
	await started.kms.createKey({});
	await started.kms.createKey({});
	await expect(log.getByRole('listitem')).toHaveCount(3);
	await expect(page.getByText('Live', { exact: true })).toBeVisible();
});

test('a page of another origin can neither call nor follow', async ({ page }) => {
	const other = await serve({ port: 0 });
	await page.goto(`${other.url}embed/`);
	// One that would make a key, were it taken; without CORS it needs nobody's leave to be sent.
	const command = {
		...{ type: 'kms', operation: 'CreateKey', input: {}, region: 'eu-west-1' },
		...{ caller: 'arn:aws:iam::111122223333:user/Alice', account: '111122223333' }
	};
	const attempts = await page.evaluate(
		async ([url, body]) => {
			const attempt = (path: string, init?: RequestInit) =>
				fetch(url + path, init).then(
					async (response) => `${response.type} ${response.status} ${await response.text()}`,
					() => 'refused'
				);
			return Promise.all([
				attempt('/', { method: 'POST', body }),
				attempt('/_glass/live'),
				attempt('/_glass/live', { mode: 'no-cors' }),
				attempt('/_glass/run', { method: 'POST', body }),
				attempt('/_glass/run', { method: 'POST', body, mode: 'no-cors' })
			]);
		},
		[started.url, JSON.stringify({ command })] as const
	);
	expect(new Set(attempts)).toEqual(new Set(['refused']));
	expect((await started.kms.listKeys({})).Keys).toEqual([]);
	const own = await fetch(`${started.url}/_glass/run`, {
		method: 'POST',
		headers: { origin: started.url },
		body: JSON.stringify({ command })
	});
	expect(own.status).toBe(200);
	expect((await started.kms.listKeys({})).Keys).toHaveLength(1);
	await other.close();
});
