/** The ways of real scenes, at real sizes. */
import { expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { createInProcessHsm } from '$lib/hsm/in-process';

import { scenarioById, SCENARIOS } from '$lib/scenarios';
import { labelHeight } from '$lib/scene/geometry/fit';
import { layoutOf, slotPoint } from '$lib/scene/geometry/layout';
import { numberPoints } from '$lib/scene/geometry/route';
import { castOf } from '$lib/scene/geometry/sprites';
import { sceneOfScenario } from '$lib/view/play';

const SIZES = [
	{ width: 700, height: 500 },
	{ width: 1080, height: 500 },
	{ width: 1248, height: 488 },
	{ width: 1880, height: 800, big: true }
];

test.each(['envelope-seal', 'cross-account', 'encrypted-volume'])(
	'%s: between two lanes things go level or upright, never aslant',
	async (id) => {
		const scenario = scenarioById(id)!;
		const { scene } = await sceneOfScenario(scenario, createInProcessHsm({ seed: fromHex(scenario.seed) }));
		let legs = 0;
		for (const size of SIZES) {
			const layout = layoutOf(scene, { big: false, ...size });
			for (const at of scene.beats.keys())
				for (const { route, key } of castOf(scene, layout, at).trails) {
					if (route.points.length === 2) continue;
					route.points.slice(1).forEach((to, i) => {
						const from = route.points[i]!;
						const aslant = Math.min(Math.abs(from.x - to.x), Math.abs(from.y - to.y));
						expect(aslant, `${key} at beat ${at}, ${size.width} wide, leg ${i}`).toBeLessThan(1);
						legs += 1;
					});
				}
		}
		expect(legs).toBeGreaterThan(20);
	}
);

test('without motion each way has a number of its own, clear of the others', async () => {
	const played = SCENARIOS.map(async (scenario) =>
		sceneOfScenario(scenario, createInProcessHsm({ seed: fromHex(scenario.seed) }))
	);
	let several = 0;
	for (const { scene } of await Promise.all(played))
		for (const size of SIZES) {
			const layout = layoutOf(scene, { big: false, ...size });
			const r = layout.big ? 19 : 11;
			for (const at of scene.beats.keys()) {
				const routes = castOf(scene, layout, at).trails.map(({ route }) => route);
				const points = numberPoints(routes, r);
				several += Number(points.length > 1);
				for (const [i, a] of points.entries())
					for (const b of points.slice(i + 1))
						expect(
							Math.hypot(a.x - b.x, a.y - b.y),
							`${scene.id} at beat ${at}, ${size.width} wide`
						).toBeGreaterThan(2 * r);
			}
		}
	expect(several).toBeGreaterThan(100);
});

test('words beside the first thing of a lane stay beneath its head', async () => {
	const scenario = scenarioById('envelope-seal')!;
	const { scene } = await sceneOfScenario(scenario, createInProcessHsm({ seed: fromHex(scenario.seed) }));
	const layout = layoutOf(scene, { width: 1232, height: 580, big: true });
	const lane = layout.lanes.find(({ actor }) => actor === 'sdk')!;
	expect(lane.beside).toBe(true);
	const { y } = slotPoint(layout, lane.id, 0);
	expect(y - labelHeight(layout, lane.roomy) / 2).toBeGreaterThanOrEqual(lane.body.y);
});
