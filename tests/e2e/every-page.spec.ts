/**
 * Every page keeps its own policy, asks no third party for anything, sets no cookie, says nothing to the console, and
 * axe finds nothing on it in either theme. One browser page visits them all, as a person would: there are many.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { BUILD } from '../../scripts/serve.mjs';
import { pages, samplePages } from './pages';

interface Visitor {
	readonly page: Page;
	/** What went wrong since it was last emptied. */
	readonly troubles: string[];
}

const test = base.extend<object, { visitor: Visitor }>({
	visitor: [
		async ({ browser }, use, { project }) => {
			const { baseURL } = project.use;
			const context = await browser.newContext({
				...(baseURL !== undefined && { baseURL }),
				serviceWorkers: 'allow',
				reducedMotion: 'reduce',
				colorScheme: 'light'
			});
			const page = await context.newPage();
			const troubles: string[] = [];
			page.on('console', (message) => {
				if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
			});
			page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
			page.on('request', (request) => {
				const { origin, protocol } = new URL(request.url());
				if (protocol.startsWith('http') && origin !== new URL(baseURL ?? '').origin)
					troubles.push(`third party: ${request.url()}`);
			});
			await page.addInitScript(() => {
				document.addEventListener('securitypolicyviolation', (event) =>
					console.error(`violates ${event.violatedDirective}: ${event.blockedURI}`)
				);
			});
			await use({ page, troubles });
			await context.close();
		},
		{ scope: 'worker' }
	]
});

test('there are pages', () => {
	expect(pages).toContain('');
	expect(pages).toContain('lab/');
});

test('every page has the strict policy: no other origin, no script of its own without a hash', () => {
	for (const path of pages) {
		const html = readFileSync(`${BUILD}${path}index.html`, 'utf8');
		const [, policy = ''] = /<meta http-equiv="content-security-policy" content="([^"]*)"/i.exec(html) ?? [];
		const directives = new Map(
			policy.split(';').map((directive) => {
				const [name = '', ...sources] = directive.trim().split(/\s+/);
				return [name, sources] as const;
			})
		);
		const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
		expect(scripts.length, path).toBeGreaterThan(0);
		for (const [, script = ''] of scripts) {
			const hash = createHash('sha256').update(script).digest('base64');
			expect(directives.get('script-src'), path).toContain(`'sha256-${hash}'`);
		}
		expect(html, path).not.toMatch(/<[^>]+\son\w+=/);
		for (const name of ['default-src', 'worker-src', 'connect-src'])
			expect(directives.get(name), `${path}: ${name}`).toEqual(["'self'"]);
		for (const [name, sources] of directives)
			for (const source of sources)
				expect(source, `${path}: ${name}`).toMatch(
					name === 'style-src-attr' ? /^'unsafe-inline'$/ : /^('self'|'none'|'sha256-.*'|data:|blob:)$/
				);
	}
});

/** Between the themes, colours fade: a contrast is that of a colour that stays. */
const settle = (page: Page): Promise<void> =>
	page.evaluate(() => {
		for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
	});

/** No page has a frame, so axe runs in the page itself; otherwise it opens one more for each analysis. */
async function findings(page: Page, rules?: string[]): Promise<string[]> {
	await settle(page);
	const { violations } = await new AxeBuilder({ page })
		.setLegacyMode(true)
		.options({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })
		.analyze();
	return violations.flatMap(({ id, nodes }) =>
		nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`)
	);
}

for (const path of samplePages)
	test(`/${path} keeps to its policy and has nothing for axe`, async ({ visitor }) => {
		const { page, troubles } = visitor;
		troubles.length = 0;
		await page.emulateMedia({ colorScheme: 'light' });
		await page.goto(path);
		await page.waitForLoadState('networkidle');

		expect(await page.context().cookies()).toEqual([]);
		expect(page.frames()).toHaveLength(1);
		expect(troubles).toEqual([]);

		expect(await findings(page), 'light').toEqual([]);
		await page.emulateMedia({ colorScheme: 'dark' });
		// Of all rules, only that of contrast can find something else in another theme.
		expect(await findings(page, ['color-contrast']), 'dark').toEqual([]);
	});
