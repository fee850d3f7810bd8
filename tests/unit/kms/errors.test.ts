/** Every exception that AWS lists for an operation is thrown by a real request, or has its reason why not here. */
import { describe, expect, test } from 'vitest';
import type { OperationName } from '$lib/domain/operations';
import { errorsOf } from '$lib/facts/error-facts';
import { OPERATION_FACTS } from '$lib/facts/operation-facts';
import { isProvoked, provokeAll } from '$lib/reference/provoke';
import { createStage } from '$lib/reference/stage';
import { testProbe } from './test-probe';

const stage = createStage(testProbe());
const operations = Object.keys(OPERATION_FACTS) as OperationName[];

describe('each listed exception', () => {
	test.each(operations)('of %s', async (operation) => {
		const all = await provokeAll(stage, operation);
		expect(all.map(({ code }) => code)).toEqual(errorsOf(operation));
		for (const one of all) {
			if (isProvoked(one))
				expect(`${one.code}: ${one.given} → ${one.answered}`).toBe(`${one.code}: ${one.given} → ${one.code}`);
			else expect(one.never.length, one.code).toBeGreaterThan(20);
		}
	});
});

test('a limit that is reached is named', async () => {
	const reached = (await Promise.all(operations.map((one) => provokeAll(stage, one))))
		.flat()
		.filter(isProvoked)
		.filter(({ code }) => code === 'LimitExceededException');
	expect(reached.length).toBeGreaterThan(5);
	for (const { operation, message } of reached)
		expect(message, operation).toMatch(
			/^The limit of [\d,]+ \w|limit has been reached|longer than \d+ bytes/
		);
});
