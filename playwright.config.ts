import process from 'node:process';
import { defineConfig } from '@playwright/test';
import { launchOptions } from './scripts/browser.mjs';

const port = Number(process.env.E2E_PORT ?? 4199);

/** Tests of the built site. `npm test` builds it first; alone, run `npm run build` before. */
export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results/e2e',
	fullyParallel: true,
	// One more than the two cores this is sized for: a test waits for much of its time.
	workers: 3,
	retries: process.env.CI ? 1 : 0,
	forbidOnly: Boolean(process.env.CI),
	timeout: 45_000,
	expect: { timeout: 15_000 },
	reporter: 'list',
	use: {
		baseURL: `http://127.0.0.1:${port}/`,
		browserName: 'chromium',
		launchOptions: launchOptions(),
		// The service worker fetches the whole site for each new browser; specs that speak of it allow it.
		serviceWorkers: 'block',
		trace: 'on-first-retry'
	},
	webServer: {
		command: `node scripts/start.mjs --no-build --port ${port}`,
		url: `http://127.0.0.1:${port}/`,
		reuseExistingServer: !process.env.CI,
		timeout: 20_000
	}
});
