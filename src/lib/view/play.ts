/** The scene of a scenario, as it was played. */
import type { Hsm } from '$lib/domain/hsm';
import { sceneOf, type Scene } from '$lib/flows/scene';
import { playScenario, type PlayedScenario } from '$lib/scenarios/run';
import type { Scenario } from '$lib/scenarios';

export async function sceneOfScenario(
	scenario: Scenario,
	hsm: Hsm
): Promise<{ readonly scene: Scene; readonly played: PlayedScenario }> {
	const played = await playScenario(scenario, hsm);
	const entries = played.played.map(({ step, entry, before, after }) => ({
		entry,
		before,
		after,
		phase: step.phase
	}));
	return { scene: sceneOf(entries, { id: scenario.id, title: scenario.title }), played };
}
