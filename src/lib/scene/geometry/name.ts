/** A name on one line or, where that is too long, on two of about the same length. */
export function twoLines(name: string, letters: number): readonly string[] {
	if (name.length <= letters) return [name];
	const words = name.split(' ');
	const cuts = words
		.slice(1)
		.map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')] as const);
	const best = cuts.reduce<readonly [string, string] | undefined>(
		(found, cut) => (!found || Math.max(...lengths(cut)) < Math.max(...lengths(found)) ? cut : found),
		undefined
	);
	return (best ?? [name]).map((line) => clip(line, letters));
}
const lengths = (cut: readonly [string, string]): number[] => cut.map((line) => line.length);

export const clip = (text: string, letters: number): string =>
	text.length > letters ? `${text.slice(0, Math.max(3, letters - 1))}…` : text;
