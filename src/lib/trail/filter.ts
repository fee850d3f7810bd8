/** Which records a person wants to see. What is not asked is not looked at. */
import { SERVICES } from '$lib/domain/service';
import type { Trailed, TrailRecord } from './record';

export type Outcome = 'answered' | 'refused';

export interface TrailFilter {
	/** Whose trail. */
	readonly account: string;
	/** Part of an event name, a person, a key or a context, in any case. */
	readonly text?: string;
	/** Key ARN: who used it? */
	readonly key?: string;
	/** As `whoOf` names them. */
	readonly who?: string;
	/** Who asked KMS: `direct`, a service as `serviceOf` names it, or `KMS itself`. */
	readonly service?: string;
	readonly outcome?: Outcome | '';
	/** Leaves out what only reads. */
	readonly changes?: boolean;
	/** Days, `2026-11-24`, both included. */
	readonly from?: string;
	readonly to?: string;
}

/** The name in userIdentity: a user, a role with its session, a service, or only an account. */
export function whoOf({ userIdentity: it }: TrailRecord): string {
	const text = (name: string): string | undefined => {
		const value = it[name];
		return typeof value === 'string' ? value : undefined;
	};
	const arn = text('arn');
	if (arn !== undefined)
		return arn
			.split(':')
			.slice(5)
			.join(':')
			.replace(/^(user|assumed-role)\//, '');
	return text('invokedBy') ?? `account ${text('accountId') ?? ''}`;
}

export const DIRECT = 'direct';
export const KMS_ITSELF = 'KMS itself';
const BY_PREFIX: ReadonlyMap<string, string> = new Map(
	Object.values(SERVICES).map(({ prefix, name }) => [prefix, name])
);

/** Who stood between the person and KMS. A record that says "AWS Internal" keeps it in the call's ViaService. */
export function serviceOf({ record, viaService }: Trailed): string {
	if (record.eventType === 'AwsServiceEvent') return KMS_ITSELF;
	const { type, invokedBy } = record.userIdentity;
	const by = viaService ?? (type === 'AWSService' && typeof invokedBy === 'string' ? invokedBy : undefined);
	if (by === undefined) return DIRECT;
	const prefix = by.split('.')[0] ?? by;
	return BY_PREFIX.get(prefix) ?? prefix;
}

/** A record as text, made once: it is looked through with each letter that is typed. */
const texts = new WeakMap<TrailRecord, string>();
function textOf(record: TrailRecord): string {
	let text = texts.get(record);
	if (text === undefined) texts.set(record, (text = JSON.stringify(record).toLowerCase()));
	return text;
}

export function filterTrail(all: readonly Trailed[], filter: TrailFilter): readonly Trailed[] {
	const { account, key, who, service, outcome, changes, from, to } = filter;
	const words = filter.text?.trim().toLowerCase() ?? '';
	return all.filter((one) => {
		const { record } = one;
		if (record.recipientAccountId !== account) return false;
		if (key && !record.resources?.some(({ ARN }) => ARN === key)) return false;
		if (outcome && (record.errorCode === undefined) !== (outcome === 'answered')) return false;
		if (changes && record.readOnly) return false;
		if (from && record.eventTime.slice(0, 10) < from) return false;
		if (to && record.eventTime.slice(0, 10) > to) return false;
		if (who && whoOf(record) !== who) return false;
		if (service && serviceOf(one) !== service) return false;
		return words === '' || textOf(record).includes(words);
	});
}
