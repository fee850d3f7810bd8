/** The words of a layout, and what a scene asks of it: which columns, which rows, how many keys and gates. */
import type { Beat, KeyPicture, LaneId, LaneInfo, Scene } from '$lib/flows/beat';
import type { Actor } from '$lib/domain/trace';
import type { Slots } from './slots';

export interface Rect {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
}
export interface Point {
	readonly x: number;
	readonly y: number;
}
export interface Lane extends Rect {
	readonly id: LaneId;
	readonly actor: Actor;
	readonly info: LaneInfo;
	/** Where its things lie. */
	readonly body: Rect;
	readonly columns: number;
	/** Height from one row of things to the next. */
	readonly pitch: number;
	/** Side of a thing. */
	readonly glyph: number;
	/** Width that a thing's words have. */
	readonly cell: number;
	/** The line with the fingerprint has room. */
	readonly roomy: boolean;
	/** Its words stand beside it. */
	readonly beside: boolean;
	/** Shapes alone; one line beneath them names what a beat brought. */
	readonly dense: boolean;
	/** There is room for that line. */
	readonly worded: boolean;
	/** For KMS: where its keys are. */
	readonly keys: Rect;
	/** Where arrows run that begin or end here: their height (columns), or their x (story). */
	readonly rail: number;
	/** Where the gates of its account stand. */
	readonly strip: Rect;
}
/** An account, or a Region in it. */
export interface Ground extends Rect {
	readonly account: string;
	readonly region: string;
}
export interface Layout {
	readonly vertical: boolean;
	readonly big: boolean;
	readonly width: number;
	readonly height: number;
	/** Label size in px. */
	readonly type: number;
	readonly small: number;
	readonly lanes: readonly Lane[];
	readonly accounts: readonly Ground[];
	readonly regions: readonly Ground[];
	readonly slots: Slots;
}
export interface Size {
	readonly width: number;
	readonly height: number;
	readonly big?: boolean;
}

/** How many lanes stand side by side. */
export const columnsOf = (scene: Scene): readonly Actor[] => {
	const used = new Set(scene.lanes.map((lane) => lane.actor));
	return ORDER.filter((actor) => used.has(actor));
};
export const ORDER: readonly Actor[] = ['caller', 'sdk', 'service', 'kms', 'hsm', 'store'];

/** Rows of places, in order: the accounts, and in each its Regions. People are in an account's every Region. */
export function placesOf(scene: Scene): { readonly account: string; readonly regions: readonly string[] }[] {
	const accounts = [...new Set(scene.lanes.map((lane) => lane.account))];
	return accounts.map((account) => ({
		account,
		regions: [
			...new Set(
				scene.lanes.filter((lane) => lane.account === account && lane.region !== '').map((l) => l.region)
			)
		]
	}));
}

/** The most keys and gates a lane ever shows. */
export const mostKeys = (scene: Scene, lane: LaneInfo): number =>
	Math.max(0, ...scene.beats.map((beat) => Math.min(MOST_KEYS, keysIn(beat.keys, lane).length)));
export const mostGates = (scene: Scene, lane: LaneId): number =>
	Math.max(0, ...scene.beats.map((beat) => beat.gates.filter((gate) => gate.lane === lane).length));

/** The keys that live where this lane is. */
export const keysIn = <K extends { readonly arn: string }>(
	keys: readonly K[],
	lane: LaneInfo
): readonly K[] =>
	lane.actor === 'kms' ? keys.filter(({ arn }) => arn.includes(`:${lane.region}:${lane.account}:`)) : [];

/** The most keys of a lane that are drawn. */
const MOST_KEYS = 2;
/** The first keys of a beat in a lane, in the order in which the scene has them: a key that stays does not move. */
export function shownKeys(scene: Scene, beat: Beat, lane: LaneInfo): readonly KeyPicture[] {
	const order = [...new Set(scene.beats.flatMap(({ keys }) => keys.map(({ arn }) => arn)))];
	return keysIn(beat.keys, lane)
		.slice(0, MOST_KEYS)
		.toSorted((a, b) => order.indexOf(a.arn) - order.indexOf(b.arn));
}

/** The keys whose policy names others in one beat than in another: by ARN. */
export function policiesOf(scene: Scene): ReadonlySet<string> {
	const first = new Map<string, string>();
	const changed = new Set<string>();
	for (const { arn, policy } of scene.beats.flatMap((beat) => beat.keys)) {
		if ((first.get(arn) ?? policy) !== policy) changed.add(arn);
		first.set(arn, policy);
	}
	return changed;
}

/** Bands and frames beneath each other. */
export const rowCount = (scene: Scene): number =>
	placesOf(scene).reduce((sum, { regions }) => sum + Math.max(1, regions.length), 0);
