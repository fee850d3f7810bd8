/**
 * A scenario is data: a world's seed, what was done before, and the commands that the scene is of. Commands run for
 * real; the scene is drawn from what they left. Nothing here draws, and nothing that draws knows a scenario.
 */
import type { Acting, Command, Execution, WorldState } from '$lib/domain/entry';
import type { Input, OperationName, Output } from '$lib/domain/operations';
import type { ChapterId } from './chapters';
import type { Goal } from './goal';
import type { Prediction } from './prediction';

/** What a step may look back on. */
export interface SoFar {
	readonly state: WorldState;
	readonly acting: Acting;
	/** By the `name` of the step that did it. */
	readonly done: ReadonlyMap<string, Execution>;
}

export interface ScenarioStep {
	/** The phase of the scene, in a few words. */
	readonly phase: string;
	readonly command: (so: SoFar) => Command;
	/** So that later steps can use its result. */
	readonly name?: string;
	/** The error that AWS would answer here; absent when the step must succeed. */
	readonly fails?: string;
	/** The command is accepted; this is what KMS answers a call that its service makes afterwards, unseen. */
	readonly stops?: string;
}

export interface Scenario {
	readonly id: string;
	readonly title: string;
	/** What one will know at the end: a question of at most 80 letters, asked before anything moves. */
	readonly question: string;
	/** One sentence: what there is to see. */
	readonly summary: string;
	/** What the page says beneath the scene; empty for nothing. */
	readonly note?: string;
	/** 32 bytes, hex: the same link, the same bytes. */
	readonly seed: string;
	/** World time, milliseconds. */
	readonly startsAt: number;
	/** RSA keys are made here: fixed ones are taken, since the platform's generator cannot be seeded. */
	readonly makesRsaKeys?: true;
	/** Done before the scene begins: its opening shows what that left. */
	readonly setup: readonly ScenarioStep[];
	readonly steps: readonly ScenarioStep[];
	/** Asked before the key beat. */
	readonly predict?: Prediction;
	/** What the person does themselves afterwards. */
	readonly goal?: Goal;
	/** Where it stands on the path, when `chapters.ts` does not list it. */
	readonly chapter?: ChapterId;
	/** Numbers of the claims of `facts/notes.ts` that can be seen here. */
	readonly shows?: readonly number[];
}

export const kms = <O extends OperationName>(
	operation: O,
	input: Input<O> | ((so: SoFar) => Input<O>)
): ((so: SoFar) => Command) => {
	// One operation with its own input is one member of the union; TypeScript cannot see which.
	return (so) =>
		({
			type: 'kms',
			operation,
			input: typeof input === 'function' ? input(so) : input,
			...so.acting
		}) as Command;
};

/** The ids of the world's keys, oldest first. */
export const keyIdAt = (so: SoFar, index: number): string => {
	const key = [...so.state.keys.values()][index];
	if (!key) throw new Error(`expected a key number ${index + 1} in the world`);
	return key.keyId;
};

/** A member of what an earlier step answered. */
export function answerOf<O extends OperationName, M extends keyof Output<O>>(
	so: SoFar,
	step: string,
	member: M
): Output<O>[M] {
	const output = so.done.get(step)?.output as Output<O> | undefined;
	if (!output) throw new Error(`expected an answer of the step "${step}"`);
	return output[member];
}
