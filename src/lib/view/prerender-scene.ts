/** The scene of a scenario as it stands in the page's HTML: played when the site is built, by the same engine. */
import { fromHex } from '$lib/domain/bytes';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById, SCENARIOS } from '$lib/scenarios';
import { rsaTestKeysOf } from '$lib/scenarios/test-keys';
import { sceneOfScenario, type PlayedScene } from './play';

export const scenarioIds = (): { id: string }[] => SCENARIOS.map(({ id }) => ({ id }));

/** undefined when there is no such scenario. */
export async function prerenderedScene(id: string): Promise<Pick<PlayedScene, 'scene' | 'ask'> | undefined> {
	const scenario = scenarioById(id);
	if (!scenario) return undefined;
	const hsm = createInProcessHsm({
		seed: fromHex(scenario.seed),
		rsaTestKeys: await rsaTestKeysOf(scenario)
	});
	const { scene, ask } = await sceneOfScenario(scenario, hsm);
	hsm.close();
	return { scene, ...(ask && { ask }) };
}
