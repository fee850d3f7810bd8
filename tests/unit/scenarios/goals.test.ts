import { describe, expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { SCENARIOS, type Scenario } from '$lib/scenarios';
import { isReached, standingOf, type Goal } from '$lib/scenarios/goal';
import { attempt } from '$lib/scenarios/run';
import { rsaTestKeysOf } from '$lib/scenarios/test-keys';
import type { ScenarioStep } from '$lib/scenarios/scenario';

const words = (text: string): number => text.split(/\s+/).length;
const withGoal = SCENARIOS.flatMap((scenario) =>
	scenario.goal ? [[scenario.id, scenario, scenario.goal] as const] : []
);
const tryIt = async (scenario: Scenario, goal: Goal, steps: readonly ScenarioStep[]) =>
	attempt(
		scenario,
		goal,
		steps,
		createInProcessHsm({ seed: fromHex(scenario.seed), rsaTestKeys: await rsaTestKeysOf(scenario) })
	);

describe.each(withGoal)('now you: %s', (_, scenario, goal) => {
	test('the solution reaches the goal, the near miss and doing nothing do not', async () => {
		expect(isReached(goal, await tryIt(scenario, goal, []))).toBe(false);
		const missed = await tryIt(scenario, goal, goal.nearMiss);
		expect(goal.nearMiss.length).toBeGreaterThan(0);
		expect(isReached(goal, missed)).toBe(false);
		const done = await tryIt(scenario, goal, goal.solution);
		const open = goal.checks.filter((_, index) => !standingOf(goal, done)[index]);
		expect(open.map((check) => check.label)).toEqual([]);
	});

	test('its sentences are short', () => {
		for (const text of [goal.task, goal.hints.look, goal.hints.think])
			expect(words(text), text).toBeLessThanOrEqual(25);
		for (const { label } of goal.checks) expect(words(label), label).toBeLessThanOrEqual(10);
	});
});
