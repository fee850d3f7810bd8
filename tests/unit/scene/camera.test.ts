/** On a phone the page follows the scene. */
import { expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById } from '$lib/scenarios';
import { scrollFor, spanOf } from '$lib/scene/camera';
import { laneOf, layoutOf } from '$lib/scene/geometry/layout';
import { sceneOfScenario } from '$lib/view/play';

const WINDOW = { top: 0, bottom: 600 };

test.each([
	['in view: the page stays', { top: 40, bottom: 400 }, 0],
	['beneath the fold: up, until its lower edge is in view', { top: 500, bottom: 800 }, 212],
	['above the window: down, to its upper edge', { top: -100, bottom: 200 }, -112],
	['taller than the window: to its upper edge', { top: 100, bottom: 900 }, 88]
])('%s', (_, span, by) => expect(scrollFor(span, WINDOW)).toBe(by));

test('what the HSM does is in view on a phone, however many keys stand above', async () => {
	const scenario = scenarioById('alias-manual-rotation')!;
	const { scene } = await sceneOfScenario(scenario, createInProcessHsm({ seed: fromHex(scenario.seed) }));
	const layout = layoutOf(scene, { width: 358, height: 480 });
	const hsm = laneOf(layout, 'hsm');
	const inside = scene.beats.filter(({ focus }) => focus === 'hsm');
	expect(inside.length).toBeGreaterThan(1);
	for (const beat of inside) {
		const span = spanOf(beat, layout);
		const by = scrollFor(span, WINDOW);
		expect(span.top - by).toBeGreaterThanOrEqual(WINDOW.top);
		expect(hsm.y + hsm.h - by).toBeLessThanOrEqual(WINDOW.bottom);
	}
});
