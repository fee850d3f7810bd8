#!/usr/bin/env node
// Finds a Chromium for the tests, or installs one: BROWSER_PATH, Playwright's own, a system browser,
// Debian's package when root, `playwright install`; else one sentence that names the ways out.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

const SYSTEM_BROWSERS = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/usr/bin/microsoft-edge',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
];

/** The path of a Chromium that is on this machine, or undefined. */
export function findBrowser() {
	const own = () => {
		try {
			return chromium.executablePath();
		} catch {
			return undefined;
		}
	};
	return [process.env.BROWSER_PATH, own(), ...SYSTEM_BROWSERS].find((path) => path && existsSync(path));
}

/** Launch options for Playwright and for Vitest's browser mode. */
export function launchOptions() {
	const executablePath = findBrowser();
	const root = process.getuid?.() === 0;
	return {
		...(executablePath ? { executablePath } : {}),
		args: [
			...(root ? ['--no-sandbox'] : []),
			'--disable-gpu',
			'--disable-dev-shm-usage',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync'
		]
	};
}

function attempt(command, args) {
	try {
		execFileSync(command, args, { stdio: 'inherit' });
		return true;
	} catch {
		return false;
	}
}

function installBrowser() {
	const root = process.getuid?.() === 0;
	if (root && existsSync('/usr/bin/apt-get')) {
		attempt('apt-get', ['update', '-qq']);
		attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
		if (findBrowser()) return;
	}
	attempt(process.execPath, [
		fileURLToPath(new URL('../node_modules/playwright/cli.js', import.meta.url)),
		'install',
		'chromium'
	]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	if (!findBrowser()) installBrowser();
	const found = findBrowser();
	if (!found) {
		console.error(
			'No browser for the tests: install Chromium or Chrome, or run `npx playwright install chromium`, or set BROWSER_PATH to a Chromium binary.'
		);
		process.exit(1);
	}
	console.log(`browser: ${found}`);
}
