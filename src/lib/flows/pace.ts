/**
 * How a scene of several entries is paced: what it has told once it tells short, and it is told as finely as fits into
 * a number of beats. Knows kinds of trace steps and no scene: a call of a shape that was told is one beat from its
 * question to its answer; checks that pass as they did before go with the question; a refusal goes with the check that
 * failed.
 */
import type { TraceStep } from '$lib/domain/trace';
import { failed, FINE_JOINS, leadOf, type Group } from './groups';

type Kind = TraceStep['kind'];
/** From 1, which leaves out only what says nothing new, to 8, which keeps what was asked and what came of it. */
type Grain = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
const GRAINS: readonly Grain[] = [1, 2, 3, 4, 5, 6, 7, 8];

/** The most beats of a scene, one that opens it among them. */
const MOST = 30;
const SIMPLE = 8;
export const roomFor = (entries: number): number => Math.min(MOST, Math.max(SIMPLE, 2 + 3 * entries)) - 1;

/** What the scene has told so far: shapes of calls, who let somebody pass, how a key was found. */
type Heard = Set<string>;

interface Join {
	readonly kinds: readonly [Kind, Kind];
	readonly from: Grain;
	readonly holds?: (first: TraceStep, second: TraceStep, heard: Heard) => boolean;
}
const CHANGES: readonly Kind[] = ['key-transition', 'rotation', 'rotation-settings', 'alias', 'record'];
const toService = (step: TraceStep): boolean => step.kind === 'request' && step.to === 'service';
const toHsm = (step: TraceStep): boolean => step.kind === 'request' && step.to === 'hsm';
const isHeard = (_: TraceStep, step: TraceStep, heard: Heard): boolean => heard.has(wordOf(step));
const wasHeard = (step: TraceStep, _: TraceStep, heard: Heard): boolean => heard.has(wordOf(step));
const byKeyId = (_: TraceStep, step: TraceStep): boolean => step.kind === 'resolve' && step.by === 'key-id';

/** In the order in which they are given up. */
const JOINS: readonly Join[] = [
	...FINE_JOINS.map((kinds): Join => ({ kinds, from: 1 })),
	...CHANGES.map((kind): Join => ({ kinds: [kind, 'answer'], from: 1 })),
	{ kinds: ['request', 'resolve'], from: 1, holds: byKeyId },
	{ kinds: ['request', 'authorize'], from: 1, holds: toService },
	{ kinds: ['authorize', 'answer'], from: 1 },
	{ kinds: ['key-state', 'answer'], from: 1 },
	{ kinds: ['hsm-wipe', 'answer'], from: 1 },
	{ kinds: ['answer', 'answer'], from: 1 },
	{ kinds: ['store', 'answer'], from: 1 },
	{ kinds: ['service-note', 'answer'], from: 1 },
	{ kinds: ['service-hold', 'answer'], from: 1 },
	{ kinds: ['service-wipe', 'service-wipe'], from: 1 },
	{ kinds: ['answer', 'key-transition'], from: 2 },
	{ kinds: ['request', 'resolve'], from: 2, holds: isHeard },
	{ kinds: ['request', 'authorize'], from: 2, holds: isHeard },
	{ kinds: ['request', 'hsm-unwrap'], from: 2, holds: toHsm },
	{ kinds: ['request', 'hsm-generate-data-key'], from: 2 },
	{ kinds: ['request', 'hsm-generate-material'], from: 2 },
	{ kinds: ['request', 'hsm-compute'], from: 2 },
	{ kinds: ['hsm-unwrap', 'hsm-compute'], from: 2 },
	{ kinds: ['hsm-unwrap', 'hsm-open'], from: 2 },
	{ kinds: ['hsm-unwrap', 'hsm-seal'], from: 2 },
	...CHANGES.map((kind): Join => ({ kinds: ['hsm-generate-material', kind], from: 2, holds: wasHeard })),
	...CHANGES.map((kind): Join => ({ kinds: ['hsm-generate-material', kind], from: 3 })),
	{ kinds: ['resolve', 'authorize'], from: 3 },
	{ kinds: ['resolve', 'key-state'], from: 3 },
	{ kinds: ['service-seal', 'store'], from: 3 },
	{ kinds: ['service-wipe', 'store'], from: 3 },
	{ kinds: ['client-wipe', 'store'], from: 3 },
	{ kinds: ['client-wipe', 'client-return'], from: 3 },
	{ kinds: ['key-state', 'resolve'], from: 3 },
	{ kinds: ['request', 'resolve'], from: 4 },
	{ kinds: ['request', 'authorize'], from: 4 },
	{ kinds: ['service-open', 'answer'], from: 4 },
	{ kinds: ['service-wipe', 'answer'], from: 4 },
	{ kinds: ['service-hold', 'service-open'], from: 4 },
	{ kinds: ['hsm-generate-data-key', 'hsm-unwrap'], from: 5 },
	{ kinds: ['hsm-open', 'hsm-unwrap'], from: 5 },
	{ kinds: ['hsm-compute', 'hsm-wipe'], from: 5 },
	{ kinds: ['client-assemble', 'client-wipe'], from: 5 },
	{ kinds: ['request', 'service-open'], from: 5 },
	{ kinds: ['service-open', 'service-open'], from: 5 },
	{ kinds: ['service-seal', 'service-seal'], from: 5 },
	{ kinds: ['hsm-open', 'hsm-wipe'], from: 6 },
	{ kinds: ['hsm-seal', 'hsm-wipe'], from: 6 }
];
/** From this grain, a call that changes something is one beat at once, and so is a refusal that was told before. */
const TIGHT = 6;
/** From this grain, an entry of a shape that was told is one beat; from the next, each with at most one call. */
const BY_ENTRY = 7;
/** What changes says more than that it was answered; whom a question is put to, more than who let it pass. */
const weighs = (step: TraceStep): number | undefined => {
	if (CHANGES.includes(step.kind)) return 6;
	if (step.kind === 'request') return step.to === 'kms' ? 5.5 : step.to === 'hsm' ? 1 : 3.5;
	if (step.kind === 'answer') return step.from === 'hsm' || step.carries.length === 0 ? 3.2 : 4;
	if (step.kind === 'hsm-generate-data-key' || step.kind === 'store' || step.kind === 'service-note')
		return 4.5;
	return step.kind === 'service-hold' ? 5.2 : undefined;
};

/** What a step says, without its bytes: a step of the same word says nothing new. */
function wordOf(step: TraceStep): string {
	switch (step.kind) {
		case 'authorize':
			return `authorize ${step.decision.decidedBy} ${step.decision.reasonCode ?? ''}`;
		case 'resolve':
			return `resolve ${step.by}`;
		case 'hsm-unwrap':
			return `hsm-unwrap ${step.generations > 1 ? step.generation : ''}`;
		case 'hsm-compute':
			return `hsm-compute ${step.act}`;
		case 'key-transition':
			return `key-transition ${step.from === 'none' ? 'none' : ''}`;
		case 'record':
			return `record ${step.what}`;
		case 'answer':
			return `answer ${step.error?.code ?? ''}`;
		case 'outside-compute':
			return `outside-compute ${step.act}`;
		default:
			return step.kind;
	}
}

interface Span {
	readonly from: number;
	readonly end: number;
	/** A call to KMS, from its question to its answer. */
	readonly call: boolean;
}

/** Calls to KMS, and what is between them. */
function spansOf(trace: readonly TraceStep[]): Span[] {
	const spans: Span[] = [];
	for (let at = 0; at < trace.length;) {
		const step = trace[at]!;
		const call = step.kind === 'request' && step.to === 'kms';
		const ends = call
			? (one: TraceStep) => one.kind === 'answer' && one.from === 'kms'
			: (one: TraceStep) => one.kind === 'request' && one.to === 'kms';
		const found = trace.findIndex((one, index) => index >= at && ends(one));
		const end = found < 0 ? trace.length : call ? found + 1 : found;
		spans.push({ from: at, end, call });
		at = end;
	}
	return spans;
}

const group = (trace: readonly TraceStep[], indexes: readonly number[], whole = false): Group => {
	const steps = indexes.map((index) => trace[index]!);
	return {
		steps,
		indexes,
		lead: whole ? steps[0]! : leadOf(steps, weighs),
		...(whole && { whole: true as const })
	};
};
const range = (from: number, end: number): number[] => Array.from({ length: end - from }, (_, i) => from + i);

function joined(
	trace: readonly TraceStep[],
	indexes: readonly number[],
	grain: Grain,
	heard: Heard
): number[][] {
	const lists: number[][] = [];
	for (const index of indexes) {
		const open = lists.at(-1);
		const [first, second] = [open && trace[open.at(-1)!], trace[index]!];
		const joins =
			first &&
			!failed(first) &&
			!failed(second) &&
			JOINS.some(
				({ kinds, from, holds }) =>
					from <= grain &&
					kinds[0] === first.kind &&
					kinds[1] === second.kind &&
					(holds?.(first, second, heard) ?? true)
			);
		if (open && joins) open.push(index);
		else lists.push([index]);
	}
	return lists;
}

function tellSpan(trace: readonly TraceStep[], span: Span, grain: Grain, heard: Heard): Group[] {
	const indexes = range(span.from, span.end);
	const words = indexes.map((index) => wordOf(trace[index]!));
	const first = trace[span.from]!;
	const operation = grain === 1 && first.kind === 'request' ? first.operation : '';
	const shape = [operation, ...words].join('|');
	const known = heard.has(shape);
	const failing = indexes.findIndex((index) => failed(trace[index]!));
	const changes = words.some((word) => CHANGES.some((kind) => word.startsWith(kind)));
	const atOnce = known || (grain >= TIGHT && span.call && changes);
	const groups = ((): number[][] => {
		if (failing < 0) return atOnce ? [indexes] : joined(trace, indexes, grain, heard);
		if (span.call && known && grain >= TIGHT) return [indexes];
		const [before, after] = [indexes.slice(0, failing), indexes.slice(failing)];
		const asked =
			before.length === 0 ? [] : known || grain >= 4 ? [before] : joined(trace, before, grain, heard);
		// The refusal is of the check that failed; what a service makes of it is another thing.
		return [...asked, ...(span.call ? [after] : joined(trace, after, grain, heard))];
	})();
	for (const word of [shape, ...words]) heard.add(word);
	const whole = span.call && groups.length === 1 && first.kind === 'request';
	return groups.map((one) => group(trace, one, whole));
}

function tellEntry(trace: readonly TraceStep[], grain: Grain, heard: Heard): Group[] {
	const spans = spansOf(trace);
	const shape = ['entry', ...trace.map(wordOf)].join('|');
	const asks = trace[0]?.kind === 'request';
	const atOnce =
		asks &&
		(heard.has(shape) ? grain >= BY_ENTRY : grain > BY_ENTRY && spans.filter(({ call }) => call).length < 2);
	heard.add(shape);
	const groups = spans.flatMap((span) => tellSpan(trace, span, grain, heard));
	if (!atOnce || groups.length < 2) return groups;
	// What makes no call to KMS is told by what it did instead.
	return [group(trace, range(0, trace.length), spans.some(({ call }) => call) || trace.some(failed))];
}

function tellAll(traces: readonly (readonly TraceStep[])[], grain: Grain): Group[][] {
	const heard: Heard = new Set();
	return traces.map((trace) => tellEntry(trace, grain, heard));
}

/** For each trace its beats: told as finely as there is room for. */
export function paced(traces: readonly (readonly TraceStep[])[]): readonly (readonly Group[])[] {
	const room = roomFor(traces.length);
	const ways = GRAINS.map((grain) => tellAll(traces, grain));
	return ways.find((way) => way.flat().length <= room) ?? ways.at(-1)!;
}
