/** What a person reads on a stage and beneath it. */
import type { Locator } from '@playwright/test';

/**
 * Each word that is seen in `place`, with where it stands from the corner of the stage. What is made ahead of its turn
 * is in the document, too, and is not seen.
 */
export const seenIn = (place: Locator): Promise<string[]> =>
	place.evaluate((root) => {
		const stage = root.querySelector('.layers')!.getBoundingClientRect();
		const isSeen = (one: Element): boolean =>
			one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
		return [...root.querySelectorAll('.layers text, .caption, .stop')]
			.filter(isSeen)
			.map((one) => {
				const { x, y } = one.getBoundingClientRect();
				return `${one.textContent} at ${Math.round(x - stage.x)} ${Math.round(y - stage.y)}`;
			})
			.sort();
	});
