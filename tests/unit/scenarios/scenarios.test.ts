import { describe, expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { captionText } from '$lib/flows/beat';
import { sceneOf } from '$lib/flows/scene';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { SCENARIOS, type Scenario } from '$lib/scenarios';
import { sceneOfScenario } from '$lib/view/play';
import { callsOf } from '$lib/world/api-calls';

/** What a machine or a database does with its own disk: no API of AWS, so nobody is asked. */
const INSIDE = new Set(['WriteBlock', 'ReadBlock', 'ExecuteStatement']);

const play = (scenario: Scenario) =>
	sceneOfScenario(
		scenario,
		createInProcessHsm({ seed: fromHex(scenario.seed), rsaTestKeys: scenario.makesRsaKeys && RSA_TEST_KEYS })
	);

describe.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
	test('plays to its end, with the errors it says, in captions of at most twenty words', async () => {
		const { scene } = await play(scenario);
		expect(scene.beats.length).toBeGreaterThanOrEqual(3);
		for (const beat of scene.beats) {
			expect(captionText(beat).trim()).not.toBe('');
			expect(captionText(beat).split(/\s+/).length).toBeLessThanOrEqual(20);
		}
		// Of an entry the last: what KMS refuses a service, the service refuses its caller in its own words.
		const stops = new Map<string, string>();
		for (const { stop, entryId } of scene.beats) if (stop) stops.set(entryId, stop.code);
		expect([...stops.values()]).toEqual(scenario.steps.flatMap((step) => step.fails ?? step.stops ?? []));
	});

	test('the same seed gives the same entries and frames', async () => {
		const [one, two] = [await play(scenario), await play(scenario)];
		expect(two.played.timeline.path()).toEqual(one.played.timeline.path());
		expect(two.scene).toEqual(one.scene);
	});

	test('each thing in a frame is a thing of its entry or of one before it, and no call passed without a decision', async () => {
		const { scene, played } = await play(scenario);
		const log = JSON.stringify(played.timeline.path());
		for (const beat of scene.beats) {
			expect(log).toContain(beat.entryId);
			for (const placed of beat.places) expect(log).toContain(placed.thing.id);
		}
		for (const entry of played.timeline.path())
			for (const { source, operation, outcome, steps } of callsOf(entry)) {
				const decided = entry.trace.slice(...steps).some(({ kind }) => kind === 'authorize');
				if (outcome.ok && !INSIDE.has(operation))
					expect(decided, `${source} ${operation} was decided about`).toBe(true);
			}
	});
});

test('change one thing in the world, and the frames change with no scene code changing', async () => {
	const scenario = SCENARIOS.find((one) => one.id === 'direct-encrypt')!;
	const rotated: Scenario = {
		...scenario,
		setup: [...scenario.setup, SCENARIOS.find((one) => one.id === 'decrypt-older-generation')!.steps[0]!]
	};
	const disabled: Scenario = {
		...scenario,
		setup: [...scenario.setup, SCENARIOS.find((one) => one.id === 'disable')!.steps[0]!],
		steps: [{ ...scenario.steps[0]!, fails: 'DisabledException' }]
	};
	const words = async (of: Scenario) =>
		(await play(of)).scene.beats.map((beat) => `${captionText(beat)} ${beat.stop?.code ?? ''}`).join('\n');
	const [plain, second, refused] = [await words(scenario), await words(rotated), await words(disabled)];
	expect(refused).toContain('DisabledException');
	expect(plain).not.toContain('DisabledException');
	expect(
		second
			.replaceAll('Under generation 2, the', 'The')
			.replaceAll('generation 2 opens the ciphertext', 'the ciphertext opens')
	).toBe(plain);
	const lit = async (of: Scenario) =>
		(await play(of)).scene.beats
			.flatMap((beat) => beat.keys.map((key) => key.lit))
			.filter((ring) => ring !== undefined);
	expect(new Set(await lit(scenario))).toEqual(new Set([1]));
	expect(new Set(await lit(rotated))).toEqual(new Set([2]));
});

test('a scene of nothing is empty, not broken', () => {
	expect(sceneOf([]).beats).toEqual([]);
});
