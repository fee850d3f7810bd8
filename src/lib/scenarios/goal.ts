/**
 * "Now you": what a person should bring about, in the world of the scene, by whichever way they like. Checks look at
 * the state and at what was done since the beginning; their order does not matter.
 */
import type { Entry, WorldState } from '$lib/domain/entry';
import type { ScenarioStep } from './scenario';

/** What a check is given. */
export interface Standing {
	/** The world as it is now. */
	readonly state: WorldState;
	/** The world where the goal began. */
	readonly start: WorldState;
	/** What was done since, oldest first, refusals too. */
	readonly did: readonly Entry[];
}

export type Holds = (now: Standing) => boolean;

export interface Check {
	/** What is to be seen, in a few words. */
	readonly label: string;
	readonly holds: Holds;
}

export interface Hints {
	/** First tier: where to look. */
	readonly look: string;
	/** Second tier: which concept. The third is made: the next command of `solution`, placed, not run. */
	readonly think: string;
}

export interface Goal {
	/** Where the goal's world stands: before the scene's first step (absent), or after its last. */
	readonly from?: 'end';
	/** One sentence: the task. */
	readonly task: string;
	readonly checks: readonly Check[];
	readonly hints: Hints;
	/** Reaches the goal. */
	readonly solution: readonly ScenarioStep[];
	/** Looks like it, and does not. */
	readonly nearMiss: readonly ScenarioStep[];
}

/** Which checks hold, in their order. */
export const standingOf = (goal: Goal, now: Standing): readonly boolean[] =>
	goal.checks.map((check) => check.holds(now));

export const isReached = (goal: Goal, now: Standing): boolean => standingOf(goal, now).every(Boolean);
