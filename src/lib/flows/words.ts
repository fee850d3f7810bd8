/** The words of the captions: AWS's terms, present tense, each with the tone that gives it colour and glyph. */
import type { Actor, Thing } from '$lib/domain/trace';
import type { CaptionPart, Tone } from './beat';
import { fourHex, lengthOf, nameOf } from './names';

export { ACTOR_NAMES, day, lengthOf, MATERIAL_NAMES, nameOf } from './names';

/** As the subject or object of a sentence. */
export const THE_ACTOR: Readonly<Record<Actor, string>> = {
	caller: 'the caller',
	sdk: 'the Encryption SDK',
	service: 'the service',
	kms: 'KMS',
	hsm: 'the HSM',
	store: 'the data store'
};

/** A caption from a template: strings are plain, pairs are [text, tone]. */
export const say = (...parts: readonly (string | readonly [string, Tone])[]): CaptionPart[] =>
	parts.map((part) => (typeof part === 'string' ? { text: part } : { text: part[0], tone: part[1] }));

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Letters of a caption that fit into two lines on a phone. */
export const ROOM = 80;

/** As much of a sentence as has room, up to the end of a clause; the whole where no clause is so short. */
export function clause(text: string, room: number, ends = /[:;] /g): string {
	if (text.length <= room) return text;
	const at = [...text.matchAll(ends)].map(({ index }) => index).filter((end) => end <= room);
	return at.length ? text.slice(0, at.at(-1)) : text;
}

/** "plaintext (13 B, a1b2)" for the long text. */
export const inFull = (thing: Thing): string =>
	`${nameOf(thing)} (${[
		lengthOf(thing.length),
		fourHex(thing),
		thing.sealedBy &&
			`sealed by generation ${thing.sealedBy.generation} of ${shortKey(thing.sealedBy.keyArn)}`
	]
		.filter(Boolean)
		.join(', ')})`;

export const listOf = (things: readonly Thing[]): string =>
	things.length ? things.map(inFull).join(', ') : 'nothing else';

/** An alias as it is; a key by the first eight digits of its id. */
export function shortKey(ref: string): string {
	const alias = /alias\/.*$/.exec(ref)?.[0];
	return alias ?? `key ${(ref.split('/').at(-1) ?? ref).slice(0, 8)}`;
}

export function span(ms: number): string {
	const days = Math.round(ms / 86_400_000);
	if (days >= 1) return `${days} ${days === 1 ? 'day' : 'days'}`;
	const hours = Math.round(ms / 3_600_000);
	if (hours >= 1) return `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
	const minutes = Math.round(ms / 60_000);
	if (minutes >= 2) return `${minutes} minutes`;
	return `${Math.round(ms / 1000)} seconds`;
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
