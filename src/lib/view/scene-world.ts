/**
 * A world of the lab born of a scene: its seed, its setup and, when it is entered at a beat, the steps up to that one.
 * What the scene encrypted lies in it as sealed things. Its id says how many entries it was born with.
 */
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Execution } from '$lib/domain/entry';
import { deedOf, inputOf } from '$lib/scenarios/checks';
import { beginPlay, type Play } from '$lib/scenarios/run';
import type { Scenario, ScenarioStep } from '$lib/scenarios/scenario';
import { scenarioById } from '$lib/scenarios';
import type { Scene } from '$lib/flows/scene';
import { rsaTestKeysOf } from '$lib/scenarios/test-keys';
import { chooseHsm, type ChosenHsm } from './choose-hsm';
import { sealedItem } from './keep-ciphertext';
import { sceneOfScenario } from './play';
import type { StoredWorld } from './shelf';

export interface Birth {
	readonly scenario: string;
	/** Entries the world was born with: the first of its log. */
	readonly entries: number;
}
/** What is shown as long as nothing was done: the scene at the beat that one came from. */
export interface Opening {
	readonly scene: Scene;
	readonly beat: number;
	readonly head: string | null;
}

const ID = /^scene-(.+)-(\d+)$/;
/** The scene a world was born of; undefined for any other world. */
export function birthOf(worldId: string): Birth | undefined {
	const [, scenario, entries] = ID.exec(worldId) ?? [];
	return scenario && entries ? { scenario, entries: Number(entries) } : undefined;
}

export interface Born {
	readonly world: StoredWorld;
	readonly opening?: Opening;
}

/** `?scene=rotate&beat=3`. @throws a sentence when there is no such scene. */
export function worldAsked(query: URLSearchParams): Promise<Born> {
	const id = query.get('scene') ?? '';
	const scenario = scenarioById(id);
	if (!scenario) throw new Error(`There is no scene "${id}". All scenes are listed under Scenes.`);
	const beat = Number(query.get('beat'));
	return worldOfScene(scenario, Number.isInteger(beat) && beat > 0 ? beat : undefined);
}

/** @param beat from 1; absent: where the scene's goal begins. */
export async function worldOfScene(scenario: Scenario, beat?: number): Promise<Born> {
	const chosen = await hsmFor(scenario);
	try {
		const at = beat === undefined ? undefined : await stepAt(scenario, beat, chosen.hsm);
		const steps = at ? at.step + 1 : scenario.goal?.from === 'end' ? scenario.steps.length : 0;
		const play = beginPlay(scenario, chosen.hsm);
		const made: Execution[] = [];
		for (const step of [...scenario.setup, ...scenario.steps.slice(0, steps)])
			made.push((await play.step(step)).execution);
		for (const [index, execution] of made.filter(isCiphertext).entries())
			await play.step(keep(execution, `Text ${index + 1}`));
		const { entries } = play.timeline;
		const origin = { ...play.origin, id: `scene-${scenario.id}-${entries.length}` };
		const head = play.timeline.head;
		const world = { origin, entries, head };
		return { world, ...(at && { opening: { scene: at.scene, beat: at.beat, head } }) };
	} finally {
		chosen.hsm.close();
	}
}

/** What the setup answered, as the goal's steps look back on it: done again, since answers are in memory only. */
export async function doneBefore(scenario: Scenario): Promise<Play['done']> {
	const { hsm } = await hsmFor(scenario);
	try {
		const play = beginPlay(scenario, hsm);
		const steps = scenario.goal?.from === 'end' ? scenario.steps : [];
		for (const step of [...scenario.setup, ...steps]) await play.step(step);
		return play.done;
	} finally {
		hsm.close();
	}
}

const hsmFor = async (scenario: Scenario): Promise<ChosenHsm> =>
	chooseHsm({ seed: scenario.seed, inProcess: true, rsaTestKeys: await rsaTestKeysOf(scenario) });

async function stepAt(scenario: Scenario, wanted: number, hsm: Parameters<typeof beginPlay>[1]) {
	const { scene, played } = await sceneOfScenario(scenario, hsm);
	const beat = Math.min(Math.max(wanted, 1), scene.beats.length) - 1;
	const shown = played.played.findIndex(({ entry }) => entry.id === scene.beats[beat]?.entryId);
	// The opening: the world has all of the setup, and none of the steps.
	return { scene, beat, step: shown };
}

const isCiphertext = ({ entry }: Execution): boolean =>
	entry.outcome.ok && ['Encrypt', 'ReEncrypt'].includes(deedOf(entry));

const keep = (execution: Execution, name: string): ScenarioStep => ({
	phase: 'Keep',
	command: ({ acting }) => {
		const context =
			inputOf(execution.entry, 'EncryptionContext') ??
			inputOf(execution.entry, 'DestinationEncryptionContext') ??
			{};
		// As it was given to KMS: names and values are strings.
		const item = sealedItem({ execution, name, context: context as EncryptionContext }, acting);
		return { type: 'item.keep', item, ...acting };
	}
});
