/**
 * Numbers and dates as policies write them.
 * Models: IAM User Guide, "Numeric condition operators" and "Date condition operators" (W3C note on ISO 8601, or
 * seconds since 1970).
 * Differs from AWS: fractions of a second beyond milliseconds are dropped.
 */
const NUMBER = /^\s*[+-]?\d+(\.\d+)?\s*$/;
const DATE =
	/^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d))?)?)?$/;
const SECONDS = /^\d{5,15}(\.\d+)?$/;

/** Undefined for what is no number. */
export const numberOf = (text: string): number | undefined => (NUMBER.test(text) ? Number(text) : undefined);

/** Milliseconds since 1970; undefined for what is no date. Four digits are a year, more are seconds. */
export function dateOf(text: string): number | undefined {
	const trimmed = text.trim();
	if (SECONDS.test(trimmed)) return Math.round(Number(trimmed) * 1000);
	const match = DATE.exec(trimmed);
	if (!match) return undefined;
	const [
		,
		year,
		month = '01',
		day = '01',
		hour = '00',
		minute = '00',
		second = '00',
		fraction = '0',
		zone = 'Z'
	] = match;
	const fields = [Number(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
	if (fields[0] < 1 || fields[0] > 12 || fields[1] < 1 || fields[1] > 31) return undefined;
	if (fields[2] > 24 || fields[3] > 59 || fields[4] > 60) return undefined;
	const utc = Date.UTC(
		Number(year),
		fields[0] - 1,
		...([fields[1], fields[2], fields[3], fields[4]] as const)
	);
	return utc + Math.floor(Number(`0.${fraction}`) * 1000) - zoneOffset(zone);
}

function zoneOffset(zone: string): number {
	if (zone === 'Z') return 0;
	const sign = zone.startsWith('-') ? -1 : 1;
	return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}
