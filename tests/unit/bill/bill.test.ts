import { describe, expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { AccountId } from '$lib/domain/ids';
import { DAY } from '$lib/domain/key';
import type { RuleYear } from '$lib/domain/rule-year';
import { billOf } from '$lib/bill/bill';
import { forecast } from '$lib/bill/forecast';
import { readLedger } from '$lib/bill/ledger';
import { HOUR, monthAfter, monthOf } from '$lib/bill/month';
import { priceKey, priceRequests, priceRotation, total } from '$lib/bill/price';
import { RULE_YEARS } from '$lib/facts/rule-years';
import type { RequestClass } from '$lib/facts/prices';
import { BOB, HOME, OTHER, cloud } from '../services/services';

/** The worked bills of the facts: keys of a full month, rotations done before it, requests by class. */
const WORKED: readonly {
	readonly title: string;
	readonly keys: number;
	readonly hours?: number;
	readonly rotations?: number;
	readonly year?: RuleYear;
	readonly requests: Partial<Record<RequestClass, number>>;
	readonly total: number;
}[] = [
	{ title: 'one key, 100,000 calls', keys: 1, requests: { symmetric: 100_000 }, total: 1.24 },
	{ title: 'aws/s3 within the free requests', keys: 0, requests: { symmetric: 15_000 }, total: 0 },
	{ title: 'rotated three times, today', keys: 1, rotations: 3, requests: { symmetric: 20_000 }, total: 3 },
	{
		title: 'rotated three times, 2022',
		keys: 1,
		rotations: 3,
		year: '2022',
		requests: { symmetric: 20_000 },
		total: 4
	},
	{ title: 'a primary and two replicas', keys: 3, requests: { symmetric: 1_020_000 }, total: 6 },
	{ title: 'a bucket without Bucket Key', keys: 1, requests: { symmetric: 100_000_000 }, total: 300.94 },
	{ title: 'the same with Bucket Key', keys: 1, requests: { symmetric: 1_000_000 }, total: 3.94 },
	{ title: 'RSA_4096, 200,000 Sign', keys: 1, requests: { asymmetric: 200_000 }, total: 4 },
	{ title: 'deletion scheduled after half a month', keys: 1, hours: 360, requests: {}, total: 0.5 },
	{
		title: 'RSA key pairs and symmetric calls',
		keys: 1,
		requests: { 'rsa-key-pairs': 1000, symmetric: 50_000 },
		total: 2.29
	}
];

test.each(WORKED)('worked bill: $title', ({ keys, hours = 720, rotations = 0, year = 'today', ...rest }) => {
	const month = { hoursInMonth: 720, rules: RULE_YEARS[year] };
	const amounts = [
		...Array.from({ length: keys }, () => priceKey(hours, 720).amount),
		...Array.from({ length: rotations }, (_, index) => priceRotation(index, 720, month).amount),
		...priceRequests(rest.requests).map(({ amount = 0 }) => amount)
	];
	expect(total(amounts)).toBe(rest.total);
});

const home = HOME as AccountId;
function metered() {
	const it = cloud();
	const { world } = it;
	const bill = (account: string = HOME, year: RuleYear = 'today', month = monthOf(world.state().time)) =>
		billOf(readLedger(world.timeline.path()), {
			account: account as AccountId,
			...{ month, year, until: world.state().time }
		});
	const pass = (by: number) => world.run({ type: 'clock.advance', by, ...world.acting });
	return { ...it, bill, pass };
}
const amountsOf = (bill: ReturnType<typeof billOf>, kind: string) =>
	bill.lines.filter((line) => line.kind === kind).map((line) => line.amount);

describe('a bill read from the log', () => {
	test('charges a key by the hour, and not while its deletion is pending', async () => {
		const it = metered();
		const { KeyMetadata } = await it.world.kms('CreateKey', {});
		await it.pass(10 * DAY);
		await it.world.kms('ScheduleKeyDeletion', { KeyId: KeyMetadata.KeyId, PendingWindowInDays: 30 });
		await it.pass(5 * DAY);
		expect(amountsOf(it.bill(), 'key')).toEqual([240 / 744]);
		await it.world.kms('CancelKeyDeletion', { KeyId: KeyMetadata.KeyId });
		expect(amountsOf(it.bill(), 'key')).toEqual([360 / 744]);
		const [line] = it.bill().lines;
		expect(line!.moments.map((moment) => moment.what)).toEqual(['CreateKey']);
	});

	test('a deleted key is charged up to the day its deletion was scheduled', async () => {
		const it = metered();
		const { KeyMetadata } = await it.world.kms('CreateKey', {});
		await it.pass(HOUR);
		await it.world.kms('ScheduleKeyDeletion', { KeyId: KeyMetadata.KeyId, PendingWindowInDays: 7 });
		await it.pass(20 * DAY);
		expect(amountsOf(it.bill(), 'key')).toEqual([1 / 744]);
	});

	test('adds a dollar for two rotations today, for each one by the rules of 2022', async () => {
		const it = metered();
		const { KeyMetadata } = await it.world.kms('CreateKey', {});
		for (let i = 0; i < 3; i++) await it.world.kms('RotateKeyOnDemand', { KeyId: KeyMetadata.KeyId });
		await it.pass(31 * DAY - 1);
		expect(amountsOf(it.bill(), 'rotation')).toEqual([1, 1, 0]);
		expect(it.bill().total).toBe(3);
		expect(it.bill(HOME, '2022').total).toBe(4);
	});

	test('who calls pays the request, whoever owns the key', async () => {
		const it = metered();
		const { KeyMetadata } = await it.world.kms('CreateKey', {
			Policy: JSON.stringify({
				Version: '2012-10-17',
				Statement: [HOME, OTHER].map((account) => ({
					Effect: 'Allow',
					Principal: { AWS: `arn:aws:iam::${account}:root` },
					Action: 'kms:*',
					Resource: '*'
				}))
			})
		});
		await it.kms('Encrypt', { KeyId: KeyMetadata.Arn, Plaintext: utf8('x') }, BOB);
		expect(it.bill(OTHER).lines).toMatchObject([
			{ kind: 'requests', class: 'symmetric', quantity: 1, free: 1 }
		]);
		expect(it.bill().lines.filter((line) => line.kind === 'requests')).toMatchObject([{ quantity: 1 }]);
		expect(it.bill(OTHER).lines[0]!.moments[0]).toMatchObject({ what: 'Encrypt' });
	});

	test('an asymmetric key has its own price for cryptography, and none for being described', async () => {
		const it = metered();
		const { KeyMetadata } = await it.world.kms('CreateKey', {
			KeySpec: 'ECC_NIST_P256',
			KeyUsage: 'SIGN_VERIFY'
		});
		const { KeyId } = KeyMetadata;
		await it.world.kms('Sign', { KeyId, Message: utf8('x'), SigningAlgorithm: 'ECDSA_SHA_256' });
		await it.world.kms('DescribeKey', { KeyId });
		const counts = it.bill().lines.flatMap((line) => (line.class ? [[line.class, line.quantity]] : []));
		expect(counts).toEqual([
			['symmetric', 2],
			['asymmetric', 1]
		]);
	});

	test('an AWS managed key is free, its requests are not; a Bucket Key spares requests', async () => {
		const it = metered();
		await it.ask('s3', 'CreateBucket', { Bucket: 'reports' });
		const put = (Key: string, more: object) =>
			it.ask('s3', 'PutObject', {
				Bucket: 'reports',
				Key,
				Body: utf8('x'),
				ServerSideEncryption: 'aws:kms',
				...more
			});
		await put('a', {});
		await put('b', { BucketKeyEnabled: true });
		await put('c', { BucketKeyEnabled: true });
		await it.pass(DAY);
		const { lines, spared } = it.bill();
		expect(lines).toMatchObject([
			{ kind: 'key', amount: 0 },
			{
				kind: 'requests',
				quantity: 2,
				free: 2,
				note: expect.stringContaining('2 under AWS managed keys') as string
			}
		]);
		expect(spared.count).toBe(1);
	});

	test('the forecast has the rotations that are on the calendar', async () => {
		const it = metered();
		const { KeyMetadata } = await it.world.kms('CreateKey', {});
		await it.world.kms('EnableKeyRotation', { KeyId: KeyMetadata.KeyId, RotationPeriodInDays: 90 });
		const state = it.world.state();
		const months = (year: RuleYear) =>
			forecast(readLedger(it.world.timeline.path()), state.keys, {
				account: home,
				year,
				now: state.time,
				months: 12
			});
		// Created 1 January, rotated 1 April, 30 June, 28 September, 27 December.
		expect(months('today').map((bill) => bill.total)).toEqual([
			...[1, 1, 1, 2, 2, 2.03],
			...[3, 3, 3, 3, 3, 3]
		]);
		expect(months('2022').at(-1)!.total).toBe(4.16);
	});
});

test('months of the calendar have their hours', () => {
	const february = monthOf(Date.UTC(2028, 1, 29, 12));
	expect(february).toMatchObject({ name: '2028-02', hours: 29 * 24 });
	expect(monthAfter(february, 11).name).toBe('2029-01');
});
