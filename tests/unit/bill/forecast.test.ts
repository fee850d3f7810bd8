/** Worked forecasts: the worked bills of the facts, reached in the middle of a month at an even rate. */
import { describe, expect, test } from 'vitest';
import { forecast, rateOf } from '$lib/bill/forecast';
import type { Ledger, Request } from '$lib/bill/ledger';
import { DAY, type KeyRecord } from '$lib/domain/key';
import type { AccountId } from '$lib/domain/ids';
import type { RequestClass } from '$lib/facts/prices';

const account = '111122223333' as AccountId;
/** A month of 30 days, and its middle. */
const NOVEMBER = Date.UTC(2026, 10, 1);
const MIDDLE = NOVEMBER + 15 * DAY;

const key = (id: string, more: Partial<KeyRecord> = {}): KeyRecord =>
	({
		...{ arn: `arn:aws:kms:eu-west-1:${account}:key/${id}`, account, region: 'eu-west-1', state: 'Enabled' },
		rotation: { enabled: false, periodInDays: 365 },
		...more
	}) as unknown as KeyRecord;

interface Made {
	readonly keys?: readonly KeyRecord[];
	/** Even, from one moment to another. */
	readonly requests?: readonly {
		readonly class: RequestClass;
		readonly count: number;
		readonly from?: number;
		readonly to?: number;
		readonly payer?: string;
		readonly freeOfCharge?: true;
	}[];
}
function ledgerOf({ keys = [], requests = [] }: Made): Ledger {
	return {
		keys: keys.map((one) => ({
			key: one,
			created: { at: NOVEMBER - 100 * DAY, entryId: 'made', what: 'CreateKey' },
			rotations: []
		})),
		requests: requests
			.flatMap(({ count, from = NOVEMBER, to = MIDDLE, class: name, ...more }) =>
				Array.from(
					{ length: count },
					(_, index) =>
						({
							at: Math.floor(from + ((to - from) * index) / count),
							...{ class: name, payer: account, entryId: 'x', operation: 'Encrypt', region: 'eu-west-1' },
							...more
						}) as Request
				)
			)
			.sort((a, b) => a.at - b.at),
		spared: []
	};
}
const totals = (made: Made, { now = MIDDLE, months = 3 } = {}) =>
	forecast(ledgerOf(made), new Map((made.keys ?? []).map((one) => [one.arn, one])), {
		...{ account, now, months },
		year: 'today'
	}).map((bill) => bill.total);

describe('a forecast', () => {
	test('one key, half of 100,000 calls by the middle of the month: 1.24, and as many a day from then on', () => {
		const made = { keys: [key('a')], requests: [{ class: 'symmetric', count: 50_000 }] } as const;
		expect(rateOf(ledgerOf(made), { account, now: MIDDLE })).toEqual({
			days: 15,
			perDay: { symmetric: 50_000 / 15 }
		});
		// December: 31 days at 3,333.3 a day, 20,000 of them free.
		expect(totals(made)).toEqual([1.24, 1.25, 1.25]);
	});

	test('RSA_4096, half of 200,000 Sign: 4 at the end of the month; nothing of it is free', () => {
		const made = { keys: [key('a')], requests: [{ class: 'asymmetric', count: 100_000 }] } as const;
		expect(totals(made)).toEqual([4, 4.1, 4.1]);
	});

	test('what stays within the free requests stays free, also when the month so far is not over them', () => {
		expect(totals({ requests: [{ class: 'symmetric', count: 9_000 }] })).toEqual([0, 0, 0]);
		// 15,000 so far cost nothing; 30,000 by the end do, and 31,000 in the months after.
		expect(totals({ requests: [{ class: 'symmetric', count: 15_000 }] })).toEqual([0.03, 0.03, 0.03]);
	});

	test('does not repeat the month: a busy past counts no further than thirty days back', () => {
		const past = {
			class: 'symmetric',
			count: 30_000,
			from: NOVEMBER - 60 * DAY,
			to: NOVEMBER - 40 * DAY
		} as const;
		expect(totals({ requests: [past] })).toEqual([0, 0, 0]);
		// The last days of October count for the rate, and not for November's bill.
		const lately = { ...past, count: 30_000, from: MIDDLE - 30 * DAY, to: NOVEMBER } as const;
		const november = { ...past, count: 30_000, from: NOVEMBER, to: MIDDLE } as const;
		// 60,000 in 30 days: 30,000 more in November, 62,000 in December.
		expect(totals({ requests: [lately, november] }, { months: 2 })).toEqual([0.12, 0.13]);
	});

	test('a world of minutes is reckoned as a day', () => {
		const made = {
			requests: [{ class: 'symmetric', count: 10, from: MIDDLE - 60_000, to: MIDDLE }]
		} as const;
		expect(rateOf(ledgerOf(made), { account, now: MIDDLE })).toEqual({ days: 1, perDay: { symmetric: 10 } });
	});

	test('others’ requests and those free for anybody make no rate', () => {
		const made = {
			requests: [
				{ class: 'symmetric', count: 50, payer: '444455556666' },
				{ class: 'symmetric', count: 50, freeOfCharge: true }
			]
		} as const;
		expect(rateOf(ledgerOf(made), { account, now: MIDDLE }).perDay).toEqual({});
	});

	test('a key recurs until its deletion is scheduled; its rotations ahead add to it', () => {
		const rotates = key('b', {
			rotation: { enabled: true, periodInDays: 90, nextAt: NOVEMBER + 30 * DAY }
		});
		expect(totals({ keys: [key('a'), rotates] })).toEqual([2, 3, 3]);
		const ledger = ledgerOf({ keys: [key('a')] });
		const [one] = ledger.keys;
		const ended = { ...one!, ended: { at: NOVEMBER + 15 * DAY, entryId: 'x', what: 'ScheduleKeyDeletion' } };
		const ahead = forecast({ ...ledger, keys: [ended] }, new Map(), {
			...{ account, now: MIDDLE, months: 2 },
			year: 'today'
		});
		expect(ahead.map((bill) => bill.total)).toEqual([0.5, 0]);
	});
});
