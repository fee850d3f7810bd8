/**
 * A question before the key beat: the scene stops there and asks. It can be skipped and is never scored; afterwards
 * what was predicted stands beside what happened.
 */
import type { TraceStep } from '$lib/domain/trace';

/** What would have come of the call, had one been right: it works, KMS refuses it, or KMS is asked at all. */
export type Means = 'works' | 'refused' | 'asks-kms';

export interface Choice {
	readonly text: string;
	/** Of a wrong choice that says where the call would go: its way is drawn beside the one it took. */
	readonly means?: Means;
	/** One sentence, at most twenty words: why it is so, or what speaks against it. */
	readonly says: string;
}

export interface Prediction {
	/** Index in `steps` of the step it stands before. */
	readonly before: number;
	/** Within that step: before the first beat that shows a trace step of this kind. Absent: before its first beat. */
	readonly at?: TraceStep['kind'];
	readonly question: string;
	/** Two to four. */
	readonly choices: readonly Choice[];
	/** Index in `choices` of what really happens. */
	readonly right: number;
}
