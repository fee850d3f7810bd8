/**
 * Trace steps → beats. General: knows step kinds, not scenarios. State before and after gives the keys their rings,
 * state and aliases; the trace gives everything else.
 */
import type { Entry, WorldState } from '$lib/domain/entry';
import { SERVICES, type ServiceName } from '$lib/domain/service';
import type { Actor, TraceStep } from '$lib/domain/trace';
import type { Beat, Crossing, LaneId } from './beat';
import { askerOf, callerOf, outsiderOf } from './callers';
import { crossingOf, gatesOf, signalsOf } from './calls';
import { finely, groupsOf, type Group } from './groups';
import { Holdings, type Change } from './holdings';
import { CHANGES, keyChanges } from './key-changes';
import { fatesOf } from './keys';
import { namingOf } from './naming';
import { accountOfCaller, wheresOf } from './places';
import { haltOf, stopOf } from './stops';
import { tell } from './tell';
import { tellGroup, tellLead } from './tell-whole';

export interface BeatsOptions {
	/** Carried from entry to entry of one scene, so that what lies somewhere goes on lying there. */
	readonly holdings?: Holdings;
	/** Names the phase of every beat, where a scene has several entries. */
	readonly phase?: string;
	/** Every key of the scene: it stays in the picture from its first day. */
	readonly keys?: readonly string[];
	/** Which steps make one beat, where the scene is paced. */
	readonly groups?: readonly Group[];
}

/** Whose deed a step is: the eye goes there. */
export function actorOf(step: TraceStep): Actor {
	if (step.kind === 'request' || step.kind === 'answer') return step.to;
	if (step.kind === 'store') return 'store';
	if (step.kind === 'clock') return 'kms';
	if (step.kind.startsWith('hsm-')) return 'hsm';
	if (step.kind === 'outside-compute' || step.kind === 'client-return') return 'caller';
	if (step.kind.startsWith('client-')) return 'sdk';
	if (step.kind.startsWith('service-')) return 'service';
	return 'kms';
}

function phaseOf(step: TraceStep, client: boolean): string {
	if (step.kind === 'answer') return 'Answer';
	if (step.kind === 'outside-compute') return 'Outside AWS';
	if (step.kind.startsWith('service-')) return 'In the service';
	if (step.kind.startsWith('client-') || step.kind === 'store') return 'In your memory';
	if (CHANGES.has(step.kind)) return 'Change';
	if (step.kind.startsWith('hsm-')) return 'Inside the HSM';
	return client ? 'Ask KMS' : 'Ask';
}

export function beatsOf(
	entry: Entry,
	before: WorldState,
	after: WorldState,
	options: BeatsOptions = {}
): Beat[] {
	const holdings = options.holdings ?? new Holdings();
	const wheres = wheresOf(entry, holdings.places);
	holdings.settle(holdersIn(before));
	if (typeof entry.command.service === 'string') holdings.serveBy(entry.command.service);
	if (typeof entry.command.caller === 'string') holdings.actBy(entry.command.caller, accountOfCaller(entry));
	holdings.start(entry.trace, wheres);
	const client = entry.trace.some((step) => step.kind.startsWith('client-'));
	const groups = options.groups ?? groupsOf(entry.trace);
	const parts = options.groups && finely(entry.trace);
	const picture = keyChanges(entry, before, after, options.keys ?? []);
	const caller = callerOf(entry);
	const service = SERVICES[entry.command.service as ServiceName]?.name
		.replace(/^(?:Amazon|AWS) /, '')
		.replace(/ and .*$/, '');
	const named = (text: string, who = caller?.name): string => {
		const served = service === undefined ? text : text.replace(/\b[Tt]he service\b/g, service);
		if (who === undefined) return served;
		return served.replace(/\b([Tt])he caller\b/g, (_, first: string) =>
			first === 't' ? who.replace(/^The /, 'the ') : who
		);
	};
	const naming = namingOf(entry, before);
	const lit = new Map<string, number>();
	let crossing: Crossing | undefined;
	const callers = new Map<LaneId, LaneId>();
	return groups.map((group: Group, number): Beat => {
		const change: Change = { moves: [], wiped: [] };
		const placings = group.steps.map((step, i) => ({ step, where: wheres[group.indexes[i]!]! }));
		let inUse = false;
		for (const { step, where } of placings) {
			holdings.apply(step, change, where);
			if (step.kind !== 'hsm-unwrap' && step.kind !== 'hsm-generate-material') continue;
			lit.set(step.keyArn, step.generation);
			inUse = true;
		}
		const list = holdings.list();
		const stays = list.some((p) => p.thing.material === 'key-material');
		const hsmLit = stays || inUse;
		if (!hsmLit) lit.clear();
		const last = group.indexes.at(-1)!;
		const world = picture.world(last);
		const keys = picture.keys(last, lit);
		if (!stays) lit.clear();
		const all = group.steps.map((step) => tell(step, naming));
		const asker = askerOf(entry, group) ?? caller?.name;
		const caption = tellGroup(group, naming, (parts) =>
			parts.map((part) => ({ ...part, text: named(part.text, asker) }))
		);
		const within = parts?.filter(({ indexes: [first = -1] }) => group.indexes.includes(first));
		const signals = signalsOf(placings);
		const signal = signals.at(-1);
		const stop = placings.map(stopOf).findLast((s) => s !== undefined);
		const halt = placings.map(haltOf).find((h) => h !== undefined);
		const lead = placings.find(({ step }) => step === group.lead)!;
		const focus: LaneId = stop?.lane ?? lead.where.to(actorOf(group.lead));
		crossing = crossingOf(placings, crossing, holdings.places);
		const shown = crossing;
		if (placings.some(({ step }) => step.kind === 'answer' && step.from === 'kms')) crossing = undefined;
		const fates = fatesOf(list, world);
		return {
			id: `${entry.id.slice(0, 12)}-${number}`,
			phase: options.phase ?? phaseOf(group.lead, client),
			caption,
			...(within &&
				within.length > 1 && {
					within: within.map((part) =>
						named(
							tellLead(part, naming)
								.caption.map(({ text }) => text)
								.join(''),
							asker
						)
					)
				}),
			describe: named(all.map((one) => one.describe).join(' '), asker),
			focus,
			places: list,
			moves: change.moves,
			...(signal && { signal }),
			...(signals.length > 1 && { signals }),
			...(change.making && { making: change.making }),
			wiped: change.wiped,
			hsmLit:
				hsmLit || group.steps.some(({ kind }) => kind === 'hsm-generate-data-key' || kind === 'hsm-rewrap'),
			keys,
			gates: gatesOf(placings, holdings.places, callers),
			...(stop && { stop }),
			...(halt && { halt }),
			...(shown && { crossing: shown }),
			...(Object.keys(fates).length > 0 && { fates }),
			...(service !== undefined && { service: entry.command['service'] as ServiceName }),
			...(caller && {
				people: {
					[holdings.places.lane('caller', { ...caller, region: '' })]: outsiderOf(group) ?? caller.name
				}
			}),
			time: world.time,
			...(caller && { caller }),
			entryId: entry.id,
			stepIndexes: group.indexes
		};
	});
}

/** The services that have a data key in memory. */
const holdersIn = ({ resources, time }: WorldState): ReadonlySet<string> =>
	new Set(
		[...resources.values()].flatMap(({ service, memory }) =>
			memory && (memory.until === undefined || time < memory.until) ? service : []
		)
	);
