/** What goals look at, in a few words: the log since the beginning, and the world's keys. */
import type { Entry, Json, WorldState } from '$lib/domain/entry';
import type { KeyRecord } from '$lib/domain/key';
import type { OperationName } from '$lib/domain/operations';
import type { Holds, Standing } from './goal';

/** A command's member, or an input's of an API call; undefined where it has none. */
export function inputOf(entry: Entry, member: string): Json | undefined {
	const { input } = entry.command;
	if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
	return (input as Readonly<Record<string, Json>>)[member];
}
/** The deed's name: of an API call its operation, else the command's type. */
export function deedOf({ command }: Entry): string {
	const deed = command['operation'] ?? command['type'];
	return typeof deed === 'string' ? deed : '';
}

type Suits = (entry: Entry, now: Standing) => boolean;
/** What may be asked for: an operation of KMS, of a service (`PutObject`), or a command's type (`client.open`). */
type Deed = OperationName | (string & {});

/** It was done, and went well. */
export const did =
	(deed: Deed, suits: Suits = () => true): Holds =>
	(now) =>
		now.did.some((entry) => deedOf(entry) === deed && entry.outcome.ok && suits(entry, now));
/** It was tried, and refused with this error. */
export const refused =
	(deed: Deed, code: string, suits: Suits = () => true): Holds =>
	(now) =>
		now.did.some(
			(entry) =>
				deedOf(entry) === deed && !entry.outcome.ok && entry.outcome.error.code === code && suits(entry, now)
		);
export const by =
	(principal: string): Suits =>
	({ command }) =>
		command['caller'] === principal;
/** The first comes before the second. */
export const after =
	(first: Suits, then: Suits): Holds =>
	(now) => {
		const at = now.did.findIndex((entry) => first(entry, now));
		return at >= 0 && now.did.slice(at + 1).some((entry) => then(entry, now));
	};
export const deed =
	(name: Deed, suits: Suits = () => true): Suits =>
	(entry, now) =>
		deedOf(entry) === name && entry.outcome.ok && suits(entry, now);

/** A key of the world, oldest first; undefined when there is none, or none any more. */
export const keyOf = (state: WorldState, index = 0): KeyRecord | undefined => [...state.keys.values()][index];
/** The key that an alias points to. */
export const keyBehind = (state: WorldState, alias: string): KeyRecord | undefined => {
	const arn = [...state.aliases.values()].find(({ name }) => name === alias)?.targetArn;
	return [...state.keys.values()].find((key) => key.arn === arn);
};
/** What this key is like now. */
export const key =
	(is: (key: KeyRecord, now: Standing) => boolean, index = 0): Holds =>
	(now) => {
		const found = keyOf(now.state, index);
		return found !== undefined && is(found, now);
	};
/** The generation of a key's material that a deed used inside the HSM. */
export const generationUsed = (entry: Entry): number | undefined =>
	entry.trace.flatMap((step) => (step.kind === 'hsm-unwrap' ? [step.generation] : []))[0];
