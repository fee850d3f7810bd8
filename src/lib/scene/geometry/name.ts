/** A name on one line or, where that is too long, on two of about the same length. */
export function twoLines(name: string, letters: number): readonly string[] {
	if (name.length <= letters) return [name];
	const cuts = [...name.matchAll(/[ -]/g)].map(({ index, 0: sign }) => {
		const at = index + 1;
		return [name.slice(0, sign === '-' ? at : index), name.slice(at)] as const;
	});
	const best = cuts.reduce<readonly [string, string] | undefined>(
		(found, cut) => (!found || Math.max(...lengths(cut)) < Math.max(...lengths(found)) ? cut : found),
		undefined
	);
	return (best ?? [name]).map((line) => clip(line, letters));
}
const lengths = (cut: readonly [string, string]): number[] => cut.map((line) => line.length);

export const clip = (text: string, letters: number): string =>
	text.length > letters ? `${text.slice(0, Math.max(3, letters - 1))}…` : text;

const BRIEF: Readonly<Record<string, string>> = { 'encryption context': 'context' };
/** On one line: whole where there is room, else by its last word where that says the same. */
export const briefly = (name: string, letters: number): string =>
	name.length <= letters ? name : clip(BRIEF[name] ?? name, letters);

/** A key by its alias, on two lines where it may; one without by as much of its id as has room. */
export function keyLabel(
	{ aliases: [alias], keyId }: { readonly aliases: readonly string[]; readonly keyId: string },
	letters: number,
	tall: boolean
): readonly string[] {
	if (alias === undefined) return [`key ${keyId.slice(0, Math.min(8, Math.max(4, letters - 4)))}`];
	const slash = alias.lastIndexOf('/', letters - 1) + 1;
	if (alias.length <= letters || !tall || slash === 0) return [clip(alias, letters)];
	return [alias.slice(0, slash), clip(alias.slice(slash), letters)];
}
