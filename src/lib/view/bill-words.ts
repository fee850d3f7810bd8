/** How a bill says its lines and sums. */
import type { WorldState } from '$lib/domain/entry';
import type { Bill, BillLine } from '$lib/bill/bill';
import { REQUEST_PRICES } from '$lib/facts/prices';
import { keyName } from './words';

const CENTS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const FINE = new Intl.NumberFormat('en-US', {
	style: 'currency',
	currency: 'USD',
	maximumFractionDigits: 6
});
const COUNT = new Intl.NumberFormat('en');
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const SHORT = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });

/** A total, in cents. */
export const dollars = (amount: number): string => CENTS.format(amount);
/** A line, unrounded as far as it is worth reading. */
export const fineDollars = (amount: number): string => FINE.format(amount);
export const monthName = (start: number): string => MONTH.format(start);
export const shortMonth = (start: number): string => SHORT.format(start);

/** "1,200 requests a day", "fewer than one request a day". */
export function perDayWords(perDay: number): string {
	if (perDay === 0) return 'no requests';
	if (perDay < 1) return 'fewer than one request a day';
	const count = Math.round(perDay);
	return `${COUNT.format(count)} ${count === 1 ? 'request' : 'requests'} a day`;
}
export function daysWords(days: number): string {
	const count = Math.round(days);
	return count === 1 ? 'day' : `${count} days`;
}

const ORDINAL = ['', 'First', 'Second', 'Third'];

export function lineName(state: WorldState, line: BillLine): string {
	if (line.kind === 'key') return nameOfKey(state, line.keyArn!);
	if (line.kind === 'rotation')
		return `${ORDINAL[line.rotation!] ?? `${line.rotation}th`} rotation of ${nameOfKey(state, line.keyArn!)}`;
	return line.id === 'cloudtrail' ? 'Requests of CloudTrail itself' : REQUEST_PRICES[line.class!].name;
}

/** With its Region: an account's bill has those of all. */
const nameOfKey = (state: WorldState, arn: string): string => `${keyName(state, arn)} (${arn.split(':')[3]})`;

export function quantityOf(line: BillLine, { month }: Pick<Bill, 'month'>): string {
	if (line.kind !== 'requests') return `${COUNT.format(line.quantity)} of ${month.hours} hours`;
	const all = `${COUNT.format(line.quantity)} ${line.quantity === 1 ? 'request' : 'requests'}`;
	return line.free ? `${all}, ${line.free === line.quantity ? 'all' : COUNT.format(line.free)} free` : all;
}

export function rateOf(line: BillLine): string {
	if (line.kind !== 'requests') return '$1.00 a month';
	const { per10000 } = REQUEST_PRICES[line.class!];
	return per10000 === undefined ? 'no price found' : `${dollars(per10000)} for 10,000`;
}
