/**
 * The unit of every picture: one sentence, one visible change. Made from trace steps only (`beats.ts`), drawn by
 * `scene/Stage.svelte`, read out by the text list. JSON-serialisable; holds no secret bytes.
 */
import type { ErrorRecord } from '$lib/domain/errors';
import type { AccountId, KeyArn, Region } from '$lib/domain/ids';
import type { KeyState } from '$lib/domain/key';
import type { ServiceName } from '$lib/domain/service';
import type { Actor, Material, Thing } from '$lib/domain/trace';

/** What a word of a caption stands for: a material, a key, or a verdict. Decides its colour and glyph. */
export type Tone = Material | 'kms-key' | 'allowed' | 'denied';

export interface CaptionPart {
	readonly text: string;
	readonly tone?: Tone;
}

/**
 * Names a lane: the actor's name, and for a second one of that actor the place behind an `@`
 * (`kms`, `kms@444455556666/eu-west-1`).
 */
export type LaneId = Actor | `${Actor}@${string}`;

export interface LaneInfo {
	readonly id: LaneId;
	readonly actor: Actor;
	readonly account: string;
	/** Empty for people and their own software, which are in no Region. */
	readonly region: string;
}

/** A thing that lies in a lane after the beat. */
export interface Placed {
	readonly thing: Thing;
	readonly lane: LaneId;
}

/** A thing that travels in this beat. A copy stays where it was unless `places` no longer has it there. */
export interface Move {
	readonly thing: Thing;
	readonly from: LaneId;
	readonly to: LaneId;
}

/** The call or answer itself, drawn as an arrow from lane to lane with the operation's name. */
export interface Signal {
	readonly from: LaneId;
	readonly to: LaneId;
	readonly label: string;
	readonly kind: 'request' | 'answer' | 'error';
}

/** Something made out of others in this beat: inputs melt into the output in that lane. */
export interface Making {
	readonly lane: LaneId;
	readonly inputs: readonly string[];
	readonly output?: string;
}

export interface KeyPicture {
	readonly arn: KeyArn;
	readonly keyId: string;
	/** Generations, oldest is 1. */
	readonly rings: number;
	/** World time at which each generation began, oldest first. */
	readonly since: readonly number[];
	/** The generation in use in this beat. */
	readonly lit?: number;
	readonly state: KeyState | 'deleted';
	readonly aliases: readonly string[];
	/** Whole days until the key is deleted. */
	readonly daysLeft?: number;
	/** Whom its key policy names: "account, Carlos". */
	readonly policy: string;
}

/** A check that was made in this beat, in the order made. */
export interface Gate {
	readonly label: string;
	readonly outcome: GateOutcome;
	/** Here the call was decided. */
	readonly decides: boolean;
	/** It was open, and an explicit Deny at another gate shuts it. */
	readonly slammed?: true;
	readonly reason: string;
	/** Whose gate it is: it stands on the ground of this lane's account. */
	readonly lane: LaneId;
	/** Whose call is asked about. */
	readonly asker?: LaneId;
}
/** `empty`: in play, and says nothing of the caller. `hands-on`: leaves it to the account. */
export type GateOutcome = 'open' | 'shut' | 'empty' | 'hands-on';

/** A check that failed in this beat, before any answer tells of it. */
export interface Halt {
	readonly lane: LaneId;
	/** What did not hold, in a word or three; absent where a gate says it. */
	readonly word?: string;
	/** The thing that failed it. */
	readonly thing?: string;
}

/** A call that is on its way from one account or Region to another. */
export interface Crossing {
	readonly from: LaneId;
	readonly to: LaneId;
	/** Absent: not yet decided. */
	readonly allowed?: boolean;
}

/** What becomes of things sealed under a key that is not usable. */
export type Fate = 'off' | 'warned' | 'lost';

/** An error is a stop of its own: AWS's name, and the gate or state that caused it. */
export interface Stop {
	readonly lane: LaneId;
	readonly code: string;
	readonly message: string;
	readonly cause: string;
	readonly check: ErrorRecord['why']['check'] | 'client';
}

export interface Beat {
	readonly id: string;
	readonly phase: string;
	readonly caption: readonly CaptionPart[];
	/** Before anything moves: what there is, a sentence each. The caption is the question of the scene. */
	readonly opening?: readonly string[];
	/** The steps that this beat tells together, a sentence each. */
	readonly within?: readonly string[];
	/** The long text: who, what, which bytes, what came of it. */
	readonly describe: string;
	/** Where the eye should be. */
	readonly focus: LaneId;
	readonly places: readonly Placed[];
	readonly moves: readonly Move[];
	readonly signal?: Signal;
	/** All calls and answers of the beat, where there is more than one. */
	readonly signals?: readonly Signal[];
	readonly making?: Making;
	/** Ids of things wiped in this beat. */
	readonly wiped: readonly string[];
	/** Key material is in use inside the HSM. */
	readonly hsmLit: boolean;
	readonly keys: readonly KeyPicture[];
	readonly gates: readonly Gate[];
	readonly stop?: Stop;
	readonly halt?: Halt;
	readonly crossing?: Crossing;
	/** By key ARN, for every key that sealed something in the picture and cannot open it for ever. */
	readonly fates?: Readonly<Record<string, Fate>>;
	/** Who is in the lanes of people, by lane. */
	readonly people?: Readonly<Record<string, string>>;
	/** The service that acts. */
	readonly service?: ServiceName;
	/** World time after the beat. */
	readonly time: number;
	/** Who acts, where it is not the person the world began with. */
	readonly caller?: { readonly name: string; readonly account: string };
	/** Empty for the opening: nothing was done yet. */
	readonly entryId: string;
	/** Index into the entry's trace of every step shown in this beat. */
	readonly stepIndexes: readonly number[];
}

export interface Scene {
	/** What the service's lane is called, where there is one. */
	readonly service?: string;
	readonly id: string;
	readonly title: string;
	/** The lanes that have a part in it, in order of trust. */
	readonly lanes: readonly LaneInfo[];
	readonly account: AccountId | '';
	readonly region: Region | '';
	readonly phases: readonly { readonly name: string; readonly start: number; readonly length: number }[];
	readonly beats: readonly Beat[];
}

export const actorOf = (lane: LaneId): Actor => (lane.split('@')[0] ?? lane) as Actor;

export const captionText = (beat: Beat): string => beat.caption.map((part) => part.text).join('');
