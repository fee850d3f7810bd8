import { expect, test } from 'vitest';
import { DAY } from '$lib/domain/key';
import { cloud } from '../services/services';

const rules = (year: string) => ({ type: 'rules.set', year }) as object;

async function yearOf(year: string) {
	const it = cloud();
	const { world } = it;
	await world.run({ ...rules(year), ...world.acting } as never);
	await it.kms('DescribeKey', { KeyId: 'alias/aws/s3' });
	const managed = () => [...world.state().keys.values()].find((key) => key.manager === 'AWS')!;
	const pass = (days: number) => world.run({ type: 'clock.advance', by: days * DAY, ...world.acting });
	return { ...it, managed, pass };
}

test('by the rules of 2022 an AWS managed key rotates every 1,095 days, by those of today every 365', async () => {
	const [then, now] = [await yearOf('2022'), await yearOf('today')];
	for (const it of [then, now]) await it.pass(1100);
	expect(then.managed().generations).toHaveLength(2);
	expect(now.managed().generations).toHaveLength(4);
});

test('in 2022 a period is fixed at 365 days, and nobody rotates on demand', async () => {
	const it = await yearOf('2022');
	const { KeyMetadata } = await it.world.kms('CreateKey', {});
	const { KeyId } = KeyMetadata;
	const key = () => it.world.state().keys.get(KeyMetadata.Arn as never)!;
	expect((await it.kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 })).answer).toBe(
		'ValidationException'
	);
	expect((await it.kms('EnableKeyRotation', { KeyId })).answer).toBe('ok');
	expect(key().rotation.periodInDays).toBe(365);
	expect((await it.kms('RotateKeyOnDemand', { KeyId })).answer).toBe('UnknownOperationException');
});

test('changing the rules moves the dates ahead, and a date passed comes with the first advance', async () => {
	const it = await yearOf('2022');
	const { KeyMetadata } = await it.world.kms('CreateKey', {});
	await it.pass(400);
	expect(it.managed().generations).toHaveLength(1);
	await it.world.run({ ...rules('today'), ...it.world.acting } as never);
	expect(it.managed().rotation).toMatchObject({ periodInDays: 365 });
	await it.pass(1);
	expect(it.managed().generations).toHaveLength(2);
	await it.world.kms('EnableKeyRotation', { KeyId: KeyMetadata.KeyId, RotationPeriodInDays: 90 });
	const before = it.world.state().time;
	await it.world.run({ ...rules('2022'), ...it.world.acting } as never);
	expect(it.world.state().keys.get(KeyMetadata.Arn as never)!.rotation.nextAt).toBe(before + 365 * DAY);
});
