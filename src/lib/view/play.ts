/** The scene of a scenario, as it was played. */
import type { Hsm } from '$lib/domain/hsm';
import { sceneOf, type Scene, type SceneEntry } from '$lib/flows/scene';
import { playScenario, type PlayedScenario, type PlayedStep } from '$lib/scenarios/run';
import type { Scenario } from '$lib/scenarios';

/** Where the scene stops and asks, and where its answer has been seen: indexes of beats. */
export interface Ask {
	readonly before: number;
	readonly told: number;
}

export interface PlayedScene {
	readonly scene: Scene;
	readonly ask?: Ask;
	readonly played: PlayedScenario;
}

export async function sceneOfScenario(scenario: Scenario, hsm: Hsm): Promise<PlayedScene> {
	const played = await playScenario(scenario, hsm);
	const told = (steps: readonly PlayedStep[]): SceneEntry[] =>
		steps.map(({ step, entry, before, after }) => ({ entry, before, after, phase: step.phase }));
	const scene = sceneOf(told(played.played), {
		id: scenario.id,
		title: scenario.title,
		story: { question: scenario.question, before: told(played.prelude) }
	});
	const ask = askIn(scenario, scene, played);
	return { scene, played, ...(ask && { ask }) };
}

/** Found by what happened, so that it stays right when a scene gains or loses a beat. */
function askIn({ predict }: Scenario, { beats }: Scene, { played }: PlayedScenario): Ask | undefined {
	const entry = predict && played[predict.before]?.entry;
	if (!entry) return undefined;
	const before = beats.findIndex(
		(beat) =>
			beat.entryId === entry.id &&
			(predict.at === undefined || beat.stepIndexes.some((at) => entry.trace[at]?.kind === predict.at))
	);
	// Before the very first beat there is nothing to predict from.
	if (before < 1) return undefined;
	const told = predict.at === undefined ? beats.findLastIndex((beat) => beat.entryId === entry.id) : before;
	return { before, told };
}
