/**
 * Which trace steps make one beat. A beat shows one change, so most steps stand alone; checks that pass are told
 * together, a derivation goes with what it derives for, a wipe with the answer that follows it.
 */
import type { TraceStep } from '$lib/domain/trace';

export interface Group {
	readonly steps: readonly TraceStep[];
	readonly indexes: readonly number[];
	/** The step whose sentence the beat says. */
	readonly lead: TraceStep;
	/** From a question to its answer, with all that is between: told in one sentence. */
	readonly whole?: true;
}

type Kind = TraceStep['kind'];

export const failed = (step: TraceStep): boolean =>
	(step.kind === 'authorize' && !step.decision.allowed) ||
	(step.kind === 'key-state' && !step.allowed) ||
	(step.kind === 'resolve' && !step.keyArn) ||
	((step.kind === 'hsm-open' ||
		step.kind === 'hsm-compute' ||
		step.kind === 'client-open' ||
		step.kind === 'service-open' ||
		step.kind === 'client-parse') &&
		!!step.failed) ||
	((step.kind === 'service-note' || step.kind === 'outside-compute') && !!step.failed) ||
	(step.kind === 'answer' && !!step.error);

/** Pairs that are told together: the second kind joins a beat that ends with the first. */
const JOINS: readonly (readonly [Kind, Kind])[] = [
	['authorize', 'key-state'],
	['hsm-unwrap', 'hsm-derive'],
	['hsm-derive', 'hsm-seal'],
	['hsm-derive', 'hsm-open'],
	['client-derive', 'client-seal'],
	['client-derive', 'client-open'],
	['hsm-wipe', 'hsm-wipe'],
	['service-seal', 'service-wipe'],
	['service-open', 'service-wipe']
];
/** Only in long scenes, so that they stay within twelve beats. */
const JOINS_WHEN_LONG: readonly (readonly [Kind, Kind])[] = [
	['resolve', 'authorize'],
	['resolve', 'key-state'],
	['hsm-wipe', 'answer'],
	['request', 'hsm-generate-material'],
	['hsm-generate-material', 'key-transition'],
	['hsm-generate-material', 'rotation']
];

/**
 * Only where a service makes many calls in one entry: what goes well is told in one beat a call, or in three where
 * the HSM is asked: the question, what the HSM does, the answer.
 */
const JOINS_OF_MANY_CALLS: readonly (readonly [Kind, Kind])[] = [
	['request', 'resolve'],
	['request', 'authorize'],
	['authorize', 'record'],
	['key-state', 'record'],
	['record', 'answer'],
	['authorize', 'answer'],
	['key-state', 'answer'],
	['request', 'hsm-unwrap'],
	['request', 'hsm-generate-data-key'],
	['hsm-generate-data-key', 'hsm-unwrap'],
	['answer', 'answer']
];
const MANY = 24;

/** Which step of a joined beat has the sentence: a failure first, else the weightier kind. */
const WEIGHT: Partial<Record<Kind, number>> = {
	'hsm-seal': 5,
	'hsm-open': 5,
	'hsm-compute': 5,
	'client-seal': 5,
	'service-seal': 5,
	'service-open': 5,
	'client-open': 5,
	'client-assemble': 5,
	'client-return': 4,
	answer: 4,
	'hsm-unwrap': 4,
	record: 4,
	rotation: 4,
	'hsm-generate-material': 3.6,
	request: 3.5,
	authorize: 3,
	'key-state': 2
};

/** @param weighs what a step weighs where that is not its kind's; of equals the last. */
export function leadOf(
	steps: readonly TraceStep[],
	weighs?: (step: TraceStep) => number | undefined
): TraceStep {
	const failure = steps.find(failed);
	if (failure) return failure;
	const weight = (step: TraceStep): number => weighs?.(step) ?? WEIGHT[step.kind] ?? 1;
	return steps.reduce((best, step) =>
		weight(step) > weight(best) || (weighs && weight(step) === weight(best)) ? step : best
	);
}

/** Every change by itself. */
export const finely = (trace: readonly TraceStep[]): Group[] => join(trace, JOINS);
export const FINE_JOINS = JOINS;

function join(trace: readonly TraceStep[], joins: readonly (readonly [Kind, Kind])[]): Group[] {
	const lists: number[][] = [];
	for (const [index, step] of trace.entries()) {
		const open = lists.at(-1);
		const before = open && trace[open.at(-1)!];
		const joined =
			before &&
			!failed(before) &&
			!failed(step) &&
			joins.some(([first, second]) => first === before.kind && second === step.kind);
		if (open && joined) open.push(index);
		else lists.push([index]);
	}
	return lists.map((indexes) => {
		const steps = indexes.map((index) => trace[index]!);
		return { steps, indexes, lead: leadOf(steps) };
	});
}

/** Steps between KMS and the HSM that carry nothing but the call itself are the same beat as what the HSM does first. */
export function groupsOf(trace: readonly TraceStep[]): Group[] {
	const loose = finely(trace);
	if (loose.length <= 10) return loose;
	const long = join(trace, [...JOINS, ...JOINS_WHEN_LONG]);
	if (long.length <= MANY) return long;
	return join(trace, [...JOINS, ...JOINS_WHEN_LONG, ...JOINS_OF_MANY_CALLS]);
}
