/** The scene of a scenario as it stands in the page's HTML: played when the site is built, by the same engine. */
import { fromHex } from '$lib/domain/bytes';
import type { Scene } from '$lib/flows/scene';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById, SCENARIOS } from '$lib/scenarios';
import { sceneOfScenario } from './play';

export const scenarioIds = (): { id: string }[] => SCENARIOS.map(({ id }) => ({ id }));

/** undefined when there is no such scenario. */
export async function prerenderedScene(id: string): Promise<Scene | undefined> {
	const scenario = scenarioById(id);
	if (!scenario) return undefined;
	const hsm = createInProcessHsm({ seed: fromHex(scenario.seed) });
	const { scene } = await sceneOfScenario(scenario, hsm);
	hsm.close();
	return scene;
}
