/**
 * Trace steps → beats. General: knows step kinds, not scenarios. State before and after gives the keys their rings,
 * state and aliases; the trace gives everything else.
 */
import type { WalkedGate } from '$lib/domain/authorizer';
import type { Entry, WorldState } from '$lib/domain/entry';
import { SERVICES, type ServiceName } from '$lib/domain/service';
import type { Actor, TraceStep } from '$lib/domain/trace';
import type { Beat, Crossing, Gate, Halt, LaneId, Signal, Stop } from './beat';
import { failed, finely, groupsOf, type Group } from './groups';
import { Holdings, type Change } from './holdings';
import { fatesOf, keyOfAlias, keysOf, pictureOf } from './keys';
import { nameOfCaller } from './names';
import { namingOf } from './naming';
import { accountOfCaller, wheresOf, type Places, type Where } from './places';
import { tell } from './tell';
import { tellGroup, tellLead } from './tell-whole';
import { capital } from './words';

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

const CHANGES = new Set<TraceStep['kind']>([
	'key-transition',
	'rotation',
	'rotation-settings',
	'alias',
	'record',
	'clock',
	'hsm-generate-material'
]);

/** Part of a change, but the key has nothing of it yet. */
const COMES_BEFORE = new Set<TraceStep['kind']>(['clock', 'hsm-generate-material']);

/** Whose deed a step is: the eye goes there. */
export function actorOf(step: TraceStep): Actor {
	if (step.kind === 'request' || step.kind === 'answer') return step.to;
	if (step.kind === 'store') return 'store';
	if (step.kind === 'clock') return 'kms';
	if (step.kind.startsWith('hsm-')) return 'hsm';
	if (step.kind === 'outside-compute') return 'caller';
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

interface Placing {
	readonly step: TraceStep;
	readonly where: Where;
}

const GATE_WORDS: Readonly<Record<string, string>> = {
	rcp: 'RCP',
	scp: 'SCP',
	vpcEndpointPolicy: 'VPC endpoint',
	keyPolicy: 'Key policy',
	resourcePolicy: 'Its policy',
	grant: 'Grant',
	iamPolicy: 'IAM',
	boundary: 'Boundary',
	session: 'Session',
	operation: 'Operation'
};

const wordOfGate = (gate: string, resourceArn: string | undefined): string =>
	gate === 'resourcePolicy' && resourceArn?.startsWith('arn:aws:s3:')
		? 'Bucket policy'
		: (GATE_WORDS[gate] ?? gate);

const SAID: Readonly<Record<WalkedGate['says'], Gate['outcome']>> = {
	allows: 'open',
	denies: 'shut',
	silent: 'empty',
	delegates: 'hands-on'
};

/**
 * The gates of the checks that were made, in order; of two accounts each has its own.
 * @param callers by whom each lane was called last: a check may come some beats after its call.
 */
function gatesOf(placings: readonly Placing[], places: Places, callers: Map<LaneId, LaneId>): Gate[] {
	return placings.flatMap(({ step, where }): Gate[] => {
		if (step.kind === 'request') callers.set(where.to(step.to), where.from(step.from));
		if (step.kind === 'authorize') {
			const { allowed, decidedBy, reason, walk = [] } = step.decision;
			const lane = where.to(step.resourceArn === undefined ? 'kms' : 'service');
			const caller = where.to('caller');
			const foreign = places.accountOf(caller) !== places.accountOf(lane);
			const asker = callers.get(lane);
			const by = asker && { asker };
			const gates = walk.map(({ gate, side, says, overruled }): Gate => ({
				label: wordOfGate(gate, step.resourceArn),
				outcome: SAID[says],
				decides: gate === decidedBy,
				...(overruled && { slammed: true as const }),
				reason,
				lane: foreign && side === 'caller' ? caller : lane,
				...by
			}));
			if (gates.some((gate) => gate.decides)) return gates;
			const label =
				GATE_WORDS[decidedBy] === undefined ? step.action : wordOfGate(decidedBy, step.resourceArn);
			return [...gates, { label, outcome: allowed ? 'open' : 'shut', decides: true, reason, lane, ...by }];
		}
		if (step.kind === 'key-state')
			return [
				{
					label: step.state,
					outcome: step.allowed ? 'open' : 'shut',
					decides: !step.allowed,
					reason: `The key is ${step.state}.`,
					lane: where.to('kms')
				}
			];
		return [];
	});
}

/** Every call and answer, in order. */
function signalsOf(placings: readonly Placing[]): Signal[] {
	return placings.flatMap(({ step, where }): Signal[] => {
		if (step.kind !== 'request' && step.kind !== 'answer') return [];
		const [from, to] = [where.from(step.from), where.to(step.to)];
		if (step.kind === 'answer' && step.error) return [{ from, to, label: step.error.code, kind: 'error' }];
		return [{ from, to, label: step.operation, kind: step.kind }];
	});
}

/** The call from elsewhere that is open at this moment, and whether it was let in. */
function crossingOf(
	placings: readonly Placing[],
	open: Crossing | undefined,
	places: Places
): Crossing | undefined {
	let now = open;
	for (const { step, where } of placings) {
		if (step.kind === 'request') {
			const [from, to] = [where.from(step.from), where.to(step.to)];
			now = places.crosses(from, to) ? { from, to } : undefined;
		}
		if (step.kind === 'authorize' && now && step.resourceArn === undefined)
			now = { ...now, allowed: now.allowed !== false && step.decision.allowed };
	}
	return now;
}

/** The check that failed here and now. */
function haltOf({ step, where }: Placing): Halt | undefined {
	if (!failed(step)) return undefined;
	switch (step.kind) {
		case 'authorize':
			return { lane: where.to(step.resourceArn === undefined ? 'kms' : 'service'), word: 'denied' };
		case 'key-state':
			// Its gate says in which state the key is.
			return { lane: where.to('kms') };
		case 'resolve':
			return { lane: where.to('kms'), word: 'no such key' };
		case 'hsm-open':
			return {
				lane: where.to('hsm'),
				word:
					step.failed !== 'malformed' ? 'tag does not match' : step.algorithm ? 'does not open' : 'malformed',
				thing: step.input.id
			};
		case 'hsm-compute':
			return {
				lane: where.to('hsm'),
				word: 'does not fit',
				...(step.inputs[0] && { thing: step.inputs[0].id })
			};
		case 'client-open':
			return { lane: where.to('sdk'), word: 'does not open', thing: step.input.id };
		case 'client-parse':
			return { lane: where.to('sdk'), word: 'cannot be read', thing: step.message.id };
		case 'service-open':
			return { lane: where.to('service'), word: 'does not open', thing: step.input.id };
		case 'service-note':
			return { lane: where.to('service'), word: 'fails' };
		default:
			return undefined;
	}
}

const CAUSES: Readonly<Record<string, string>> = {
	validation: 'the request',
	resolve: 'finding the key',
	authorization: 'the permission',
	'key-state': 'the key state',
	'ciphertext-format': 'the form of the ciphertext',
	'authentication-tag': 'the authentication tag',
	'key-mismatch': 'the key named in the request',
	signature: 'the signature',
	mac: 'the MAC',
	'import-token': 'the import token',
	'key-material': 'the key material',
	limit: 'a limit',
	conflict: 'what is already there',
	unsupported: 'something that is not supported',
	service: 'the service',
	internal: 'KMS itself'
};

/** What the HSM finds, and KMS says. */
const IN_THE_HSM = new Set(['authentication-tag', 'key-material']);
const bare = (sentence: string): string => sentence.replace(/\.$/, '');

/** Where the error was born: the check that failed, else the actor that says it. */
function stopOf({ step, where }: Placing): Stop | undefined {
	if (step.kind === 'answer' && step.error) {
		const { code, message, why } = step.error;
		const lane = where.from(IN_THE_HSM.has(why.check) ? 'hsm' : step.from);
		// What the sentence or the message says already.
		const isSaid =
			bare(why.detail) === bare(message) ||
			/^the key is \w+$|^no key of this Region has the key material/.test(why.detail);
		return {
			lane,
			code,
			message,
			cause: `${CAUSES[why.check] ?? why.check}${isSaid ? '' : `: ${bare(why.detail)}`}.`,
			check: why.check
		};
	}
	if (step.kind === 'outside-compute' && step.failed)
		return {
			lane: where.to('caller'),
			code: step.act === 'verify' ? 'SignatureDoesNotFit' : 'RefusedOutside',
			message: `Outside AWS: ${step.failed}.`,
			cause: `${step.failed}; KMS was not asked.`,
			check: 'client'
		};
	if ((step.kind === 'client-open' || step.kind === 'client-parse') && step.failed)
		return {
			lane: where.to('sdk'),
			code: 'DecryptionError',
			message: `The message was refused: ${step.failed}.`,
			cause: `${bare(step.failed)}.`,
			check: 'client'
		};
	return undefined;
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
	const own = [...keysOf(entry), ...keyOfAlias(entry, before)];
	const arns = keysInScene(own, options.keys ?? []);
	/**
	 * The picture of a key changes with the first step that changed it, or anything where none names it: what falls due,
	 * after the clock moved.
	 */
	const ticks = entry.trace.findIndex(({ kind }) => kind === 'clock');
	const changes = entry.trace.map(({ kind }) => CHANGES.has(kind) && !COMES_BEFORE.has(kind));
	const due = changes.indexOf(true);
	const firstChange = due < 0 ? ticks : due;
	const firstOf = new Map<string, number>();
	for (const [index, step] of entry.trace.entries())
		if (changes[index] && 'keyArn' in step && step.keyArn && !firstOf.has(step.keyArn))
			firstOf.set(step.keyArn, index);
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
		const reached = (first: number): boolean => first >= 0 && group.indexes.at(-1)! >= first;
		const changed = reached(firstChange);
		const unchanged = reached(ticks) ? { ...before, time: after.time } : before;
		const world = changed ? after : unchanged;
		const keys = arns.flatMap(
			(arn) =>
				pictureOf(arn, reached(firstOf.get(arn) ?? firstChange) ? after : unchanged, lit.get(arn)) ?? []
		);
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

/** Two stay where they are; of more, those that the entry is about come first. */
function keysInScene(own: readonly string[], all: readonly string[]): readonly string[] {
	return [...new Set(all.length > 2 ? [...own, ...all] : [...all, ...own])];
}

/** A call within that is made as somebody else: by a host under a grant, by a service-linked role. */
function askerOf({ calls = [], command }: Entry, { indexes: [index = -1] }: Group): string | undefined {
	const call = calls.find(({ steps: [from, to] }) => index >= from && index < to);
	if (!call || call.caller === command['caller'] || !call.caller.includes(':assumed-role/')) return undefined;
	const [role = '', session = ''] = call.caller.split('/').slice(1);
	return session.startsWith('i-') ? `the host of ${session}` : role;
}

/** Somebody outside AWS, who is not the one whose entry it is: "The partner". */
function outsiderOf({ steps }: Group): string | undefined {
	const step = steps.findLast((one) => one.kind === 'outside-compute');
	return step?.kind === 'outside-compute' && step.by !== undefined ? capital(step.by) : undefined;
}

/** Whoever acts is called by name; a service that acts in its own name has no account but the entry's. */
export function callerOf(entry: Entry): Beat['caller'] {
	const { caller } = entry.command;
	if (typeof caller !== 'string' || caller === '') return undefined;
	return { name: nameOfCaller(caller), account: accountOfCaller(entry) };
}

export const isFailure = (group: Group): boolean => group.steps.some(failed);
