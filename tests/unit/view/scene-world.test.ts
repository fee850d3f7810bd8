import { describe, expect, test } from 'vitest';
import { SCENARIOS, scenarioById } from '$lib/scenarios';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { chooseHsm } from '$lib/view/choose-hsm';
import { GoalAttempt } from '$lib/view/goal-attempt.svelte';
import { birthOf, worldAsked, worldOfScene, type Born } from '$lib/view/scene-world';
import { sceneOfScenario } from '$lib/view/play';
import { Session } from '$lib/view/session.svelte';

const open = async ({ world }: Born): Promise<Session> =>
	new Session({
		...world,
		hsm: await chooseHsm({ seed: world.origin.seed, inProcess: true, rsaTestKeys: RSA_TEST_KEYS })
	});
const withGoal = SCENARIOS.filter((scenario) => scenario.goal);

describe('a world born of a scene', () => {
	test('says in its id which scene, and how many entries it was born with', async () => {
		const { world } = await worldOfScene(scenarioById('disable')!);
		expect(birthOf(world.origin.id)).toEqual({ scenario: 'disable', entries: world.entries.length });
		expect(birthOf('0123456789abcdef')).toBeUndefined();
	});

	test('entered at a beat it has done what that beat shows, and opens with it', async () => {
		const scenario = scenarioById('disable')!;
		const start = await worldOfScene(scenario);
		const { hsm } = await chooseHsm({ seed: scenario.seed, inProcess: true });
		const { scene, played } = await sceneOfScenario(scenario, hsm);
		// The first beat of the refusal, which comes after the key was disabled.
		const beat = scene.beats.findIndex(({ entryId }) => entryId === played.played[1]!.entry.id);
		const { world, opening } = await worldOfScene(scenario, beat + 1);
		expect(opening?.beat).toBe(beat);
		expect(opening?.head).toBe(world.head);
		const session = await open({ world });
		expect([...session.state.keys.values()][0]?.state).toBe('Disabled');
		expect(world.entries.length).toBe(start.world.entries.length + 2);
	});

	test('what the scene encrypted lies in it, and opens', async () => {
		const session = await open(await worldOfScene(scenarioById('disable')!));
		const [item] = session.state.items.values();
		expect(item?.kind).toBe('ciphertext');
		expect(item?.context).toEqual({ purpose: 'invitation' });
	});

	test('a scene that there is not is refused in a sentence', () => {
		expect(() => worldAsked(new URLSearchParams('scene=nothing'))).toThrow('There is no scene "nothing"');
	});
});

test.each(withGoal.map((scenario) => [scenario.id, scenario] as const))(
	'%s in the lab: nothing is ticked that was not done, the next commands lead to the goal',
	async (_, scenario) => {
		const session = await open(await worldOfScene(scenario));
		const attempt = GoalAttempt.in(session)!;
		expect(attempt.reached).toBe(false);
		const started = session.head;
		await attempt.solve();
		expect(attempt.reached).toBe(true);
		attempt.backToMine();
		expect(session.head).toBe(started);
		expect(attempt.reached).toBe(false);
		for (let next = await attempt.next(); next; next = await attempt.next()) await attempt.run(next);
		expect(attempt.reached).toBe(true);
	}
);
