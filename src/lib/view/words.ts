/** Words for things: how a key, a date, a size and an entry are called wherever the page names them. */
import type { Entry, Json, WorldState } from '$lib/domain/entry';
import type { KeyRecord } from '$lib/domain/key';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const DATE_TIME = new Intl.DateTimeFormat('en-GB', {
	dateStyle: 'medium',
	timeStyle: 'short',
	timeZone: 'UTC'
});

/** World time is shown in UTC. */
export const dateOf = (time: number): string => DATE.format(time);
export const dateTimeOf = (time: number): string => `${DATE_TIME.format(time)} UTC`;

export function sizeOf(bytes: number): string {
	if (bytes < 1024) return `${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'}`;
	if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`;
	return bytes < 1024 ** 3
		? `${(bytes / 1024 ** 2).toFixed(1)} MiB`
		: `${(bytes / 1024 ** 3).toFixed(2)} GiB`;
}

export const shortId = (text: string): string => text.slice(text.lastIndexOf('/') + 1).slice(0, 8);

/** The first alias of a key, or the start of its id. */
export function keyName(state: WorldState, arn: string): string {
	for (const alias of state.aliases.values()) if (alias.targetArn === arn) return alias.name;
	return `key ${shortId(arn)}`;
}

export const isUsable = (key: KeyRecord): boolean => key.state === 'Enabled';

const field = (value: Json | undefined, name: string): Json | undefined =>
	value !== null && typeof value === 'object' && !Array.isArray(value)
		? (value as { readonly [key: string]: Json })[name]
		: undefined;

/** The title of an entry in the log: the operation's own name, or what the person did. */
export function titleOf(entry: Entry): string {
	const { type, operation, by, name } = entry.command;
	switch (type) {
		case 'kms':
			return String(operation);
		case 'clock.advance':
			return by === 'next-event'
				? 'Advance to the next event'
				: `Advance ${Math.round(Number(by) / 86_400_000)} days`;
		case 'client.seal':
			return `Seal “${String(name)}”`;
		case 'client.open':
			return `Open “${String(name)}”`;
		case 'client.move':
			return 'Move to another key';
		case 'item.keep':
			return `Keep “${String(field(entry.command.item, 'name') ?? 'a ciphertext')}”`;
		case 'item.remove':
			return 'Remove a sealed thing';
		default:
			return String(type);
	}
}

/** One sentence on how an entry ended. */
export const endOf = (entry: Entry): string =>
	entry.outcome.ok ? (entry.events.length ? 'done' : 'read') : entry.outcome.error.code;
