/**
 * Prices a month's use: keys by the hour, rotations as far as the rules charge them, requests after the free ones.
 * All lines stay unrounded; only the total is rounded, half up to cents.
 */
import {
	FREE_REQUESTS,
	KEY_MONTH,
	REQUEST_PRICES,
	ROTATION_MONTH,
	type RequestClass,
	type Trust
} from '$lib/facts/prices';
import type { RotationRules } from '$lib/facts/rule-years';

export interface PricedRequests {
	readonly class: RequestClass;
	readonly count: number;
	/** Of them, those that are free this month. */
	readonly free: number;
	/** Absent: no price was found. */
	readonly amount?: number;
	readonly trust: Trust;
}

export interface PricedTime {
	readonly hours: number;
	readonly amount: number;
	readonly trust: Trust;
}

const byTheHour = (price: number, hours: number, ofMonth: number): number => (price * hours) / ofMonth;

export const priceKey = (hours: number, hoursInMonth: number): PricedTime => ({
	hours,
	amount: byTheHour(KEY_MONTH.price, hours, hoursInMonth),
	trust: KEY_MONTH.trust
});

/** `index` counts the key's rotations from 0. */
export const priceRotation = (
	index: number,
	hours: number,
	{ hoursInMonth, rules }: { readonly hoursInMonth: number; readonly rules: RotationRules }
): PricedTime => ({
	hours,
	amount: index < rules.rotationsCharged ? byTheHour(ROTATION_MONTH.price, hours, hoursInMonth) : 0,
	trust: ROTATION_MONTH.trust
});

/** Free requests go to the classes in the order of the price table. */
export function priceRequests(
	counts: Readonly<Partial<Record<RequestClass, number>>>
): readonly PricedRequests[] {
	let left = FREE_REQUESTS.count;
	return Object.entries(REQUEST_PRICES).flatMap(([name, price]): PricedRequests[] => {
		const one = name as RequestClass;
		const count = counts[one] ?? 0;
		if (count === 0) return [];
		const free = price.free ? Math.min(left, count) : 0;
		left -= free;
		const amount = price.per10000 === undefined ? undefined : ((count - free) / 10_000) * price.per10000;
		return [{ class: one, count, free, ...(amount !== undefined && { amount }), trust: price.trust }];
	});
}

/** Half up to cents. The tenth of a millionth takes away what binary fractions add. */
export const total = (amounts: readonly number[]): number =>
	Math.floor(amounts.reduce((sum, one) => sum + one, 0) * 100 + 0.5 + 1e-7) / 100;
