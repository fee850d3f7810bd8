/**
 * The way that a wrong prediction would have meant, beside the one that the call took: made of the calls that were
 * really made, up to where they would have gone on, or would have been stopped.
 */
import { actorOf, type Beat, type LaneId, type Scene, type Signal } from './beat';

/** As a prediction says it. */
export type GhostMeans = 'works' | 'refused' | 'asks-kms';

export interface Ghost {
	/** Index of the beat beside which it stands. */
	readonly at: number;
	readonly hops: readonly { readonly from: LaneId; readonly to: LaneId }[];
	/** Where it would have ended in a refusal. */
	readonly stop?: LaneId;
}

type Hop = Ghost['hops'][number];

/** Operations that use key material. */
const USES_MATERIAL = /^(?:Encrypt|Decrypt|ReEncrypt|Generate|Sign|Verify|Derive|Encapsulate|Decapsulate)/;

const signalsOf = ({ signals, signal }: Beat): readonly Signal[] => signals ?? (signal ? [signal] : []);

/** The lane of another actor where this one is. */
function beside({ lanes }: Scene, lane: LaneId, actor: 'kms' | 'hsm'): LaneId | undefined {
	const here = lanes.find(({ id }) => id === lane);
	const all = lanes.filter((one) => one.actor === actor);
	return (
		all.find((one) => one.account === here?.account && one.region === here.region) ??
		all.find((one) => one.account === here?.account) ??
		all[0]
	)?.id;
}

const back = (hops: readonly Hop[]): Hop[] =>
	hops.toReversed().map(({ from, to }) => ({ from: to, to: from }));

/** @param at index of the beat at which what happened has been seen. undefined where there is no such way. */
export function ghostOf(scene: Scene, at: number, means: GhostMeans): Ghost | undefined {
	const told = scene.beats[at];
	if (!told) return undefined;
	const calls = scene.beats
		.filter(({ entryId }) => entryId === told.entryId)
		.flatMap(signalsOf)
		.filter(({ kind, to }) => kind === 'request' && actorOf(to) !== 'hsm');
	// What comes to KMS later in the same entry is a call of its own: the way is that of the first.
	const toKms = calls.findIndex(({ to }) => actorOf(to) === 'kms');
	const asked = (toKms < 0 ? calls : calls.slice(0, toKms + 1)).map(({ from, to }): Hop => ({ from, to }));
	const start = asked.at(-1)?.to ?? told.focus;
	const kms = toKms < 0 ? beside(scene, start, 'kms') : asked.at(-1)?.to;
	if (kms === undefined) return undefined;
	const upTo = toKms < 0 ? [...asked, { from: start, to: kms }] : asked;
	if (means === 'refused') return { at, hops: upTo, stop: kms };
	const hsm = beside(scene, kms, 'hsm');
	const used = means === 'works' && !USES_MATERIAL.test(calls[toKms]?.label ?? '') ? undefined : hsm;
	const inside: Hop[] = used === undefined ? [] : [{ from: kms, to: used }];
	return { at, hops: [...upTo, ...inside, ...back(inside), ...back(upTo)] };
}
