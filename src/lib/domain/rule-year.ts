/** Whose rules a world lives by: AWS's of today, or those of 2022, when the notes that this project answers began. */
export type RuleYear = '2022' | 'today';
