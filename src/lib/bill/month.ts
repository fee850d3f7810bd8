/** Months of the world's calendar, in UTC, and their hours. */
export interface Month {
	/** World time, milliseconds; `end` is the first moment of the next month. */
	readonly start: number;
	readonly end: number;
	/** 672 to 744. */
	readonly hours: number;
	/** `2026-11` */
	readonly name: string;
}

export const HOUR = 3_600_000;

export function monthOf(time: number): Month {
	const date = new Date(time);
	return monthAt(date.getUTCFullYear(), date.getUTCMonth());
}

/** `by` months later, or earlier. */
export function monthAfter({ start }: Month, by = 1): Month {
	const date = new Date(start);
	return monthAt(date.getUTCFullYear(), date.getUTCMonth() + by);
}

function monthAt(year: number, index: number): Month {
	const start = Date.UTC(year, index);
	const end = Date.UTC(year, index + 1);
	return { start, end, hours: (end - start) / HOUR, name: new Date(start).toISOString().slice(0, 7) };
}

/** Hours from one moment to another that lie in the month; an hour begun counts whole. */
export function hoursWithin(month: Month, from: number, to: number): number {
	const span = Math.min(to, month.end) - Math.max(from, month.start);
	return span <= 0 ? 0 : Math.min(month.hours, Math.ceil(span / HOUR));
}
