/** What tells a trace step: one sentence and one long text for each kind. */
import type { Thing, TraceStep } from '$lib/domain/trace';
import type { Naming } from './asks';
import type { CaptionPart, Tone } from './beat';
import { capital, nameOf, THE_ACTOR } from './words';

export interface Told {
	readonly caption: CaptionPart[];
	readonly describe: string;
}
export type Part = string | readonly [string, Tone];
export type Teller<K extends TraceStep['kind']> = (
	step: Extract<TraceStep, { kind: K }>,
	naming: Naming
) => Told;
/** The tellers of some kinds. */
export type TellersOf<K extends TraceStep['kind']> = { readonly [Kind in K]: Teller<Kind> };
type WithPrefix<P extends string> = Extract<TraceStep['kind'], `${P}-${string}`>;
export type HsmKind = WithPrefix<'hsm'>;
export type ClientKind = WithPrefix<'client'> | 'outside-compute';
export type ServiceKind = WithPrefix<'service'> | 'store';
export type CallKind = 'request' | 'resolve' | 'authorize' | 'key-state' | 'answer';
/** Whatever is left is about a key or the world itself. */
export type KeyKind = Exclude<TraceStep['kind'], HsmKind | ClientKind | ServiceKind | CallKind>;

export const told = (caption: CaptionPart[], describe: string): Told => ({ caption, describe });
/** The actor as the subject of a sentence. */
export const who = (actor: keyof typeof THE_ACTOR): string => capital(THE_ACTOR[actor]);
export const intoA = (thing: Thing): string => (/^encrypted/.test(nameOf(thing)) ? ' into an ' : ' into ');
