/** One world in two tabs: one writes, the other follows it live and may take over; nothing is ever lost on the way. */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import {
	button,
	entries,
	log,
	opened,
	openFirst,
	openLab,
	sealText,
	standsAt,
	stored,
	tab
} from './lab-page';

const following = (page: Page) => page.getByText('You are following');
const takeOver = (page: Page) => button(page, 'Take over here');

async function twoTabs(context: BrowserContext): Promise<[Page, Page]> {
	const a = await context.newPage();
	await openLab(a);
	await expect(log(a).getByText('CreateAlias')).toBeVisible();
	const b = await context.newPage();
	await openLab(b);
	await expect(following(b)).toBeVisible();
	return [a, b];
}

/** Every entry has its parent, and the world stands at one of them. */
async function expectWhole(page: Page): Promise<void> {
	const { worlds, entries: rows } = await stored(page);
	for (const world of worlds) {
		const own = rows.filter((row) => row.world === world.id);
		const ids = new Set(own.map((row) => row.id));
		expect(own.map((row) => row.at)).toEqual(own.map((_, i) => i));
		for (const { entry } of own) expect(entry.parent === null || ids.has(entry.parent)).toBe(true);
		expect(world.head === null || ids.has(world.head)).toBe(true);
	}
}

test('what is done in one tab is seen in the other, as it happens', async ({ context }) => {
	const [a, b] = await twoTabs(context);
	await expect(following(a)).toBeHidden();
	await sealText(a, 'hello over there');
	await expect(log(b).getByText(/Seal “hello over there”/)).toBeVisible();
	await expect(b.getByRole('tab', { name: /^Sealed\s*1/ })).toBeVisible();

	await button(a, 'Undo').click();
	await expect.poll(() => standsAt(b)).toBe(await standsAt(a));
	await expect(b.getByRole('tab', { name: /^Sealed$/ })).toBeVisible();
	await button(a, 'Redo').click();
	await expect(b.getByRole('tab', { name: /^Sealed\s*1/ })).toBeVisible();

	await button(a, 'My first world').click();
	await a.getByLabel('New name of the open world').fill('Seen from both');
	await button(a, 'Rename').click();
	await expect(button(b, 'Seen from both')).toBeVisible();
});

test('the tab that follows refuses to act with a sentence, and changes nothing', async ({ context }) => {
	const [a, b] = await twoTabs(context);
	const before = await stored(a);
	await sealText(b, 'not from here');
	await expect(
		b.getByRole('alert').getByText(/Another tab writes in this world.*take over here/)
	).toBeVisible();
	await button(b, '+ 90 days').click();
	await tab(b, /^Keys/);
	await button(b, 'Rotate now').click();
	await expect(button(b, 'Undo')).toBeDisabled();
	// Looking back is free, and no one else is moved by it.
	await log(b).getByText('CreateKey').click();
	await b.waitForTimeout(300);
	expect(await stored(a)).toEqual(before);
	expect(await standsAt(a)).toBe('2');

	await button(b, 'My first world').click();
	await b.getByLabel('New name of the open world').fill('Mine now');
	await button(b, 'Rename').click();
	await expect(b.getByText(/Another tab writes in this world\. Open it here/).first()).toBeVisible();
	expect(await stored(a)).toEqual(before);
});

test('taking over turns the other tab into a follower, and back again', async ({ context }) => {
	const [a, b] = await twoTabs(context);
	await sealText(a, 'first in A');
	await expect(log(b).getByText(/Seal “first in A”/)).toBeVisible();
	// What was typed before taking over is still there after it.
	await b.getByLabel('Your text').fill('then in B');
	await takeOver(b).click();
	await expect(following(b)).toBeHidden();
	await expect(following(a)).toBeVisible();
	await expect(b.getByLabel('Your text')).toHaveValue('then in B');
	await button(b, 'Seal it').click();
	await expect(log(a).getByText(/Seal “then in B”/)).toBeVisible();
	await sealText(a, 'refused');
	await expect(a.getByRole('alert').getByText(/Another tab writes/)).toBeVisible();

	await takeOver(a).click();
	await expect(following(b)).toBeVisible();
	await button(a, 'Seal it').click();
	await expect(log(b).getByText(/Seal “refused”/)).toBeVisible();
	expect(await entries(a)).toEqual(await entries(b));
	expect(await entries(a)).toEqual([
		'CreateKey',
		'CreateAlias',
		'Seal “first in A”',
		'Seal “then in B”',
		'Seal “refused”'
	]);
	await expectWhole(a);
});

test('when the tab that writes is closed or crashes, the other goes on', async ({ context }) => {
	const [a, b] = await twoTabs(context);
	await sealText(a, 'before the close');
	await expect(log(b).getByText(/Seal “before the close”/)).toBeVisible();
	await a.close();
	await expect(following(b)).toBeHidden();
	await sealText(b, 'alone now');
	await expect(log(b).getByText(/Seal “alone now”/)).toBeVisible();

	const c = await context.newPage();
	await openLab(c);
	await expect(following(c)).toBeVisible();
	const debug = await context.newCDPSession(b);
	void debug.send('Page.crash').catch(() => undefined);
	await expect(following(c)).toBeHidden();
	await openFirst(c);
	await expect(opened(c)).toHaveText('alone now');
	await expectWhole(c);
});

test('both reload at once: one writes, one follows, and the world is whole', async ({ context }) => {
	const [a, b] = await twoTabs(context);
	await sealText(a, 'over the reload');
	await expect(log(b).getByText(/Seal “over the reload”/)).toBeVisible();
	await Promise.all([a.reload(), b.reload()]);
	for (const page of [a, b]) await expect(log(page).getByText(/Seal “over the reload”/)).toBeVisible();
	await expect
		.poll(async () => [await following(a).isVisible(), await following(b).isVisible()].sort())
		.toEqual([false, true]);
	expect((await stored(a)).worlds).toHaveLength(1);
	await expectWhole(a);
});

test('two tabs of a browser that has no world yet share one', async ({ context }) => {
	const pages = await Promise.all([context.newPage(), context.newPage()]);
	await Promise.all(pages.map((page) => openLab(page)));
	expect((await stored(pages[0])).worlds).toHaveLength(1);
	const states = await Promise.all(pages.map((page) => following(page).isVisible()));
	expect(states.sort()).toEqual([false, true]);
});

test('taking over while the other works loses neither its work nor what follows', async ({ context }) => {
	const [a, b] = await twoTabs(context);
	await tab(a, /^Keys/);
	await button(a, 'Turn automatic rotation on').click();
	await expect(log(b).getByText('EnableKeyRotation')).toBeVisible();
	// Ten years at a time, again and again, while the other tab takes over in the middle.
	const press = button(a, '+ 10 years');
	const working = (async () => {
		for (let i = 0; i < 6; i++) await press.click({ timeout: 3000 }).catch(() => undefined);
	})();
	await b.waitForTimeout(80);
	await takeOver(b).click();
	await expect(following(a).or(a.getByText('Nothing was done'))).toBeVisible();
	await working;
	await sealText(b, 'after taking over');
	await expect(log(b).locator('.title', { hasText: 'Seal “after taking over”' })).toBeVisible();
	await expect.poll(async () => (await entries(a)).at(-1)).toMatch(/after taking over/);
	await expectWhole(b);
	const { entries: rows } = await stored(b);
	const shown = await entries(b);
	await b.reload();
	await expect(log(b).locator('.title', { hasText: 'Seal “after taking over”' })).toBeVisible();
	expect(await entries(b)).toEqual(shown);
	expect((await stored(b)).entries.map((row) => row.id)).toEqual(rows.map((row) => row.id));
});

test('a world deleted in another tab goes on in memory, and says so', async ({ context }) => {
	const [a, b] = await twoTabs(context);
	await sealText(a, 'soon nowhere');
	await expect(log(b).getByText(/Seal “soon nowhere”/)).toBeVisible();
	await button(a, 'My first world').click();
	await button(a, 'Forget everything here').click();
	await button(a, 'Yes, forget every world here').click();
	await expect(b.getByText(/was deleted in another tab\. It goes on here in memory/)).toBeVisible();
	await openFirst(b);
	await expect(opened(b)).toHaveText('soon nowhere');
	const { worlds, entries: rows } = await stored(a);
	expect(worlds).toHaveLength(1);
	expect(rows.filter((row) => row.entry.command.type === 'client.seal')).toEqual([]);
});
