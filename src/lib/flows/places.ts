/**
 * Which lane a step belongs to: actor, account and Region. A scene that stays in one place has one lane an actor;
 * a second account or Region gives that actor a second lane. Said by the entry's calls, its keys, and a step's `spot`.
 */
import type { Entry } from '$lib/domain/entry';
import type { ApiCall } from '$lib/domain/service';
import type { Actor, Spot, TraceStep } from '$lib/domain/trace';
import type { LaneId, LaneInfo } from './beat';

/** People and their own software are in an account, and in no Region. */
export const PERSONAL: ReadonlySet<Actor> = new Set<Actor>(['caller', 'sdk']);

/** The lanes of a scene, in the order in which they come up. */
export class Places {
	readonly #lanes: LaneInfo[] = [];

	lane(actor: Actor, spot: Spot): LaneId {
		const region = PERSONAL.has(actor) ? '' : spot.region;
		const same = this.#lanes.filter((lane) => lane.actor === actor);
		const known = same.find((lane) => lane.account === spot.account && lane.region === region);
		if (known) return known.id;
		const id: LaneId =
			same.length === 0 ? actor : `${actor}@${spot.account}${region === '' ? '' : `/${region}`}`;
		this.#lanes.push({ id, actor, account: spot.account, region });
		return id;
	}
	list(): readonly LaneInfo[] {
		return this.#lanes;
	}
	accountOf(id: LaneId): string {
		return this.#lanes.find((lane) => lane.id === id)?.account ?? '';
	}
	/** From one account or Region to another. */
	crosses(from: LaneId, to: LaneId): boolean {
		const a = this.#lanes.find((lane) => lane.id === from);
		const b = this.#lanes.find((lane) => lane.id === to);
		if (!a || !b) return false;
		return a.account !== b.account || (a.region !== '' && b.region !== '' && a.region !== b.region);
	}
}

/** The lanes of one step: of the one who does or receives, and of the one who sends. */
export interface Where {
	readonly to: (actor: Actor) => LaneId;
	readonly from: (actor: Actor) => LaneId;
}

/** A step, and whose lanes it belongs to. */
export interface Placing {
	readonly step: TraceStep;
	readonly where: Where;
}

export const spotOfArn = (arn: string): Spot => {
	const [, , , region = '', account = ''] = arn.split(':');
	return { account, region };
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The account of the principal who asks, else the account asked in. */
export const accountOfCaller = ({ command }: Entry): string =>
	spotOfArn(text(command['caller'])).account || text(command['account']);

/** Steps that happen to a key itself, wherever the call was made. */
const OF_THE_KEY = new Set<TraceStep['kind']>([
	'key-transition',
	'rotation',
	'rotation-settings',
	'hsm-generate-material'
]);

const namedKey = (step: TraceStep | undefined): string | undefined =>
	step && 'keyArn' in step ? step.keyArn : undefined;

function spotOfCall(trace: readonly TraceStep[], [first, end]: ApiCall['steps'], asked: Spot): Spot {
	const steps = trace.slice(first, end);
	const resolved = steps.find((step) => step.kind === 'resolve' && step.keyArn);
	const arn = namedKey(resolved) ?? steps.map(namedKey).find((one) => one !== undefined);
	return { account: arn === undefined ? asked.account : spotOfArn(arn).account, region: asked.region };
}

/** For each step of an entry, in order: its lanes. */
export function wheresOf(entry: Entry, places: Places): readonly Where[] {
	const { command, trace, calls } = entry;
	const asked: Spot = { account: text(command['account']), region: text(command['region']) };
	const personal: Spot = { account: accountOfCaller(entry), region: '' };
	const ranges: readonly Pick<ApiCall, 'account' | 'region' | 'steps'>[] =
		calls ?? (command['type'] === 'kms' ? [{ ...(asked as ApiCall), steps: [0, trace.length] }] : []);
	const spots = ranges.map((call) => spotOfCall(trace, call.steps, call));
	return trace.map((step, index): Where => {
		const call = ranges.findIndex(({ steps: [first, end] }) => index >= first && index < end);
		// What nobody called for is asked where the key is.
		const due = call < 0 && step.kind === 'request' && step.to === 'hsm' ? step.keyRef : undefined;
		const own = OF_THE_KEY.has(step.kind) ? namedKey(step) : due;
		const kms = own === undefined ? (spots[call] ?? asked) : spotOfArn(own);
		const laneIn = (actor: Actor, said: Spot | undefined): LaneId => {
			if (said) return places.lane(actor, said);
			if (PERSONAL.has(actor)) return places.lane(actor, personal);
			return places.lane(actor, actor === 'kms' || actor === 'hsm' ? kms : asked);
		};
		const passes = step.kind === 'request' || step.kind === 'answer' || step.kind === 'store';
		return {
			to: (actor) => laneIn(actor, step.spot),
			from: (actor) => laneIn(actor, passes ? step.fromSpot : (step.fromSpot ?? step.spot))
		};
	});
}
