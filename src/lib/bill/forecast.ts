/**
 * What is ahead: keys and the rotations on their calendar as they are set now, and requests at the rate so far. Of this
 * month what was made is kept, and the rate fills the rest; each month has its own free requests.
 * Differs from AWS: Cost Explorer's forecast is a model that is not published; this one is a straight line.
 */
import type { AccountId, KeyArn } from '$lib/domain/ids';
import { DAY, type KeyRecord } from '$lib/domain/key';
import type { RuleYear } from '$lib/domain/rule-year';
import type { RequestClass } from '$lib/facts/prices';
import { rotationStateOf } from '$lib/machines/rotation-life';
import { billOf, type Bill, type RequestCounts } from './bill';
import type { Ledger, Moment } from './ledger';
import { monthAfter, monthOf } from './month';

/** The past that the rate is taken from; less when there is less, but a day at least. */
const WINDOW = 30 * DAY;

export interface Rate {
	/** Requests a day, by class; those that are free for anybody left out. */
	readonly perDay: RequestCounts;
	/** Days of the past that it is taken from. */
	readonly days: number;
}

export function rateOf(
	ledger: Ledger,
	{ account, now }: { readonly account: AccountId; readonly now: number }
): Rate {
	const mine = ledger.requests.filter((one) => one.payer === account && !one.freeOfCharge);
	const began = Math.min(now, ...mine.slice(0, 1).map(({ at }) => at));
	const length = Math.max(DAY, Math.min(WINDOW, now - began));
	const counts: Partial<Record<RequestClass, number>> = {};
	for (const one of mine) if (one.at >= now - length) counts[one.class] = (counts[one.class] ?? 0) + 1;
	const days = length / DAY;
	return { days, perDay: mapCounts(counts, (count) => count / days) };
}

const mapCounts = (counts: RequestCounts, change: (count: number) => number): RequestCounts =>
	Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, change(count)]));

export interface Ahead {
	readonly account: AccountId;
	readonly year: RuleYear;
	readonly now: number;
	readonly months: number;
}

/** This month to its end, and the months after it. */
export function forecast(
	ledger: Ledger,
	keys: ReadonlyMap<KeyArn, KeyRecord>,
	{ account, year, now, months }: Ahead
): readonly Bill[] {
	const first = monthOf(now);
	const last = monthAfter(first, months - 1);
	const coming = withRotationsAhead(ledger, keys, last.end);
	const { perDay } = rateOf(ledger, { account, now });
	return Array.from({ length: months }, (_, index) => {
		const month = monthAfter(first, index);
		const days = (month.end - Math.max(now, month.start)) / DAY;
		const ahead = mapCounts(perDay, (count) => Math.round(count * days));
		return billOf(coming, { account, month, year, until: month.end, ahead });
	});
}

/** The rotations ahead of each key, up to then: what is on the calendar now, and nothing new. */
function withRotationsAhead(ledger: Ledger, keys: ReadonlyMap<KeyArn, KeyRecord>, until: number): Ledger {
	return {
		...ledger,
		keys: ledger.keys.map((one) => {
			const key = keys.get(one.key.arn);
			const { nextAt, periodInDays } = key?.rotation ?? {};
			if (!key || nextAt === undefined || !periodInDays || rotationStateOf(key) !== 'waiting') return one;
			const ahead: Moment[] = [];
			for (let at = nextAt; at < until; at += periodInDays * DAY)
				ahead.push({ at, entryId: '', what: 'automatic rotation ahead' });
			return { ...one, rotations: [...one.rotations, ...ahead] };
		})
	};
}
