/** A person's own file: sealed, carried away, dropped back in and opened; cancelled, damaged, wrong, without storage. */
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { saved } from './lab-page';

const MIB = 1024 * 1024;
/** More than was ever held in memory here, and no whole number of frames. */
const LONG = 70 * MIB + 12_345;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click();
const log = (page: Page) => page.getByRole('region', { name: 'Log', exact: true });
const dropToSeal = (page: Page) => page.getByLabel('Or drop a file of your own');
const dropToOpen = (page: Page) => page.getByLabel('Open a sealed file');
const opened = (page: Page) => page.locator('.opened');
/** How many of the workers that take hashes run. */
const hashWorkers = (page: Page): number =>
	page.workers().filter((worker) => /hash\.worker/.test(worker.url())).length;

let folder: string;
test.beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lab-files-'))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file whose bytes differ from frame to frame. */
function makeFile(name: string, length: number): string {
	const path = join(folder, name);
	const block = Buffer.alloc(MIB);
	writeFileSync(path, '');
	for (let at = 0; at < length; at += MIB) {
		for (let i = 0; i < MIB; i += 4) block.writeUInt32LE((at + i * 2654435761) >>> 0, i);
		writeFileSync(path, block.subarray(0, Math.min(MIB, length - at)), { flag: 'a' });
	}
	return path;
}

async function hashOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
	return hash.digest('hex');
}

async function openLab(page: Page): Promise<void> {
	await page.goto('lab/');
	await expect(page.getByRole('tab', { name: /^Seal(?!ed)/ })).toBeVisible();
}

async function seal(page: Page, path: string): Promise<void> {
	await dropToSeal(page).setInputFiles(path);
	await button(page, 'Seal it').click();
}

/** Saves what a button offers, under a name of ours. */
async function save(page: Page, offers: Locator, name: string): Promise<{ path: string; suggested: string }> {
	const downloading = page.waitForEvent('download');
	await offers.click();
	const download = await downloading;
	const path = join(folder, name);
	await download.saveAs(path);
	return { path, suggested: download.suggestedFilename() };
}

/** Everything that lies in the origin's private files: path and length. */
const privateFiles = (page: Page): Promise<Record<string, number>> =>
	page.evaluate(async () => {
		const found: Record<string, number> = {};
		async function walk(folder: FileSystemDirectoryHandle, path: string): Promise<void> {
			for await (const [name, handle] of folder.entries())
				if (handle.kind === 'directory') await walk(handle, `${path}${name}/`);
				else found[path + name] = (await handle.getFile()).size;
		}
		await walk(await navigator.storage.getDirectory(), '');
		return found;
	});

test('a file above 64 MiB is sealed, carried away, dropped back in and opened, and nothing is left lying about', async ({
	page
}) => {
	test.setTimeout(120_000);
	await openLab(page);
	const path = makeFile('film.mov', LONG);
	expect(hashWorkers(page)).toBe(0);
	await seal(page, path);
	await expect(page.getByRole('progressbar', { name: 'Sealing “film.mov”' })).toBeVisible();
	// The text's and the message's, beside each other.
	await expect.poll(() => hashWorkers(page), { intervals: [20] }).toBe(2);
	await expect(page.getByText(/MiB of 70\.0 MiB, .* a second/)).toBeVisible();
	await expect(page.getByRole('status').getByText(/“film\.mov” is sealed/)).toBeVisible({ timeout: 60_000 });
	await expect(log(page).getByText('Seal “film.mov”')).toBeVisible();
	await expect.poll(() => hashWorkers(page)).toBe(0);

	await tab(page, /^Sealed/);
	const sealed = await save(page, button(page, 'Save .encrypted'), 'sealed');
	expect(sealed.suggested).toBe('film.mov.encrypted');
	const start = readFileSync(sealed.path).subarray(0, 3);
	expect([...start]).toEqual([2, 0x04, 0x78]);
	expect(statSync(sealed.path).size).toBeGreaterThan(LONG);
	expect(Object.values(await privateFiles(page))).toEqual([statSync(sealed.path).size]);

	await dropToOpen(page).setInputFiles(sealed.path);
	await expect(opened(page)).toContainText('every check passed', { timeout: 60_000 });
	await expect(log(page).getByText('Open “sealed”')).toBeVisible();
	const back = await save(page, button(page, 'Save as a file'), 'back');
	expect(await hashOf(back.path)).toBe(await hashOf(path));

	await button(page, 'Put away').click();
	await expect.poll(async () => Object.keys(await privateFiles(page))).toHaveLength(1);
});

test('what was sealed opens after a reload, and its bytes are the same', async ({ page }) => {
	await openLab(page);
	const path = makeFile('book.pdf', 3 * MIB + 7);
	await seal(page, path);
	await expect(page.getByText(/“book\.pdf” is sealed/)).toBeVisible();
	await saved(page);
	await page.reload();
	await tab(page, /^Sealed/);
	await button(page, 'Open').first().click();
	await expect(opened(page)).toContainText('every check passed');
	const back = await save(page, button(page, 'Save as a file'), 'back');
	expect(back.suggested).toBe('book.pdf');
	expect(await hashOf(back.path)).toBe(await hashOf(path));
});

test('what a closed tab had opened is swept away by the next', async ({ page, context }) => {
	await openLab(page);
	await seal(page, makeFile('book.pdf', 2 * MIB));
	await expect(page.getByText(/“book\.pdf” is sealed/)).toBeVisible();
	await tab(page, /^Sealed/);
	await button(page, 'Open').first().click();
	await expect(opened(page)).toContainText('every check passed');
	expect(Object.keys(await privateFiles(page))).toHaveLength(2);
	const next = await context.newPage();
	await openLab(next);
	await next.waitForTimeout(500);
	// The first tab still has it open: it stays.
	expect(Object.keys(await privateFiles(next))).toHaveLength(2);
	await page.close();
	await next.reload();
	await expect.poll(async () => Object.keys(await privateFiles(next))).toHaveLength(1);
});

test('a cancelled file leaves nothing: no entry, no bytes', async ({ page }) => {
	await openLab(page);
	const entries = await log(page).getByRole('listitem').count();
	await seal(page, makeFile('film.mov', LONG));
	await expect(page.getByText(/MiB of 70\.0 MiB, .* a second/)).toBeVisible();
	await button(page, 'Cancel').click();
	await expect(page.getByText('Cancelled. Nothing was sealed, and nothing was kept.')).toBeVisible();
	await expect.poll(() => hashWorkers(page)).toBe(0);
	await expect(page.getByRole('progressbar')).toHaveCount(0);
	expect(await log(page).getByRole('listitem').count()).toBe(entries);
	await expect.poll(() => privateFiles(page)).toEqual({});
	// The file is still in hand, and the world goes on.
	await expect(button(page, 'Seal it')).toBeEnabled();
	await expect(page.getByText('film.mov')).toBeVisible();
});

test('a damaged frame ends with its check, as the client’s refusal, and no plaintext is kept', async ({
	page
}) => {
	await openLab(page);
	await seal(page, makeFile('book.pdf', 20 * MIB));
	await expect(page.getByText(/“book\.pdf” is sealed/)).toBeVisible({ timeout: 30_000 });
	await tab(page, /^Sealed/);
	const { path } = await save(page, button(page, 'Save .encrypted'), 'damaged.encrypted');
	const bytes = readFileSync(path);
	bytes[15 * MIB]! ^= 1;
	writeFileSync(path, bytes);
	await dropToOpen(page).setInputFiles(path);
	const alert = page.getByRole('alert');
	await expect(alert).toContainText('MessageRefused: the tag of frame 15 does not fit');
	await expect(alert).toContainText(
		'Caught by the tag of a frame, here in your browser; KMS did not say this.'
	);
	await expect(alert).not.toContainText('InvalidCiphertext');
	await expect(opened(page)).toHaveCount(0);
	expect(Object.keys(await privateFiles(page))).toHaveLength(1);
	await expect(log(page).getByText('MessageRefused')).toBeVisible();

	// The same in place, at a byte of the header.
	await button(page, 'More').click();
	await page.getByRole('spinbutton', { name: /^Byte/ }).fill('60');
	await button(page, 'Flip a bit of it, then open').click();
	await expect(page.getByText(/Byte 60 with one bit flipped: caught by .*Nothing was opened/)).toBeVisible();
});

test('a wrong file is refused by its first byte, large or small', async ({ page }) => {
	await openLab(page);
	await tab(page, /^Sealed/);
	for (const length of [2 * MIB, 100_000]) {
		await dropToOpen(page).setInputFiles(makeFile('photo.raw', length));
		await expect(page.getByRole('alert')).toContainText(
			/MessageRefused: expected format version 2, got 0.* Caught by the version in the first byte/
		);
	}
	await dropToOpen(page).setInputFiles(makeFile('empty.encrypted', 0));
	await expect(page.getByRole('alert')).toContainText('“empty.encrypted” is empty. Expected');
});

test('a long file moves to another key and opens under it', async ({ page }) => {
	await openLab(page);
	await tab(page, /^Keys/);
	await page.getByLabel(/Description of a new key/).fill('Second');
	await button(page, 'Create key').click();
	await expect(page.getByText('Second', { exact: true })).toBeVisible();
	await tab(page, /^Seal(?!ed)/);
	const path = makeFile('book.pdf', 2 * MIB);
	await seal(page, path);
	await expect(page.getByText(/“book\.pdf” is sealed/)).toBeVisible();
	await tab(page, /^Sealed/);
	const before = await page.locator('article small').textContent();
	await button(page, 'More').click();
	await button(page, 'Move to this key').click();
	await expect(log(page).getByText('Move to another key')).toBeVisible();
	expect(await page.locator('article small').textContent()).not.toBe(before);
	await button(page, 'Open').first().click();
	await expect(opened(page)).toContainText('every check passed');
	const back = await save(page, button(page, 'Save as a file'), 'back');
	expect(await hashOf(back.path)).toBe(await hashOf(path));
});

test('without private files it is held in parts, and a sentence says so', async ({ page }) => {
	await page.addInitScript(() => {
		const refuse = () => Promise.reject(new DOMException('refused', 'SecurityError'));
		StorageManager.prototype.getDirectory = refuse;
		indexedDB.open = () => {
			throw new DOMException('refused', 'SecurityError');
		};
	});
	await openLab(page);
	const path = makeFile('book.pdf', 5 * MIB + 1);
	await seal(page, path);
	await expect(page.getByText(/“book\.pdf” is sealed.*This browser refuses private files/)).toBeVisible();
	await tab(page, /^Sealed/);
	const sealed = await save(page, button(page, 'Save .encrypted'), 'sealed.encrypted');
	await dropToOpen(page).setInputFiles(sealed.path);
	await expect(opened(page)).toContainText('held in memory, in parts');
	const back = await save(page, button(page, 'Save as a file'), 'back');
	expect(await hashOf(back.path)).toBe(await hashOf(path));
});

test('where its hashes get no worker it passes by all the same', async ({ page }) => {
	await page.addInitScript(() => {
		globalThis.Worker = class extends Worker {
			constructor(url: string | URL, options?: WorkerOptions) {
				if (/hash\.worker/.test(String(url))) throw new DOMException('refused', 'SecurityError');
				super(url, options);
			}
		};
	});
	await openLab(page);
	const path = makeFile('book.pdf', 5 * MIB + 1);
	await seal(page, path);
	await expect(page.getByText(/“book\.pdf” is sealed/)).toBeVisible();
	await tab(page, /^Sealed/);
	await button(page, 'Open').first().click();
	await expect(opened(page)).toContainText('every check passed');
	const back = await save(page, button(page, 'Save as a file'), 'back');
	expect(await hashOf(back.path)).toBe(await hashOf(path));
});

test('says at once when there is no room, and keeps the file in hand', async ({ page }) => {
	await page.addInitScript(() => {
		StorageManager.prototype.estimate = async () => ({ quota: 3_000_000, usage: 1_000_000 });
	});
	await openLab(page);
	await seal(page, makeFile('book.pdf', 5 * MIB));
	await expect(page.getByRole('alert')).toContainText(
		/This browser has no room for 5\.\d MiB, and has 1\.9 MiB\. Nothing was kept\./
	);
	expect(await privateFiles(page)).toEqual({});
	await expect(page.getByText('book.pdf')).toBeVisible();
});

test('dropped with the mouse; sealed and opened with keys alone at 390 px', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 800 });
	await openLab(page);
	const transfer = await page.evaluateHandle((length) => {
		const data = new DataTransfer();
		data.items.add(new File([new Uint8Array(length).fill(7)], 'dropped.bin'));
		return data;
	}, 2 * MIB);
	await page.getByText('Or drop a file of your own').dispatchEvent('drop', { dataTransfer: transfer });
	await expect(page.getByText('dropped.bin')).toBeVisible();

	const press = async (target: Locator) => {
		await target.focus();
		await expect(target).toBeFocused();
		await page.keyboard.press('Enter');
	};
	await press(button(page, 'Seal it'));
	await expect(page.getByText(/“dropped\.bin” is sealed/)).toBeVisible();
	await page.getByRole('tab', { name: /^Seal(?!ed)/ }).focus();
	await page.keyboard.press('ArrowRight');
	await press(button(page, 'Open').first());
	await expect(opened(page)).toContainText('every check passed');
	const choosing = page.waitForEvent('filechooser');
	await dropToOpen(page).focus();
	await page.keyboard.press('Enter');
	await choosing;
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(overflow).toBeLessThanOrEqual(0);
});
