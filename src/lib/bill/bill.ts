/**
 * The bill of an account for a month: from the ledger, priced by the rules of a year, each line with the moments of the
 * log that it comes from.
 */
import type { AccountId, KeyArn } from '$lib/domain/ids';
import type { KeyRecord } from '$lib/domain/key';
import type { RuleYear } from '$lib/domain/rule-year';
import type { RequestClass, Trust } from '$lib/facts/prices';
import { RULE_YEARS } from '$lib/facts/rule-years';
import type { KeyAccount, Ledger, Moment, Request } from './ledger';
import { hoursWithin, type Month } from './month';
import { priceKey, priceRequests, priceRotation, total } from './price';

export interface BillLine {
	readonly id: string;
	readonly kind: 'key' | 'rotation' | 'requests';
	/** Of a key or a rotation. */
	readonly keyArn?: KeyArn;
	/** Of a rotation, from 1. */
	readonly rotation?: number;
	readonly class?: RequestClass;
	/** Hours, or requests. */
	readonly quantity: number;
	/** Of the requests, how many are free. */
	readonly free?: number;
	/** Absent: no price was found. */
	readonly amount?: number;
	/** Why nothing is charged, or who else has a bill. */
	readonly note?: string;
	readonly trust: Trust;
	readonly moments: readonly Moment[];
}

export interface Bill {
	readonly account: AccountId;
	readonly month: Month;
	readonly year: RuleYear;
	readonly lines: readonly BillLine[];
	/** Rounded to cents. */
	readonly total: number;
	/** Requests to S3 that bucket-level keys answered, and what KMS would have charged for as many more. */
	readonly spared: { readonly count: number; readonly amount: number };
}

export interface BillQuestion {
	readonly account: AccountId;
	readonly month: Month;
	readonly year: RuleYear;
	/** World time up to which is charged. */
	readonly until: number;
	/** Requests to come, besides those made: a forecast. */
	readonly ahead?: RequestCounts;
}

export type RequestCounts = Readonly<Partial<Record<RequestClass, number>>>;

export const inside = ({ start, end }: Month, { at }: { readonly at: number }): boolean =>
	at >= start && at < end;

export function billOf(ledger: Ledger, question: BillQuestion): Bill {
	const { account, month, year, ahead = {} } = question;
	const mine = ledger.requests.filter((one) => one.payer === account && inside(month, one));
	const lines = [
		...ledger.keys.filter(({ key }) => key.account === account).flatMap((one) => keyLines(one, question)),
		...requestLines(mine, ahead)
	];
	const amounts = lines.map(({ amount = 0 }) => amount);
	return {
		...{ account, month, year, lines },
		total: total(amounts),
		spared: sparedOf(ledger, question, mine)
	};
}

function keyLines(account: KeyAccount, { month, year, until }: BillQuestion): readonly BillLine[] {
	const { key, created, ended, rotations } = account;
	const to = Math.min(until, ended?.at ?? Infinity);
	const hours = hoursWithin(month, created.at, to);
	if (hours === 0) return [];
	const scheduled = ended && ended.at < month.end ? [ended] : [];
	const head = { keyArn: key.arn, moments: [created, ...scheduled] } as const;
	if (key.manager === 'AWS')
		return [
			{
				...head,
				id: key.arn,
				kind: 'key',
				quantity: hours,
				amount: 0,
				trust: 'documented',
				note: 'AWS managed: the key and its rotations are free, its requests are not'
			}
		];
	const rules = RULE_YEARS[year];
	const note = noteOf(key, scheduled.length > 0);
	return [
		{
			...head,
			id: key.arn,
			kind: 'key',
			...priced(priceKey(hours, month.hours)),
			...(note !== undefined && { note })
		},
		...rotations.flatMap((moment, index): BillLine[] => {
			const hoursSince = hoursWithin(month, moment.at, to);
			if (hoursSince === 0) return [];
			const free = index >= rules.rotationsCharged && 'from the third rotation on nothing is added';
			return [
				{
					id: `${key.arn} ${index + 1}`,
					kind: 'rotation',
					keyArn: key.arn,
					rotation: index + 1,
					...priced(priceRotation(index, hoursSince, { hoursInMonth: month.hours, rules })),
					...(free && { note: free }),
					moments: [moment]
				}
			];
		})
	];
}

const priced = ({ hours, ...rest }: { hours: number; amount: number; trust: Trust }) => ({
	quantity: hours,
	...rest
});

function noteOf(key: KeyRecord, ended: boolean): string | undefined {
	if (ended) return 'not charged while deletion is pending; charged as if never scheduled if it is cancelled';
	if (key.origin === 'AWS_CLOUDHSM') return 'the CloudHSM cluster, two HSMs at least, has a bill of its own';
	if (key.origin === 'EXTERNAL_KEY_STORE') return 'your own key manager and proxy cost extra';
	return undefined;
}

function requestLines(requests: readonly Request[], ahead: RequestCounts): readonly BillLine[] {
	const charged = groupBy(requests.filter((one) => !one.freeOfCharge));
	const counts: Partial<Record<RequestClass, number>> = { ...ahead };
	for (const [name, all] of charged) counts[name] = all.length + (ahead[name] ?? 0);
	const lines = priceRequests(counts).map(({ class: name, count, free, amount, trust }): BillLine => {
		const all = charged.get(name) ?? [];
		const managed = all.filter((one) => one.managed).length;
		return {
			id: name,
			kind: 'requests',
			class: name,
			quantity: count,
			free,
			...(amount !== undefined ? { amount } : { note: 'no price was found: not in the total' }),
			...(managed > 0 && {
				note: `${managed} under AWS managed keys: charged alike, though some services pay them`
			}),
			trust,
			moments: all.map(momentOf)
		};
	});
	const forFree = requests.filter((one) => one.freeOfCharge);
	if (forFree.length === 0) return lines;
	return [
		...lines,
		{
			id: 'cloudtrail',
			kind: 'requests',
			class: 'symmetric',
			quantity: forFree.length,
			amount: 0,
			note: 'CloudTrail writes its log files for free; reading them is charged',
			trust: 'documented',
			moments: forFree.map(momentOf)
		}
	];
}

const momentOf = ({ at, entryId, operation, refused }: Request): Moment => ({
	...{ at, entryId },
	what: refused ? `${operation}, refused` : operation
});

function groupBy(requests: readonly Request[]): ReadonlyMap<RequestClass, readonly Request[]> {
	const groups = new Map<RequestClass, Request[]>();
	for (const one of requests) {
		const group = groups.get(one.class);
		if (group) group.push(one);
		else groups.set(one.class, [one]);
	}
	return groups;
}

function sparedOf(ledger: Ledger, { account, month }: BillQuestion, made: readonly Request[]) {
	const count = ledger.spared.filter((one) => one.payer === account && inside(month, one)).length;
	const symmetric = made.filter((one) => one.class === 'symmetric' && !one.freeOfCharge).length;
	const amountOf = (requests: number): number => priceRequests({ symmetric: requests })[0]?.amount ?? 0;
	return { count, amount: amountOf(symmetric + count) - amountOf(symmetric) };
}
