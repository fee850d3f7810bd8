import { expect, test } from 'vitest';
import { SCENARIOS } from '$lib/scenarios';

const asking = SCENARIOS.flatMap(({ id, steps, predict }) => (predict ? [{ id, steps, ...predict }] : []));

test.each(asking)('$id asks one question that has one right answer', (one) => {
	expect(one.steps[one.before]).toBeDefined();
	// Something must have been seen before one can predict.
	expect(one.before > 0 || one.at !== undefined).toBe(true);
	expect(one.choices.length).toBeGreaterThanOrEqual(2);
	expect(one.choices.length).toBeLessThanOrEqual(4);
	expect(one.choices[one.right]).toBeDefined();
	expect(new Set(one.choices.map((choice) => choice.text)).size).toBe(one.choices.length);
	for (const text of [one.question, ...one.choices.flatMap((choice) => [choice.text, choice.says])])
		expect(text.split(/\s+/).length, text).toBeLessThanOrEqual(20);
});
