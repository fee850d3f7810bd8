/**
 * A sequence of a service, played in a world of its own: what it asked KMS for, as whom and under which context; the
 * grants it made, the records it left and in whose trail, and who pays what. All in short words, so that a test reads
 * like the facts it is compared with.
 */
import { billOf } from '$lib/bill/bill';
import { readLedger } from '$lib/bill/ledger';
import { monthOf } from '$lib/bill/month';
import type { Command, Entry } from '$lib/domain/entry';
import type { AccountId } from '$lib/domain/ids';
import type { ServiceName } from '$lib/domain/service';
import { recordsOf } from '$lib/trail/records';
import { callsOf } from '$lib/world/api-calls';
import { cloud, HOME, OTHER, type Asked, type Cloud } from './services';

type Input = Readonly<Record<string, unknown>>;

export interface Told {
	/** `Decrypt by Alice via s3 {aws:s3:arn}`. */
	readonly calls: readonly string[];
	/** `to aws:ec2-infrastructure: Decrypt {aws:ebs:id}`. */
	readonly grants: readonly string[];
	/** `Decrypt in home`, `CreateGrant in other, AccessDenied`. */
	readonly records: readonly string[];
	/** By who pays: requests of the sequence, and the account's bill for the month. */
	readonly bill: readonly string[];
}

export interface Stage extends Cloud {
	/** Part of the sequence. @throws Error when it is refused */
	readonly then: (service: ServiceName, operation: string, input: Input, ...at: At) => Promise<Asked>;
	/** The same of KMS itself. */
	readonly thenKms: (operation: string, input: Input, ...at: At) => Promise<Asked>;
	/** The same of one's own software. */
	readonly thenOwn: (command: object) => Promise<Asked>;
	/** Before the sequence, or besides it. */
	readonly first: (service: ServiceName, operation: string, input: Input, ...at: At) => Promise<Asked>;
	/** A customer managed key of whoever acts; its ARN. */
	readonly key: (input?: Input, ...at: At) => Promise<string>;
	/** The id of what was made last of a type. */
	readonly last: (type: string) => string;
	/** What is seen of it in the end. */
	readonly told: () => Promise<Told>;
}
type At = readonly [caller?: string, region?: string];

const ACCOUNTS = { home: HOME, other: OTHER } as const;
const accountOf = (id: string): string => (id === HOME ? 'home' : 'other');
/** `Alice`, `aws:ec2-infrastructure`, `rds`. */
function whoIs(arn: string): string {
	if (!arn.startsWith('arn:')) return arn.split('.')[0] ?? arn;
	const [kind = '', ...name] = (arn.split(':').slice(5).join(':') || arn).split('/');
	const who = kind === 'assumed-role' ? (name[0] ?? '') : (name.at(-1) ?? kind);
	return arn.includes(`:${OTHER}:`) ? `${who} of other` : who;
}
const keysOf = (context: unknown): string =>
	context && typeof context === 'object' ? ` {${Object.keys(context).sort().join(', ')}}` : '';

export function stage(): Stage {
	const it = cloud();
	const entries: Entry[] = [];
	const must = (asked: Asked): Asked => {
		if (asked.answer !== 'ok') throw new Error(`expected success, got ${asked.answer}: ${asked.message}`);
		return asked;
	};
	const noted = async (asked: Promise<Asked>): Promise<Asked> => {
		entries.push((await asked).entry);
		return must(await asked);
	};
	const told = async (): Promise<Told> => {
		const { timeline } = it.world;
		const calls = entries.flatMap((entry) =>
			callsOf(entry).filter(({ source }) => source.startsWith('kms.'))
		);
		const ids = new Set(entries.map(({ id }) => id));
		const ledger = readLedger(timeline.path());
		const month = monthOf(it.world.origin.startsAt);
		const until = month.end - 1;
		return {
			calls: calls.map(({ operation, caller, viaService, input, region }) => {
				const { EncryptionContext, SourceEncryptionContext } = input as Input;
				const via = viaService === undefined ? '' : ` via ${viaService.split('.')[0]}`;
				const where = region === it.world.origin.region ? '' : ` in ${region}`;
				return `${operation} by ${whoIs(caller)}${via}${where}${keysOf(EncryptionContext ?? SourceEncryptionContext)}`;
			}),
			grants: calls
				.filter(({ operation }) => operation === 'CreateGrant')
				.map(({ input }) => {
					const { GranteePrincipal, Operations, Constraints } = input as {
						readonly GranteePrincipal: string;
						readonly Operations: readonly string[];
						readonly Constraints?: Readonly<Record<string, object>>;
					};
					const bound = Object.values(Constraints ?? {})[0];
					return `to ${whoIs(GranteePrincipal)}: ${Operations.join(', ')}${keysOf(bound)}`;
				}),
			records: entries.flatMap((entry) =>
				recordsOf(entry, () => timeline.stateAt(entry.parent)).map(
					({ record }) =>
						`${record.eventName} in ${accountOf(record.recipientAccountId)}${record.errorCode === undefined ? '' : `, ${record.errorCode}`}`
				)
			),
			bill: Object.entries(ACCOUNTS).flatMap(([name, account]) => {
				const mine = ledger.requests.filter((one) => one.payer === account && ids.has(one.entryId));
				const paid = mine.filter((one) => !one.freeOfCharge).length;
				const { total } = billOf(ledger, { account: account as AccountId, month, year: 'today', until });
				if (mine.length === 0 && total === 0) return [];
				const free = mine.length > paid ? `, ${mine.length - paid} free of charge` : '';
				return [
					`${name}: ${paid} ${paid === 1 ? 'request' : 'requests'}${free}, $${total.toFixed(2)} a month`
				];
			})
		};
	};
	return {
		...it,
		then: (service, operation, input, ...at) => noted(it.ask(service, operation, input, ...at)),
		thenKms: (operation, input, ...at) => noted(it.kms(operation, input, ...at)),
		thenOwn: async (command) => {
			const { entry } = await it.world.run({ ...command, ...it.world.acting } as unknown as Command);
			const answer = entry.outcome.ok ? 'ok' : entry.outcome.error.code;
			entries.push(entry);
			return must({ entry, answer, message: '', result: {}, kms: [] });
		},
		first: async (service, operation, input, ...at) => must(await it.ask(service, operation, input, ...at)),
		key: async (input = {}, ...at) => {
			must(await it.kms('CreateKey', input, ...at));
			return [...it.world.state().keys.keys()].at(-1)!;
		},
		last: (type) => it.kept(type).at(-1)!.name,
		told
	};
}
