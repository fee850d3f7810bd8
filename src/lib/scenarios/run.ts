/** Plays a scenario in a world of its own, from its seed: every command really runs. */
import { fromHex } from '$lib/domain/bytes';
import type { Entry, Execution, WorldOrigin, WorldState } from '$lib/domain/entry';
import type { Hsm } from '$lib/domain/hsm';
import { execute } from '$lib/world/execute';
import { newOrigin } from '$lib/world/origins';
import { Timeline } from '$lib/world/timeline';
import type { Goal, Standing } from './goal';
import type { Scenario, ScenarioStep } from './scenario';

export interface PlayedStep {
	readonly step: ScenarioStep;
	readonly entry: Entry;
	/** The entry with what only memory holds. */
	readonly execution: Execution;
	readonly before: WorldState;
	readonly after: WorldState;
}

export interface PlayedScenario {
	readonly origin: WorldOrigin;
	readonly timeline: Timeline;
	/** What was done before the scene, in order, and is not shown. */
	readonly prelude: readonly PlayedStep[];
	/** What the scene is of: its steps, in order. */
	readonly played: readonly PlayedStep[];
	/** By SHA-256 in hex; memory only. */
	readonly secrets: ReadonlyMap<string, Uint8Array>;
}

/** What a world of a scenario is made of. */
export type Ground = Pick<Scenario, 'id' | 'title' | 'seed' | 'startsAt'>;

export const originOf = (scenario: Ground): WorldOrigin =>
	newOrigin({
		seed: fromHex(scenario.seed),
		name: scenario.title,
		id: `scenario-${scenario.id}`,
		startsAt: scenario.startsAt
	});

/** A world in which a scenario's steps are being done, one after the other. */
export interface Play {
	readonly origin: WorldOrigin;
	readonly timeline: Timeline;
	/** By SHA-256 in hex; memory only. */
	readonly secrets: ReadonlyMap<string, Uint8Array>;
	readonly done: ReadonlyMap<string, Execution>;
	/** @throws Error when a step that must succeed is refused, or one that must be refused is not. */
	step(step: ScenarioStep): Promise<PlayedStep>;
	/** The same, however it ends. */
	try(step: ScenarioStep): Promise<PlayedStep>;
}

/** A world of the scenario's seed, in which nothing was done yet. */
export function beginPlay(scenario: Ground, hsm: Hsm): Play {
	const origin = originOf(scenario);
	const timeline = new Timeline(origin);
	const { caller, account, region } = origin;
	const done = new Map<string, Execution>();
	const secrets = new Map<string, Uint8Array>();

	async function attemptStep(step: ScenarioStep): Promise<PlayedStep> {
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
		if (step.name) done.set(step.name, execution);
		for (const [hash, bytes] of execution.secrets) secrets.set(hash, bytes);
		timeline.append(entry);
		return { step, entry, execution, before, after: timeline.stateAt(timeline.head) };
	}
	async function step(step: ScenarioStep): Promise<PlayedStep> {
		const played = await attemptStep(step);
		const { outcome } = played.entry;
		const code = outcome.ok ? undefined : outcome.error.code;
		if (code !== step.fails)
			throw new Error(
				`${scenario.id}, "${step.phase}": expected ${step.fails ?? 'success'}, got ${code ?? 'success'}${outcome.ok ? '' : `: ${outcome.error.message} ${outcome.error.why.detail}`}`
			);
		const later = played.entry.calls
			?.flatMap((call) => (call.outcome.ok ? [] : call.outcome.error.code))
			.at(-1);
		if (step.stops !== undefined && later !== step.stops)
			throw new Error(
				`${scenario.id}, "${step.phase}": expected KMS to refuse with ${step.stops}, got ${later ?? 'success'}`
			);
		return played;
	}
	return { origin, timeline, secrets, done, step, try: attemptStep };
}

/** @throws Error when a step that must succeed is refused, or one that must be refused is not. */
export async function playScenario(scenario: Scenario, hsm: Hsm): Promise<PlayedScenario> {
	const play = beginPlay(scenario, hsm);
	const prelude: PlayedStep[] = [];
	const played: PlayedStep[] = [];
	for (const step of scenario.setup) prelude.push(await play.step(step));
	for (const step of scenario.steps) played.push(await play.step(step));
	return { ...play, prelude, played };
}

/** Does a goal's solution, its near miss or nothing, in the world that the goal begins in. */
export async function attempt(
	scenario: Scenario,
	goal: Goal,
	steps: readonly ScenarioStep[],
	hsm: Hsm
): Promise<Standing> {
	const play = beginPlay(scenario, hsm);
	for (const step of scenario.setup) await play.step(step);
	if (goal.from === 'end') for (const step of scenario.steps) await play.step(step);
	const { timeline } = play;
	const start = timeline.stateAt(timeline.head);
	const did: Entry[] = [];
	for (const step of steps) did.push((await play.step(step)).entry);
	return { start, state: timeline.stateAt(timeline.head), did };
}
