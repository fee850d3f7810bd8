/** A scene on the big screen: led by a clicker, by keys or by a finger; a stray click changes nothing. */
import { expect, test, type Page } from '@playwright/test';
import { seenIn } from './stage-words';

test.use({ viewport: { width: 1280, height: 720 } });

const at = (page: Page, step: number) =>
	expect(page.getByText(new RegExp(`^Step ${step} of`))).toBeAttached();
/** Until the page listens. */
async function first(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await expect(async () => {
		await page.keyboard.press('PageDown');
		await expect(page.getByText(/^Step 2 of/)).toBeAttached({ timeout: 2000 });
	}).toPass();
}
test('a clicker and its keys lead through the scene, and clicks change nothing', async ({ page }) => {
	await first(page, 'present/envelope-seal/');
	for (const [key, step] of [
		['PageDown', 3],
		['PageUp', 2],
		['ArrowRight', 3],
		['ArrowLeft', 2],
		[' ', 3],
		['Home', 1],
		['End', 8],
		['2', 2]
	] as const) {
		await page.keyboard.press(key);
		await at(page, step);
	}
	for (const [x, y] of [
		[40, 40],
		[640, 360],
		[1200, 650]
	] as const) {
		await page.mouse.click(x, y);
		await page.mouse.dblclick(x, y);
	}
	await page.keyboard.press('PageUp');
	await at(page, 1);

	const curtain = page.locator('.curtain');
	for (const key of ['.', 'b']) {
		await page.keyboard.press(key);
		await expect(curtain).toBeHidden();
		await page.keyboard.press(key);
		await expect(curtain).toBeVisible();
	}
	await page.keyboard.press('f');
	await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
	await page.keyboard.press('f');
	await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(false);
});

test('a finger drawn across goes on and back; a tap, or a finger drawn down, does not', async ({ page }) => {
	await first(page, 'present/envelope-seal/');
	const session = await page.context().newCDPSession(page);
	const draw = async (from: readonly [number, number], to: readonly [number, number]): Promise<void> => {
		const point = ([x, y]: readonly [number, number]) => [{ x, y }];
		await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: point(from) });
		await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: point(to) });
		await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
	};
	await draw([900, 300], [500, 320]);
	await at(page, 3);
	await draw([500, 300], [500, 300]);
	await draw([500, 300], [520, 600]);
	await draw([500, 300], [900, 320]);
	await at(page, 2);
});

test('rehearsal and talk show the same bytes, in letters read from the back row', async ({ page }) => {
	const seen: string[][] = [];
	for (let time = 0; time < 2; time++) {
		await first(page, 'present/envelope-seal/');
		await page.keyboard.press('End');
		await at(page, 8);
		seen.push(await seenIn(page.locator('body')));
	}
	expect(seen[0]).toEqual(seen[1]);
	expect(seen[0]!.filter((word) => /^[0-9a-f]{4}\b/.test(word)).length).toBeGreaterThan(0);
	for (const key of ['Home', ...Array<string>(7).fill('PageDown')]) {
		await page.keyboard.press(key);
		// Found and measured in one go: what is over is taken away meanwhile.
		const sizes = await page.evaluate(() =>
			[...document.querySelectorAll('.layers text:not(.seal text), .caption, .stop')].map((one) =>
				parseFloat(getComputedStyle(one).fontSize)
			)
		);
		expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
	}
});
