/** What has room: names on one line or on two, in the sans that ships, semibold. */

import type { Lane, Layout } from './grid';

/** Widths in hundredths of an em, as the browser measures them; what is not listed is 0.6, a capital 0.7. */
const WIDTHS: Readonly<Record<number, string>> = {
	25: ' ',
	30: 'ijl.:',
	38: "frt,;()·'|!-",
	45: 'I/',
	54: 'aceksvxyzLJg_',
	85: 'wmM',
	95: 'W…'
};
const WIDTH_OF: ReadonlyMap<string, number> = new Map(
	Object.entries(WIDTHS).flatMap(([width, letters]) =>
		[...letters].map((letter): [string, number] => [letter, Number(width)])
	)
);
/** A mean letter, by which room is counted. */
const MEAN = 56;

/** How many mean letters of room a text takes. */
export const lettersIn = (text: string): number =>
	[...text].reduce((sum, letter) => sum + (WIDTH_OF.get(letter) ?? (/\p{Lu}/u.test(letter) ? 70 : 60)), 0) /
	MEAN;
const fits = (text: string, letters: number): boolean => lettersIn(text) <= letters;

/** Room for the words of a thing, in mean letters; beneath it, without what parts them from those of its neighbour. */
export const lettersOf = (
	{ cell, beside }: Pick<Lane, 'cell' | 'beside'>,
	{ type }: Pick<Layout, 'type'>
): number => Math.max(10, Math.floor((cell - (beside ? 0 : type * 0.7)) / (type * 0.56)));

/** A name on one line or, where that is too long, on two of about the same length; a number stays with its word. */
export function twoLines(name: string, letters: number): readonly string[] {
	if (fits(name, letters)) return [name];
	const cuts = [...name.matchAll(/[ -](?!\d+$)/g)].map(({ index, 0: sign }) => {
		const at = index + 1;
		return [name.slice(0, sign === '-' ? at : index), name.slice(at)] as const;
	});
	const best = cuts.reduce<readonly [string, string] | undefined>(
		(found, cut) => (!found || longest(cut) < longest(found) ? cut : found),
		undefined
	);
	return best ? best.map((line) => clip(line, letters)) : [briefly(name, letters)];
}
const longest = (cut: readonly [string, string]): number => Math.max(...cut.map(lettersIn));

/** As much of a text as has room, at least two letters, and a sign that there is more. */
export function clip(text: string, letters: number): string {
	if (fits(text, letters)) return text;
	let end = text.length - 1;
	while (end > 2 && !fits(`${text.slice(0, end)}…`, letters)) end--;
	return `${text.slice(0, end).trimEnd()}…`;
}

const BRIEF: Readonly<Record<string, string>> = {
	'encryption context': 'context',
	'encrypted data key': 'encrypted key'
};
const shorter = (name: string): string => BRIEF[name] ?? name.replace(/^generation (?=\d)/, 'gen. ');
/** On one line: whole where there is room, else by a shorter name that says the same. */
export const briefly = (name: string, letters: number): string =>
	fits(name, letters) ? name : clip(shorter(name), letters);

/**
 * A key by its alias, on two lines where it may; one without by the first eight digits of its id, as sentences call
 * it: without the word "key" rather than without a digit.
 */
export function keyLabel(
	{ aliases: [alias], keyId }: { readonly aliases: readonly string[]; readonly keyId: string },
	letters: number,
	tall: boolean
): readonly string[] {
	if (alias === undefined) {
		const id = keyId.slice(0, 8);
		if (fits(`key ${id}`, letters)) return [`key ${id}`];
		return tall ? ['key', clip(id, letters)] : [clip(id, letters)];
	}
	const slash = alias.lastIndexOf('/') + 1;
	if (fits(alias, letters) || !tall || slash === 0) return [clip(alias, letters)];
	return [clip(alias.slice(0, slash), letters), clip(alias.slice(slash), letters)];
}
