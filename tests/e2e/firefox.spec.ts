/**
 * A smoke of the same site in Firefox, where it is installed. Playwright drives only a Firefox of its own make;
 * Puppeteer drives the one that people have, through WebDriver BiDi.
 */
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { launch } from 'puppeteer-core';

const firefox = [
	'/usr/bin/firefox',
	'/usr/bin/firefox-esr',
	'/Applications/Firefox.app/Contents/MacOS/firefox'
].find((path) => existsSync(path));

test('Firefox seals a sentence, opens it, and plays a scene', async ({ baseURL }) => {
	test.skip(firefox === undefined, 'Firefox is not installed');
	const browser = await launch({ browser: 'firefox', executablePath: firefox!, headless: true });
	try {
		const page = await browser.newPage();
		const troubles: string[] = [];
		page.on('console', (message) => {
			if (message.type() === 'error') troubles.push(message.text());
		});
		page.on('pageerror', (error) => troubles.push(String(error)));
		await page.setViewport({ width: 1280, height: 800 });

		await page.goto(baseURL!);
		await page.locator('::-p-aria(Seal it)').click();
		await page.locator('::-p-aria(Open it)').click();
		await page.locator('::-p-text(Opened)').wait();

		await page.goto(`${baseURL!}scenarios/rotate/`);
		const step = (): Promise<string | null | undefined> =>
			page.$eval('[aria-label="Step"]', (slider) => slider.getAttribute('aria-valuetext'));
		await expect.poll(step).toMatch(/^Step 1 of/);
		await page.locator('::-p-aria(Step forward)').click();
		await expect.poll(step).toMatch(/^Step 2 of/);

		expect(troubles).toEqual([]);
	} finally {
		await browser.close();
	}
});
