/** The lab as a person finds it: names of its parts, and the few deeds that many tests begin with. */
import { expect, type Locator, type Page } from '@playwright/test';

export const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
export const tab = (page: Page, name: RegExp): Promise<void> => page.getByRole('tab', { name }).click();
export const log = (page: Page): Locator => page.getByRole('region', { name: 'Log', exact: true });
/** The entries of the log that is shown, in order. */
export const entries = (page: Page): Promise<string[]> => log(page).locator('.title').allTextContents();
/** The entry at which the world stands, counted from 1. */
export const standsAt = (page: Page): Promise<string> =>
	log(page).locator('[aria-current="step"] .number').innerText();

export async function openLab(page: Page): Promise<void> {
	await page.goto('lab/');
	await expect(page.getByRole('tab', { name: /^Seal(?!ed)/ })).toBeVisible();
}

export async function sealText(page: Page, text: string): Promise<void> {
	await tab(page, /^Seal(?!ed)/);
	await page.getByLabel('Your text').fill(text);
	await button(page, 'Seal it').click();
}

/** Opens the sealed thing that lies on top. */
export async function openFirst(page: Page): Promise<void> {
	await tab(page, /^Sealed/);
	await button(page, 'Open')
		.and(page.getByText('Open', { exact: true }))
		.first()
		.click();
}

/** The words of what was opened last. */
export const opened = (page: Page): Locator => page.locator('.words');

/** What this browser's database has, read beside the page: entries in the order they were saved. */
export const stored = (page: Page): Promise<{ worlds: StoredWorldRow[]; entries: StoredEntryRow[] }> =>
	page.evaluate(async () => {
		const done = <T>(request: IDBRequest<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error ?? new Error('refused'));
			});
		const db = await done(indexedDB.open('glass-kms'));
		const tx = db.transaction(['worlds', 'entries']);
		const [worlds, entries] = await Promise.all([
			done(tx.objectStore('worlds').getAll()),
			done(tx.objectStore('entries').index('order').getAll() as IDBRequest<WrittenEntryRow[]>)
		]);
		db.close();
		// Entries lie there as text.
		return {
			worlds,
			entries: entries.map((row) => ({ ...row, entry: JSON.parse(row.entry) as StoredEntryRow['entry'] }))
		};
	});

/** Waits until this browser's database has every entry that the log shows: then a reload loses nothing. */
export async function saved(page: Page): Promise<void> {
	const shown = await log(page).locator('.title').count();
	await expect.poll(async () => (await stored(page)).entries.length).toBe(shown);
}

interface StoredWorldRow {
	readonly id: string;
	readonly head: string | null;
	readonly origin: { readonly name: string; readonly version: number };
}
/** As it lies there. */
type WrittenEntryRow = Omit<StoredEntryRow, 'entry'> & { readonly entry: string };
interface StoredEntryRow {
	readonly world: string;
	readonly id: string;
	readonly at: number;
	readonly entry: {
		readonly id: string;
		readonly parent: string | null;
		readonly command: { readonly type: string };
	};
}
