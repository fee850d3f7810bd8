/** The ways of real scenes, at real sizes. */
import { expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { createInProcessHsm } from '$lib/hsm/in-process';

import { scenarioById } from '$lib/scenarios';
import { layoutOf } from '$lib/scene/geometry/layout';
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
