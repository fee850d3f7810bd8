/** What the notes of two scenarios say of the bill and of the trail, read from what they left. */
import { expect, test } from 'vitest';
import { billOf } from '$lib/bill/bill';
import { readLedger } from '$lib/bill/ledger';
import { monthAfter, monthOf } from '$lib/bill/month';
import { fromHex } from '$lib/domain/bytes';
import type { Command, Entry } from '$lib/domain/entry';
import type { RuleYear } from '$lib/domain/rule-year';
import { REQUEST_PRICES } from '$lib/facts/prices';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { automaticRotation } from '$lib/scenarios/automatic-rotation';
import { deletionAndRescue } from '$lib/scenarios/deletion-and-rescue';
import { beginPlay, playScenario } from '$lib/scenarios/run';
import { s3Variants } from '$lib/scenarios/s3-variants';
import { smallFiles } from '$lib/scenarios/small-files';
import type { Scenario, ScenarioStep } from '$lib/scenarios/scenario';
import { filterTrail } from '$lib/trail/filter';
import { recordsOf } from '$lib/trail/records';
import { callsOf } from '$lib/world/api-calls';

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

const callsToKms = (entries: readonly Entry[]): number =>
	entries.flatMap(callsOf).filter(({ source }) => source === 'kms.amazonaws.com').length;

test('each way S3 encrypts asks KMS as often as its phase says', async () => {
	const { played } = await play(s3Variants);
	for (const { step, entry } of played) {
		const said = /: (no|1) call$/.exec(step.phase)?.[1];
		expect(callsToKms([entry]), step.phase).toBe(said === 'no' ? 0 : Number(said));
	}
});

test('a thousand small files are a thousand calls or one, and a thousand cost a third of a cent', async () => {
	const world = beginPlay(smallFiles, createInProcessHsm({ seed: fromHex(smallFiles.seed) }));
	for (const step of smallFiles.setup) await world.step(step);
	const named = (phase: string): ScenarioStep => smallFiles.steps.find((step) => step.phase === phase)!;
	/** The step so often, each time with a file of its own. */
	async function timesThousand(phase: string, member: 'EncryptionContext' | 'Key'): Promise<number> {
		const step = named(phase);
		const done: Entry[] = [];
		for (let file = 0; file < 1000; file++) {
			const command: ScenarioStep['command'] = (so) => {
				const made = step.command(so) as Command & { readonly input: object };
				const own = member === 'Key' ? `${file}.txt` : { file: `customer-${file}` };
				return { ...made, input: { ...made.input, [member]: own } } as Command;
			};
			done.push((await world.step({ ...step, command })).entry);
		}
		return callsToKms(done);
	}
	expect(await timesThousand('Direct: file 1', 'EncryptionContext')).toBe(1000);
	expect(await timesThousand('In S3: a Bucket Key asks once', 'Key')).toBe(1);
	expect(callsToKms([(await world.step(named('The envelope: one data key for all'))).entry])).toBe(1);
	expect(smallFiles.note).toContain(`$${(1000 / 10_000) * REQUEST_PRICES.symmetric.per10000!}`);
}, 60_000);
