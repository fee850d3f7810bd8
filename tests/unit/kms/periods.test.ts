/**
 * The periods of a key, in figures: what is allowed, what is taken when none is given, and that the calendar keeps
 * them to the moment. Source: API EnableKeyRotation, ScheduleKeyDeletion (2026).
 */
import { describe, expect, test } from 'vitest';
import type { Command } from '$lib/domain/entry';
import type { OperationName } from '$lib/domain/operations';
import { DAY } from '$lib/domain/key';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { testWorld } from '../world/world';

async function keyed() {
	const world = testWorld();
	const { KeyMetadata } = await world.kms('CreateKey', {});
	const { KeyId } = KeyMetadata;
	const asked = async (operation: OperationName, input: object): Promise<string> => {
		const command = { type: 'kms', operation, input: { KeyId, ...input }, ...world.acting };
		const { entry } = await world.run(command as unknown as Command);
		return entry.outcome.ok ? 'ok' : `${entry.outcome.error.code}: ${entry.outcome.error.message}`;
	};
	const advance = (by: number | 'next-event') => world.run({ type: 'clock.advance', by, ...world.acting });
	const record = () => [...world.state().keys.values()][0];
	const generations = () => record()?.generations.length;
	return { ...world, KeyId, asked, advance, record, generations };
}
const refusal = (member: string, value: number, than: string): string =>
	`ValidationException: 1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value ${than}`;

describe('automatic rotation', () => {
	test.each([
		[89, refusal('rotationPeriodInDays', 89, 'greater than or equal to 90')],
		[2561, refusal('rotationPeriodInDays', 2561, 'less than or equal to 2560')]
	])('every %i days is refused', async (RotationPeriodInDays, words) => {
		const { asked } = await keyed();
		expect(await asked('EnableKeyRotation', { RotationPeriodInDays })).toBe(words);
	});

	test.each([
		[90, { RotationPeriodInDays: 90 }],
		[2560, { RotationPeriodInDays: 2560 }],
		[365, {}]
	])('comes after %i days, and not a moment before', async (days, input) => {
		const { asked, advance, generations, kms, KeyId } = await keyed();
		expect(await asked('EnableKeyRotation', input)).toBe('ok');
		expect(await kms('GetKeyRotationStatus', { KeyId })).toMatchObject({ RotationPeriodInDays: days });
		await advance(days * DAY - 1);
		expect(generations()).toBe(1);
		await advance(1);
		expect(generations()).toBe(2);
	});

	test('a move of the calendar is cancelled between two batches, and then nothing has happened', async () => {
		const seed = new Uint8Array(32).fill(7);
		const hsm = createInProcessHsm({ seed });
		const stop = new AbortController();
		let asked = 0;
		const world = testWorld({
			hsm: {
				...hsm,
				async generateKeys(request) {
					const made = await hsm.generateKeys(request);
					if (request.keyIds.length === 1000) stop.abort();
					asked += request.keyIds.length;
					return made;
				}
			}
		});
		const { KeyId } = (await world.kms('CreateKey', {})).KeyMetadata;
		await world.kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
		const before = world.state();
		const command = { type: 'clock.advance', by: 1500 * 90 * DAY, ...world.acting } as const;
		await expect(world.run(command, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
		expect(asked, 'the key itself, and one batch').toBe(1 + 1000);
		expect(world.state()).toBe(before);
		expect(world.timeline.entries).toHaveLength(2);
	});

	test('90 days on, to the next event, 10 years on', async () => {
		const { asked, advance, generations, state, origin } = await keyed();
		await asked('EnableKeyRotation', { RotationPeriodInDays: 90 });
		await advance(90 * DAY);
		expect(generations()).toBe(2);
		await advance('next-event');
		expect([generations(), (state().time - origin.startsAt) / DAY]).toEqual([3, 180]);
		await advance(3653 * DAY);
		expect(generations()).toBe(3 + Math.floor(3653 / 90));
	});
});

describe('scheduled deletion', () => {
	test.each([
		[6, refusal('pendingWindowInDays', 6, 'greater than or equal to 7')],
		[31, refusal('pendingWindowInDays', 31, 'less than or equal to 30')]
	])('after %i days is refused', async (PendingWindowInDays, words) => {
		const { asked } = await keyed();
		expect(await asked('ScheduleKeyDeletion', { PendingWindowInDays })).toBe(words);
	});

	test.each([
		[7, { PendingWindowInDays: 7 }],
		[30, { PendingWindowInDays: 30 }],
		[30, {}]
	])('comes after %i days, and not a moment before: %j', async (days, input) => {
		const { advance, record, kms, KeyId, state } = await keyed();
		const scheduled = await kms('ScheduleKeyDeletion', { KeyId, ...input });
		expect(scheduled).toMatchObject({ PendingWindowInDays: days, KeyState: 'PendingDeletion' });
		expect(scheduled.DeletionDate).toBe((state().time + days * DAY) / 1000);
		await advance(days * DAY - 1);
		expect(record()?.state).toBe('PendingDeletion');
		await advance('next-event');
		expect(record()).toBeUndefined();
	});
});
