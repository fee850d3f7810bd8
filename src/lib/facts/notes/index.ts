/** The claims of the notes, by topic, in their order. */
import type { Claim, Verdict } from './claim';
import { DELETION } from './deletion';
import { GENERAL } from './general';
import { KINDS } from './kinds';
import { PAIRS } from './pairs';
import { POLICIES } from './policies';
import { REGIONS } from './regions';
import { ROTATION } from './rotation';
import { USE } from './use';

export type { Claim, Shown, Verdict } from './claim';

export interface Topic {
	readonly title: string;
	readonly claims: readonly Claim[];
}

export const NOTES: readonly Topic[] = [
	{ title: 'Encryption and KMS in general', claims: GENERAL },
	{ title: 'Kinds of key', claims: KINDS },
	{ title: 'Size, price, sharing', claims: USE },
	{ title: 'Regions, snapshots and images', claims: REGIONS },
	{ title: 'Key policies', claims: POLICIES },
	{ title: 'Deletion', claims: DELETION },
	{ title: 'Rotation', claims: ROTATION },
	{ title: 'Symmetric and asymmetric', claims: PAIRS }
];

export const CLAIMS: readonly Claim[] = NOTES.flatMap((topic) => topic.claims);

export const VERDICTS: Readonly<Record<Verdict, { readonly name: string; readonly says: string }>> = {
	true: { name: 'True', says: 'still so' },
	term: { name: 'New word', says: 'so, by another word' },
	changed: { name: 'Changed', says: 'was so, is not now' },
	partly: { name: 'Partly', says: 'so, with a condition that is missing' },
	never: { name: 'Never', says: 'was not so when written either' },
	new: { name: 'Not said', says: 'the notes leave it out' },
	picture: { name: 'Picture', says: 'its text is not known' }
};
