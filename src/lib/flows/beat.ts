/**
 * The unit of every picture: one sentence, one visible change. Made from trace steps only (`beats.ts`), drawn by
 * `scene/Stage.svelte`, read out by the text list. JSON-serialisable; holds no secret bytes.
 */
import type { ErrorRecord } from '$lib/domain/errors';
import type { AccountId, KeyArn, Region } from '$lib/domain/ids';
import type { KeyState } from '$lib/domain/key';
import type { Actor, Material, Thing } from '$lib/domain/trace';

/** What a word of a caption stands for: a material, a key, or a verdict. Decides its colour and glyph. */
export type Tone = Material | 'kms-key' | 'allowed' | 'denied';

export interface CaptionPart {
	readonly text: string;
	readonly tone?: Tone;
}

/** A thing that lies in a lane after the beat. */
export interface Placed {
	readonly thing: Thing;
	readonly lane: Actor;
}

/** A thing that travels in this beat. A copy stays where it was unless `places` no longer has it there. */
export interface Move {
	readonly thing: Thing;
	readonly from: Actor;
	readonly to: Actor;
}

/** The call or answer itself, drawn as an arrow from lane to lane with the operation's name. */
export interface Signal {
	readonly from: Actor;
	readonly to: Actor;
	readonly label: string;
	readonly kind: 'request' | 'answer' | 'error';
}

/** Something made out of others in this beat: inputs melt into the output in that lane. */
export interface Making {
	readonly lane: Actor;
	readonly inputs: readonly string[];
	readonly output?: string;
}

export interface KeyPicture {
	readonly arn: KeyArn;
	readonly keyId: string;
	/** Generations, oldest is 1. */
	readonly rings: number;
	/** The generation in use in this beat. */
	readonly lit?: number;
	readonly state: KeyState | 'deleted';
	readonly aliases: readonly string[];
	/** Whole days until the key is deleted. */
	readonly daysLeft?: number;
}

/** A check that was made in this beat. */
export interface Gate {
	readonly label: string;
	readonly allowed: boolean;
	readonly reason: string;
}

/** An error is a stop of its own: AWS's name, and the gate or state that caused it. */
export interface Stop {
	readonly lane: Actor;
	readonly code: string;
	readonly message: string;
	readonly cause: string;
	readonly check: ErrorRecord['why']['check'] | 'client';
}

export interface Beat {
	readonly id: string;
	readonly phase: string;
	readonly caption: readonly CaptionPart[];
	/** The long text: who, what, which bytes, what came of it. */
	readonly describe: string;
	/** Where the eye should be. */
	readonly focus: Actor;
	readonly places: readonly Placed[];
	readonly moves: readonly Move[];
	readonly signal?: Signal;
	readonly making?: Making;
	/** Ids of things wiped in this beat. */
	readonly wiped: readonly string[];
	/** Key material is in use inside the HSM. */
	readonly hsmLit: boolean;
	readonly keys: readonly KeyPicture[];
	readonly gates: readonly Gate[];
	readonly stop?: Stop;
	/** World time after the beat. */
	readonly time: number;
	/** Who acts, where it is not the person the world began with. */
	readonly caller?: { readonly name: string; readonly account: string };
	readonly entryId: string;
	/** Index into the entry's trace of every step shown in this beat. */
	readonly stepIndexes: readonly number[];
}

export interface Scene {
	readonly id: string;
	readonly title: string;
	/** The lanes that have a part in it, in order of trust. */
	readonly lanes: readonly Actor[];
	readonly account: AccountId | '';
	readonly region: Region | '';
	readonly phases: readonly { readonly name: string; readonly start: number; readonly length: number }[];
	readonly beats: readonly Beat[];
}

export const captionText = (beat: Beat): string => beat.caption.map((part) => part.text).join('');
