/** Words for things: how a key, a date, a size and an entry are called wherever the page names them. */
import type { Entry, Json } from '$lib/domain/entry';
import { DAY, type KeyRecord } from '$lib/domain/key';
import type { OutsideAct } from '$lib/domain/outside';
import type { Thing } from '$lib/domain/trace';
import { fourHex } from '$lib/flows/names';

export { keyName, shortId } from './key-name';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const DATE_TIME = new Intl.DateTimeFormat('en-GB', {
	dateStyle: 'medium',
	timeStyle: 'short',
	timeZone: 'UTC'
});

/** World time is shown in UTC. */
export const dateOf = (time: number): string => DATE.format(time);
export const dateTimeOf = (time: number): string => `${DATE_TIME.format(time)} UTC`;

/** "5 seconds", "30 minutes", "7 days": rounded to the largest unit that is reached. */
export function durationOf(milliseconds: number): string {
	if (milliseconds >= DAY) return `${Math.round(milliseconds / DAY)} days`;
	return milliseconds >= 120_000
		? `${Math.round(milliseconds / 60_000)} minutes`
		: `${Math.round(milliseconds / 1000)} seconds`;
}

export function sizeOf(bytes: number): string {
	if (bytes < 1024) return `${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'}`;
	if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`;
	return bytes < 1024 ** 3
		? `${(bytes / 1024 ** 2).toFixed(1)} MiB`
		: `${(bytes / 1024 ** 3).toFixed(2)} GiB`;
}

export const isUsable = (key: KeyRecord): boolean => key.state === 'Enabled';

const field = (value: Json | undefined, name: string): Json | undefined =>
	value !== null && typeof value === 'object' && !Array.isArray(value)
		? (value as { readonly [key: string]: Json })[name]
		: undefined;

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const OUTSIDE_TITLES: Readonly<Record<OutsideAct, string>> = {
	digest: 'Hash outside AWS',
	encrypt: 'Encrypt outside AWS',
	sign: 'Sign outside AWS',
	verify: 'Verify outside AWS',
	'key-pair': 'Make a key pair outside AWS',
	agree: 'Agree on a secret outside AWS',
	encapsulate: 'Encapsulate outside AWS',
	material: 'Make key material outside AWS',
	wrap: 'Wrap key material outside AWS'
};

/** The title of an entry in the log: the operation's own name, or what the person did. */
export function titleOf({ command }: Entry): string {
	const name = text(command.name);
	switch (command.type) {
		case 'kms':
			return text(command.operation);
		case 'clock.advance':
			return command.by === 'next-event'
				? 'Advance to the next event'
				: `Advance ${durationOf(Number(command.by))}`;
		case 'client.seal':
		case 'client.sealFile':
			return `Seal “${name}”`;
		case 'client.open':
		case 'client.openFile':
			return `Open “${name}”`;
		case 'service':
			return text(command.operation);
		case 'client.outside':
			return OUTSIDE_TITLES[text(field(command.work, 'act')) as OutsideAct] ?? 'Outside AWS';
		case 'client.move':
			return 'Move to another key';
		case 'item.keep':
			return `Keep “${text(field(command.item, 'name')) || 'a ciphertext'}”`;
		case 'quotas.set':
			return command.on === true ? 'Switch request quotas on' : 'Switch request quotas off';
		case 'rules.set':
			return command.year === '2022' ? 'Live by the rules of 2022' : 'Live by the rules of today';
		case 'backing.set':
			return 'Change what is behind a key store';
		case 'iam.putPrincipal':
			return `Change what ${text(field(command.principal, 'arn')).split('/').at(-1)} may do`;
		case 'iam.deletePrincipal':
			return `Delete ${text(command.arn).split('/').at(-1)}`;
		case 'iam.putOrganization':
			return 'Change the organization';
		case 'item.remove':
			return 'Remove a sealed thing';
		default:
			return text(command.type);
	}
}

/** One sentence on how an entry ended. */
export const endOf = (entry: Entry): string =>
	entry.outcome.ok ? (entry.events.length ? 'done' : 'read') : entry.outcome.error.code;

/** Why the inspector has nothing of a thing but its length. */
export function whyNoBytes({ id, material }: Thing): string {
	if (material === 'key-material')
		return 'Key material never leaves the HSM, so there is nothing to show here. That is the point.';
	if (id.startsWith('inside:'))
		return 'It was in the HSM only and never came out, so there is nothing to show here. That is the point.';
	if (!fourHex({ id })) return 'It went by piece by piece, and was never whole in memory.';
	return 'This secret was held in memory only and is gone. Its length and fingerprint are kept; do it again to see the same bytes.';
}
