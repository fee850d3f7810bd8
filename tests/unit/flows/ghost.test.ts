/** The way of a wrong prediction: made of the calls that were made, never the way that was taken. */
import { describe, expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { actorOf } from '$lib/flows/beat';
import { ghostOf, type Ghost } from '$lib/flows/ghost';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById, SCENARIOS, type Scenario } from '$lib/scenarios';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { layoutOf } from '$lib/scene/geometry/layout';
import { ghostWay } from '$lib/scene/geometry/ghost';
import { sceneOfScenario } from '$lib/view/play';

const play = (scenario: Scenario) =>
	sceneOfScenario(
		scenario,
		createInProcessHsm({ seed: fromHex(scenario.seed), rsaTestKeys: scenario.makesRsaKeys && RSA_TEST_KEYS })
	);
const actors = ({ hops }: Ghost): string =>
	[hops[0]!.from, ...hops.map(({ to }) => to)].map(actorOf).join(' ');

const withWays = SCENARIOS.filter(({ predict }) => predict?.choices.some(({ means }) => means));

describe.each(withWays.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
	test('each way is another than what happens, begins with a person, and can be drawn', async () => {
		const { scene, ask } = await play(scenario);
		const { predict, steps } = scenario;
		const { fails, stops } = steps[predict!.before]!;
		for (const [index, { means }] of predict!.choices.entries()) {
			if (!means) continue;
			expect(index).not.toBe(predict!.right);
			expect(means === 'works').toBe((fails ?? stops) !== undefined);
			const ghost = ghostOf(scene, ask!.told, means)!;
			expect(actorOf(ghost.hops[0]!.from)).toBe('caller');
			const ids = new Set(scene.lanes.map(({ id }) => id));
			for (const { from, to } of ghost.hops) expect(ids.has(from) && ids.has(to)).toBe(true);
			for (const size of [
				{ width: 1280, height: 560 },
				{ width: 360, height: 700 }
			])
				expect(ghostWay(ghost, layoutOf(scene, size))?.path).toMatch(/^M[\d.,]+L/);
		}
	});
});

test.each([
	['disable', 'works', 'caller kms hsm kms caller', undefined],
	['encrypted-volume', 'refused', 'caller service kms', 'kms'],
	['s3-variants', 'asks-kms', 'caller service kms hsm kms service caller', undefined],
	['administrator-and-user', 'works', 'caller kms caller', undefined]
] as const)('%s, had it meant "%s"', async (id, means, way, stop) => {
	const { scene, ask } = await play(scenarioById(id)!);
	const ghost = ghostOf(scene, ask!.told, means)!;
	expect(actors(ghost)).toBe(way);
	expect(ghost.stop).toBe(stop);
	expect(ghost.at).toBe(ask!.told);
});
