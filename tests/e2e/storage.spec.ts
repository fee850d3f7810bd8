/** What this browser keeps, carries away and brings in; and what it says when it keeps nothing. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { button, entries, log, openFirst, opened, openLab, sealText, stored, tab } from './lab-page';

/** Longer than what the log itself holds. */
const LONG = Array.from({ length: 20_000 }, (_, i) => `line ${i}`).join('\n');

async function sealFile(page: Page, name: string, text: string): Promise<void> {
	await tab(page, /^Seal(?!ed)/);
	const file = { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
	await page.locator('input[type=file]').first().setInputFiles(file);
	await button(page, 'Seal it').click();
	await expect(log(page).getByText(`Seal “${name}”`)).toBeVisible();
}
const openWorlds = (page: Page) => page.locator('.bar').getByRole('button').first().click();

async function exported(page: Page, name: string): Promise<string> {
	await openWorlds(page);
	const download = page.waitForEvent('download');
	await button(page, `Export ${name}`).click();
	const file = await (await download).path();
	return readFileSync(file, 'utf8');
}
async function imported(page: Page, text: string): Promise<void> {
	await openWorlds(page);
	const file = { name: 'w.glass-kms.json', mimeType: 'application/json', buffer: Buffer.from(text) };
	await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file);
}
/** The bytes of what was opened last, as the person would save them. */
async function savedBytes(page: Page): Promise<string> {
	const download = page.waitForEvent('download');
	await button(page, 'Save as a file').click();
	return readFileSync(await (await download).path(), 'utf8');
}
/** Changes the rows of the worlds in the database, beside the page. */
const changeWorlds = (page: Page, version: number) =>
	page.evaluate(async (to) => {
		const done = <T>(request: IDBRequest<T>): Promise<T> =>
			new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
		const db = await done(indexedDB.open('glass-kms'));
		const store = db.transaction('worlds', 'readwrite').objectStore('worlds');
		for (const row of (await done(store.getAll())) as { origin: object }[])
			await done(store.put({ ...row, origin: { ...row.origin, version: to, name: 'From the future' } }));
		db.close();
	}, version);

test('a world travels with its long sealed things to another browser, and opens there', async ({
	page,
	browser
}) => {
	await openLab(page);
	await sealFile(page, 'novel.txt', LONG);
	const text = await exported(page, 'My first world');
	const there = await browser.newContext({ acceptDownloads: true });
	const other = await there.newPage();
	await openLab(other);
	await imported(other, text);
	await expect(log(other).getByText('Seal “novel.txt”')).toBeVisible();
	await other.keyboard.press('Escape');
	await openFirst(other);
	await expect(opened(other)).toBeVisible();
	expect(await savedBytes(other)).toBe(LONG);
	// And they are kept there, not only shown.
	await other.reload();
	await openFirst(other);
	await expect(opened(other)).toBeVisible();
	expect(await savedBytes(other)).toBe(LONG);
	await there.close();
});

test('what is not in a file is named, and the rest opens', async ({ page, browser }) => {
	await openLab(page);
	await sealFile(page, 'novel.txt', LONG);
	const file = JSON.parse(await exported(page, 'My first world')) as Record<string, unknown>;
	const there = await browser.newContext();
	const other = await there.newPage();
	await openLab(other);
	await imported(other, JSON.stringify({ ...file, payloads: {} }));
	await expect(
		other.getByText(/Not in this file: “novel\.txt”\. To open one, drop its \.encrypted file in/)
	).toBeVisible();
	await other.keyboard.press('Escape');
	await openFirst(other);
	await expect(other.getByRole('alert').getByText(/are not in this browser/)).toBeVisible();
	await there.close();
});

test('worlds are made, named, duplicated and deleted, and each goes on by itself', async ({ page }) => {
	await openLab(page);
	await sealText(page, 'in the first');
	await expect(log(page).getByText(/Seal “in the first/)).toBeVisible();
	await openWorlds(page);
	const dialog = page.getByRole('dialog');
	const names = () => dialog.locator('li strong').allTextContents();
	await dialog.getByLabel('Name of a new world').fill('A second');
	await button(page, 'New world').click();
	await expect.poll(names).toEqual(expect.arrayContaining(['My first world', 'A second']));
	await expect.poll(() => entries(page)).toEqual(['CreateKey', 'CreateAlias']);
	await dialog.getByLabel('New name of the open world').fill('The renamed one');
	await button(page, 'Rename').click();
	await expect.poll(names).toEqual(expect.arrayContaining(['My first world', 'The renamed one']));
	await button(page, 'Duplicate My first world').click();
	await expect(button(page, 'Open My first world (copy)')).toBeVisible();

	// Asked twice, and only then.
	await dialog.getByRole('button', { name: 'Delete My first world', exact: true }).click();
	expect(await names()).toHaveLength(3);
	await button(page, 'Delete My first world for good').click();
	await expect(button(page, 'Open My first world (copy)')).toBeVisible();
	await expect.poll(async () => (await names()).sort()).toEqual(['My first world (copy)', 'The renamed one']);
	await page.keyboard.press('Escape');
	await page.reload();
	await expect.poll(() => entries(page)).toEqual(['CreateKey', 'CreateAlias']);
	await openWorlds(page);
	await button(page, 'Open My first world (copy)').click();
	await page.keyboard.press('Escape');
	// It is the one that is shown.
	await expect(log(page).getByText(/Seal “in the first/)).toBeVisible();
	await openFirst(page);
	await expect(opened(page)).toHaveText('in the first');

	await openWorlds(page);
	await button(page, 'Forget everything here').click();
	await button(page, 'Yes, forget every world here').click();
	await expect.poll(async () => (await stored(page)).worlds.length).toBeLessThanOrEqual(1);
	expect((await stored(page)).entries.map(({ entry }) => entry.command.type)).not.toContain('client.seal');
});

test('a damaged file is refused with a sentence, and the worlds here stay', async ({ page }) => {
	await openLab(page);
	await sealFile(page, 'novel.txt', LONG);
	const text = await exported(page, 'My first world');
	const before = await stored(page);
	await page.keyboard.press('Escape');
	await imported(page, text.replace('CreateAlias', 'DeleteAlias'));
	await expect(page.getByText(/damaged at entry \d+: its id does not fit its command/).first()).toBeVisible();
	expect(await stored(page)).toEqual(before);
});

test('a world of a newer version is refused with a sentence and kept; the lab goes on with another', async ({
	page
}) => {
	await openLab(page);
	await sealText(page, 'from the future');
	await expect(log(page).getByText(/Seal “from/)).toBeVisible();
	await page.goto('scenarios/');
	await changeWorlds(page, 99);
	const before = await stored(page);
	await openLab(page);
	await expect(
		page.getByText(/is of version 99; this page reads up to version 1\. Reload the page/)
	).toBeVisible();
	await expect.poll(() => entries(page)).toEqual(['CreateKey', 'CreateAlias']);
	const after = await stored(page);
	expect(after.worlds).toHaveLength(2);
	expect(after.worlds).toEqual(expect.arrayContaining(before.worlds));
	expect(after.entries).toEqual(expect.arrayContaining(before.entries));
	await openWorlds(page);
	await button(page, 'Open From the future').click();
	await expect(page.getByRole('dialog').getByText(/version 99/)).toBeVisible();
});

test('where storage is denied, worlds live in memory, the page says so, and a file carries them', async ({
	page
}) => {
	await page.addInitScript(() => {
		const denied = () => {
			throw new DOMException('denied', 'SecurityError');
		};
		for (const name of ['indexedDB', 'localStorage', 'sessionStorage'])
			Object.defineProperty(window, name, { get: denied });
		Object.defineProperty(StorageManager.prototype, 'getDirectory', { value: denied });
	});
	await openLab(page);
	await expect(page.getByText(/keeps nothing for this page, so worlds live in memory/)).toBeVisible();
	await sealFile(page, 'novel.txt', LONG);
	await openFirst(page);
	await expect(opened(page)).toBeVisible();
	const text = await exported(page, 'My first world');
	await page.reload();
	await expect.poll(() => entries(page)).toEqual(['CreateKey', 'CreateAlias']);
	await imported(page, text);
	await expect(log(page).getByText('Seal “novel.txt”')).toBeVisible();
	await page.keyboard.press('Escape');
	await openFirst(page);
	await expect(opened(page)).toBeVisible();
	expect(await savedBytes(page)).toBe(LONG);
});

/** Fills what this browser grants the page with things of no meaning, to the last bytes; @returns how much. */
const fill = (page: Page) =>
	page.evaluate(async () => {
		const db = await new Promise<IDBDatabase>((resolve) => {
			const request = indexedDB.open('glass-kms');
			request.onsuccess = () => resolve(request.result);
		});
		let filled = 0;
		for (let size = 2 ** 22; size >= 1;) {
			const fits = await new Promise<boolean>((resolve) => {
				const tx = db.transaction('payloads', 'readwrite');
				tx.objectStore('payloads').put(
					crypto.getRandomValues(new Uint8Array(Math.min(size, 65_536))),
					`fill ${filled}`
				);
				if (size > 65_536) tx.objectStore('payloads').put(new Uint8Array(size), `more ${filled}`);
				tx.oncomplete = () => resolve(true);
				tx.onabort = () => resolve(false);
			});
			if (fits) filled += size;
			else size = Math.floor(size / 2);
		}
		db.close();
		return filled;
	});

test('when the browser has no room left, nothing done is lost, and it is saved once there is room', async ({
	page,
	baseURL
}) => {
	const debug = await page.context().newCDPSession(page);
	const origin = new URL(baseURL ?? '').origin;
	await debug.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 16 * 2 ** 20 });
	await openLab(page);
	await sealText(page, 'while there was room');
	await expect(log(page).getByText(/Seal “while/)).toBeVisible();
	const saved = (await stored(page)).entries.length;
	expect(await fill(page)).toBeGreaterThan(2 ** 20);
	await sealFile(page, 'novel.txt', LONG);
	await expect(page.getByRole('alert').getByText(/no room left.*goes on in memory: export it/)).toBeVisible();
	await openFirst(page);
	await expect(opened(page)).toBeVisible();
	expect((await stored(page)).entries).toHaveLength(saved);
	await debug.send('Storage.overrideQuotaForOrigin', { origin });
	await expect(page.getByText('Not saved')).toBeHidden();
	const shown = await entries(page);
	await page.reload();
	await expect.poll(() => entries(page)).toEqual(shown);
	await openFirst(page);
	await expect(opened(page)).toBeVisible();
	expect(await savedBytes(page)).toBe(LONG);
});

test('a browser that has no room for a first world gives one in memory', async ({ page, baseURL }) => {
	const debug = await page.context().newCDPSession(page);
	const origin = new URL(baseURL ?? '').origin;
	await debug.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
	await openLab(page);
	await expect(page.getByText(/no room .*worlds live in memory/)).toBeVisible();
	await sealText(page, 'in memory');
	await openFirst(page);
	await expect(opened(page)).toHaveText('in memory');
});

test('asks to be kept for good at the first sealed thing, once, and shows the answer', async ({ page }) => {
	await page.addInitScript(() => {
		const real = navigator.storage.persist.bind(navigator.storage);
		Object.defineProperty(navigator.storage, 'persist', {
			value: () => {
				localStorage.setItem('asked', String(Number(localStorage.getItem('asked') ?? 0) + 1));
				return real();
			}
		});
	});
	const asked = () => page.evaluate(() => localStorage.getItem('asked'));
	await openLab(page);
	await tab(page, /^Keys/);
	await button(page, 'Rotate now').click();
	expect(await asked()).toBeNull();
	await sealText(page, 'the first');
	// A fresh browser does not agree; what it says itself is what is shown.
	await expect(page.getByText(/did not agree to keep your worlds for good: it may clear them/)).toBeVisible();
	expect(await asked()).toBe('1');
	await button(page, 'Understood').click();
	await expect(page.getByText('Will it be kept?')).toBeHidden();
	await page.reload();
	await sealText(page, 'the second');
	await expect(log(page).getByText(/Seal “the second”/)).toBeVisible();
	expect(await asked()).toBe('1');
	await openWorlds(page);
	await expect(page.getByRole('dialog').getByText(/did not agree to keep/)).toBeVisible();
	// Two to begin with, a rotation, two sealed things.
	await expect(page.getByRole('dialog').getByText('5 entries, open now')).toBeVisible();
});

test('says so when the browser agreed', async ({ page, browser, baseURL }) => {
	const debug = await browser.newBrowserCDPSession();
	const { targetInfo } = await (await page.context().newCDPSession(page)).send('Target.getTargetInfo');
	await debug.send('Browser.grantPermissions', {
		permissions: ['durableStorage'],
		origin: new URL(baseURL ?? '').origin,
		browserContextId: targetInfo.browserContextId!
	});
	await openLab(page);
	await sealText(page, 'the first');
	await expect(page.getByText(/agreed to keep your worlds until you delete them/)).toBeVisible();
});

test('a browser without locks is told to keep a world in one tab', async ({ page }) => {
	await page.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }));
	await openLab(page);
	await expect(page.getByText(/Keep this world open in one tab only/)).toBeVisible();
	await sealText(page, 'unguarded');
	await expect(log(page).getByText(/Seal “unguarded”/)).toBeVisible();
});
