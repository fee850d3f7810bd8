/** axe finds nothing, on any page, in either theme. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { pages } from './pages';

for (const path of pages)
	for (const colorScheme of ['light', 'dark'] as const)
		test(`/${path} in ${colorScheme} has nothing for axe`, async ({ page }) => {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await page.goto(path);
			await page.waitForLoadState('networkidle');
			const { violations } = await new AxeBuilder({ page }).analyze();
			const found = violations.flatMap(({ id, nodes }) =>
				nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`)
			);
			expect(found).toEqual([]);
		});
