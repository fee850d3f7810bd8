/** The words of the captions: AWS's terms, present tense, each with the tone that gives it colour and glyph. */
import type { Actor, Material, Thing } from '$lib/domain/trace';
import type { CaptionPart, Tone } from './beat';

export const ACTOR_NAMES: Readonly<Record<Actor, string>> = {
	caller: 'Caller',
	sdk: 'Encryption SDK',
	service: 'AWS service',
	kms: 'AWS KMS',
	hsm: 'HSM',
	store: 'Data store'
};

/** As the subject or object of a sentence. */
export const THE_ACTOR: Readonly<Record<Actor, string>> = {
	caller: 'the caller',
	sdk: 'the Encryption SDK',
	service: 'the service',
	kms: 'KMS',
	hsm: 'the HSM',
	store: 'the data store'
};

export const MATERIAL_NAMES: Readonly<Record<Material, string>> = {
	plaintext: 'plaintext',
	ciphertext: 'ciphertext',
	'data-key': 'data key',
	'wrapped-data-key': 'encrypted data key',
	'key-material': 'key material',
	'public-key': 'public key',
	signature: 'signature',
	context: 'encryption context',
	error: 'error',
	random: 'random bytes'
};

/** A caption from a template: strings are plain, pairs are [text, tone]. */
export const say = (...parts: readonly (string | readonly [string, Tone])[]): CaptionPart[] =>
	parts.map((part) => (typeof part === 'string' ? { text: part } : { text: part[0], tone: part[1] }));

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const nameOf = (thing: Thing): string => thing.name ?? MATERIAL_NAMES[thing.material];

export function lengthOf(bytes: number): string {
	if (bytes < 1024) return `${bytes} B`;
	if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`;
	if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
	return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}

/** "plaintext (13 B, a1b2)" for the long text. */
export const inFull = (thing: Thing): string =>
	`${nameOf(thing)} (${lengthOf(thing.length)}, ${thing.id.slice(0, 4)}${
		thing.sealedBy
			? `, sealed by generation ${thing.sealedBy.generation} of ${shortKey(thing.sealedBy.keyArn)}`
			: ''
	})`;

export const listOf = (things: readonly Thing[]): string =>
	things.length ? things.map(inFull).join(', ') : 'nothing else';

/** An alias as it is; a key by the first eight digits of its id. */
export function shortKey(ref: string): string {
	const alias = /alias\/.*$/.exec(ref)?.[0];
	return alias ?? `key ${(ref.split('/').at(-1) ?? ref).slice(0, 8)}`;
}

export const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

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
