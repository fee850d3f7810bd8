/** Plays a scenario in a world of its own, from its seed: every command really runs. */
import { fromHex } from '$lib/domain/bytes';
import type { Entry, Execution, WorldOrigin, WorldState } from '$lib/domain/entry';
import type { Hsm } from '$lib/domain/hsm';
import { execute } from '$lib/world/execute';
import { newOrigin } from '$lib/world/origins';
import { Timeline } from '$lib/world/timeline';
import type { Scenario, ScenarioStep } from './scenario';

export interface PlayedStep {
	readonly step: ScenarioStep;
	readonly entry: Entry;
	readonly before: WorldState;
	readonly after: WorldState;
}

export interface PlayedScenario {
	readonly origin: WorldOrigin;
	readonly timeline: Timeline;
	/** What the scene is of, in order; the setup is only in the timeline. */
	readonly played: readonly PlayedStep[];
	/** By SHA-256 in hex; memory only. */
	readonly secrets: ReadonlyMap<string, Uint8Array>;
}

export const originOf = (scenario: Scenario): WorldOrigin =>
	newOrigin({
		seed: fromHex(scenario.seed),
		name: scenario.title,
		id: `scenario-${scenario.id}`,
		startsAt: scenario.startsAt
	});

/** @throws Error when a step that must succeed is refused, or one that must be refused is not. */
export async function playScenario(scenario: Scenario, hsm: Hsm): Promise<PlayedScenario> {
	const origin = originOf(scenario);
	const timeline = new Timeline(origin);
	const { caller, account, region } = origin;
	const done = new Map<string, Execution>();
	const secrets = new Map<string, Uint8Array>();

	async function play(step: ScenarioStep): Promise<PlayedStep> {
		const before = timeline.stateAt(timeline.head);
		const execution = await execute({
			origin,
			state: before,
			parent: timeline.entryAt(timeline.head) ?? null,
			command: step.command({ state: before, acting: { caller, account, region }, done }),
			hsm,
			log: timeline
		});
		const { entry } = execution;
		const code = entry.outcome.ok ? undefined : entry.outcome.error.code;
		if (code !== step.fails)
			throw new Error(
				`${scenario.id}, "${step.phase}": expected ${step.fails ?? 'success'}, got ${code ?? 'success'}${entry.outcome.ok ? '' : `: ${entry.outcome.error.message} ${entry.outcome.error.why.detail}`}`
			);
		if (step.name) done.set(step.name, execution);
		for (const [hash, bytes] of execution.secrets) secrets.set(hash, bytes);
		timeline.append(entry);
		return { step, entry, before, after: timeline.stateAt(timeline.head) };
	}

	for (const step of scenario.setup) await play(step);
	const played: PlayedStep[] = [];
	for (const step of scenario.steps) played.push(await play(step));
	return { origin, timeline, played, secrets };
}
