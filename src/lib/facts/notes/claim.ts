/**
 * A claim of the notes this project began with (a study page on KMS, 2022-04 to 2023-02), in our words, beside what
 * AWS documents. Compared 2026-11-23. Sources: API = AWS KMS API reference as of 2026-11; KDG = KMS Developer Guide,
 * copies of 2025–2026, KDG23 its archive of April 2023; S3-23, EC2-23 the guides' archives of 2023.
 */
export type Verdict =
	/** Still so. */
	| 'true'
	/** So, by another word. */
	| 'term'
	/** Was so, and is not now. */
	| 'changed'
	/** So under a condition that is missing. */
	| 'partly'
	/** Was not so when it was written either. */
	| 'never'
	/** The notes do not say it. */
	| 'new'
	/** A picture whose text is not known. */
	| 'picture';

/** `scene:rotate` · `page:/kinds` · `tool:trail`, opened in the lab · `tab:keys`, of the lab. */
export type Shown = `scene:${string}` | `page:/${string}` | `tool:${string}` | `tab:${string}`;

export interface Claim {
	/** Its place in the notes, from 1. */
	readonly row: number;
	readonly verdict: Verdict;
	readonly says: string;
	readonly today: string;
	readonly source: string;
	/** When it changed, or grew. */
	readonly when?: string;
	/** What of it no AWS text at hand confirms. */
	readonly unverified?: string;
	/** What demonstrates it; scenes that name the row in their `shows` come on top. */
	readonly shown: readonly Shown[];
}
