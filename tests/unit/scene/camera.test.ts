/** On a phone the page follows the scene. */
import { expect, test } from 'vitest';
import { scrollFor } from '$lib/scene/camera';

const WINDOW = { top: 0, bottom: 600 };

test.each([
	['in view: the page stays', { top: 40, bottom: 400 }, 0],
	['beneath the fold: up, until its lower edge is in view', { top: 500, bottom: 800 }, 212],
	['above the window: down, to its upper edge', { top: -100, bottom: 200 }, -112],
	['taller than the window: to its upper edge', { top: 100, bottom: 900 }, 88]
])('%s', (_, span, by) => expect(scrollFor(span, WINDOW)).toBe(by));
