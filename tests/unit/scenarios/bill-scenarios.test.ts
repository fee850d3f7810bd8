/** What the notes of two scenarios say of the bill and of the trail, read from what they left. */
import { expect, test } from 'vitest';
import { billOf } from '$lib/bill/bill';
import { readLedger } from '$lib/bill/ledger';
import { monthAfter, monthOf } from '$lib/bill/month';
import { fromHex } from '$lib/domain/bytes';
import type { RuleYear } from '$lib/domain/rule-year';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { automaticRotation } from '$lib/scenarios/automatic-rotation';
import { deletionAndRescue } from '$lib/scenarios/deletion-and-rescue';
import { playScenario } from '$lib/scenarios/run';
import type { Scenario } from '$lib/scenarios/scenario';
import { filterTrail } from '$lib/trail/filter';
import { recordsOf } from '$lib/trail/records';

const play = (scenario: Scenario) =>
	playScenario(scenario, createInProcessHsm({ seed: fromHex(scenario.seed) }));

test('three years of automatic rotation cost 1, 2, 3 and again 3 dollars a month; in 2022 four', async () => {
	const { origin, timeline } = await play(automaticRotation);
	const state = timeline.stateAt(timeline.head);
	const ledger = readLedger(timeline.path());
	const month = (months: number, year: RuleYear = 'today') =>
		billOf(ledger, {
			...{ account: origin.account, year, until: state.time + 60 * 86_400_000 },
			month: monthAfter(monthOf(origin.startsAt), months)
		}).total;
	expect([1, 13, 25, 37].map((at) => month(at))).toEqual([1, 2, 3, 3]);
	expect(month(37, '2022')).toBe(4);
	const managed = [...state.keys.values()].find((key) => key.manager === 'AWS');
	expect(managed?.generations).toHaveLength(4);
});

test('the refused Decrypt of the waiting period is in the trail, with who asked', async () => {
	const { origin, timeline } = await play(deletionAndRescue);
	const trail = timeline.path().flatMap((entry) => recordsOf(entry, () => timeline.stateAt(entry.parent)));
	const [noticed] = filterTrail(trail, {
		account: origin.account,
		outcome: 'refused',
		text: 'pending deletion'
	});
	expect(noticed?.record).toMatchObject({
		eventName: 'Decrypt',
		errorCode: 'KMSInvalidStateException',
		userIdentity: { userName: 'Alice' }
	});
});
