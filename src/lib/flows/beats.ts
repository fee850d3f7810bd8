/**
 * Trace steps → beats. General: knows step kinds, not scenarios. State before and after gives the keys their rings,
 * state and aliases; the trace gives everything else.
 */
import type { Entry, WorldState } from '$lib/domain/entry';
import { DAY, type KeyRecord } from '$lib/domain/key';
import type { Actor, TraceStep } from '$lib/domain/trace';
import type { Beat, Gate, KeyPicture, Signal, Stop } from './beat';
import { failed, groupsOf, type Group } from './groups';
import { Holdings, type Change } from './holdings';
import { tell } from './tell';
import { capital, THE_ACTOR } from './words';

export interface BeatsOptions {
	/** Carried from entry to entry of one scene, so that what lies somewhere goes on lying there. */
	readonly holdings?: Holdings;
	/** Names the phase of every beat, where a scene has several entries. */
	readonly phase?: string;
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

/** Whose deed a step is: the eye goes there. */
export function actorOf(step: TraceStep): Actor {
	if (step.kind === 'request' || step.kind === 'answer') return step.to;
	if (step.kind === 'store') return 'store';
	if (step.kind === 'clock') return 'kms';
	if (step.kind.startsWith('hsm-')) return 'hsm';
	if (step.kind.startsWith('client-')) return 'sdk';
	return 'kms';
}

function phaseOf(step: TraceStep, client: boolean): string {
	if (step.kind === 'answer') return 'Answer';
	if (step.kind.startsWith('client-') || step.kind === 'store') return 'In your memory';
	if (CHANGES.has(step.kind)) return 'Change';
	if (step.kind.startsWith('hsm-')) return 'Inside the HSM';
	return client ? 'Ask KMS' : 'Ask';
}

function gatesOf(steps: readonly TraceStep[]): Gate[] {
	return steps.flatMap((step): Gate[] => {
		if (step.kind === 'authorize')
			return [{ label: step.action, allowed: step.decision.allowed, reason: step.decision.reason }];
		if (step.kind === 'key-state')
			return [{ label: step.state, allowed: step.allowed, reason: `The key is ${step.state}.` }];
		return [];
	});
}

function signalOf(steps: readonly TraceStep[]): Signal | undefined {
	const step = steps.findLast((s) => s.kind === 'request' || s.kind === 'answer');
	if (step?.kind === 'request')
		return { from: step.from, to: step.to, label: step.operation, kind: 'request' };
	if (step?.kind !== 'answer') return undefined;
	return step.error
		? { from: step.from, to: step.to, label: step.error.code, kind: 'error' }
		: { from: step.from, to: step.to, label: step.operation, kind: 'answer' };
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
	unsupported: 'what this simulator leaves out',
	internal: 'KMS itself'
};

/** Where the error was born: the check that failed, else the actor that says it. */
function stopOf(step: TraceStep): Stop | undefined {
	if (step.kind === 'answer' && step.error) {
		const { code, message, why } = step.error;
		const lane: Actor = why.check === 'authentication-tag' ? 'hsm' : step.from;
		return {
			lane,
			code,
			message,
			cause: `${CAUSES[why.check] ?? why.check}: ${why.detail}`,
			check: why.check
		};
	}
	if ((step.kind === 'client-open' || step.kind === 'client-parse') && step.failed)
		return {
			lane: 'sdk',
			code: 'DecryptionError',
			message: `The message was refused: ${step.failed}.`,
			cause: step.failed,
			check: 'client'
		};
	return undefined;
}

const arnOf = (step: TraceStep): string | undefined => {
	if (step.kind === 'alias') return step.to ?? step.from;
	return 'keyArn' in step ? step.keyArn : undefined;
};

/** Every key this entry has to do with, in the order it comes up. */
function keysOf(entry: Entry): string[] {
	const sealed = entry.trace.flatMap((step) =>
		'carries' in step ? step.carries.flatMap((t) => (t.sealedBy ? [t.sealedBy.keyArn as string] : [])) : []
	);
	const named = entry.trace
		.flatMap((step) => [arnOf(step) ?? [], step.kind === 'alias' ? (step.from ?? []) : []])
		.flat();
	return [...new Set([...named, ...sealed])];
}

function pictureOf(arn: string, state: WorldState, lit: number | undefined): KeyPicture | undefined {
	const live = [...state.keys.values()].find((key) => key.arn === arn);
	const dead = [...state.deletedKeys.entries()].find(([gone]) => gone === arn)?.[1].key;
	const key: KeyRecord | undefined = live ?? dead;
	if (!key) return undefined;
	const aliases = [...state.aliases.values()].filter((a) => a.targetArn === arn).map((a) => a.name);
	return {
		arn: key.arn,
		keyId: key.keyId,
		rings: key.generations.length,
		state: live ? key.state : 'deleted',
		aliases,
		...(lit !== undefined && { lit }),
		...(live?.deletionAt !== undefined && {
			daysLeft: Math.max(0, Math.ceil((live.deletionAt - state.time) / DAY))
		})
	};
}

export function beatsOf(
	entry: Entry,
	before: WorldState,
	after: WorldState,
	options: BeatsOptions = {}
): Beat[] {
	const holdings = options.holdings ?? new Holdings();
	if (typeof entry.command.caller === 'string') holdings.actBy(entry.command.caller);
	holdings.start(entry.trace);
	const client = entry.trace.some((step) => step.kind.startsWith('client-'));
	const groups = entry.trace.length ? groupsOf(entry.trace) : [];
	const arns = keysOf(entry);
	/** The picture of a key changes with the step that changed it, not before. */
	const firstChange = entry.trace.findIndex((step) => CHANGES.has(step.kind));
	const caller = callerOf(entry);
	const named = (text: string): string =>
		caller
			? text.replace(/\b[Tt]he caller's\b/g, `${caller.name}'s`).replace(/\b[Tt]he caller\b/g, caller.name)
			: text;
	const lit = new Map<string, number>();
	return groups.map((group: Group, number): Beat => {
		const change: Change = { moves: [], wiped: [] };
		for (const step of group.steps) {
			holdings.apply(step, change);
			if (step.kind === 'hsm-unwrap' || step.kind === 'hsm-generate-material')
				lit.set(step.keyArn, step.generation);
		}
		const list = holdings.list();
		const hsmLit = list.some((p) => p.thing.material === 'key-material');
		if (!hsmLit) lit.clear();
		const changed = firstChange >= 0 && group.indexes.some((index) => index >= firstChange);
		const world = changed ? after : before;
		const keys = arns.flatMap((arn) => pictureOf(arn, world, lit.get(arn)) ?? []);
		const all = group.steps.map(tell);
		const { caption } = tell(group.lead);
		const signal = signalOf(group.steps);
		const stop = group.steps.map(stopOf).find((s) => s !== undefined);
		return {
			id: `${entry.id.slice(0, 12)}-${number}`,
			phase: options.phase ?? phaseOf(group.lead, client),
			caption: caption.map((part) => ({ ...part, text: named(part.text) })),
			describe: named(all.map((one) => one.describe).join(' ')),
			focus: stop?.lane ?? actorOf(group.lead),
			places: list,
			moves: change.moves,
			...(signal && { signal }),
			...(change.making && { making: change.making }),
			wiped: change.wiped,
			hsmLit: hsmLit || group.steps.some((s) => s.kind === 'hsm-generate-data-key'),
			keys,
			gates: gatesOf(group.steps),
			...(stop && { stop }),
			time: changed ? after.time : before.time,
			...(caller && { caller }),
			entryId: entry.id,
			stepIndexes: group.indexes
		};
	});
}

/** Alice, with whom every world begins, is "the caller"; others are called by their names. */
function callerOf({ command }: Entry): Beat['caller'] {
	const arn = typeof command.caller === 'string' ? command.caller : '';
	const [, , , , account = '', who = ''] = arn.split(':');
	if (arn === '' || who === 'user/Alice') return undefined;
	return { name: who === 'root' ? 'The root user' : (who.split('/').at(-1) ?? who), account };
}

export const isFailure = (group: Group): boolean => group.steps.some(failed);

/** "The caller → KMS" for the text list. */
export const wayOf = (signal: Signal): string =>
	`${capital(THE_ACTOR[signal.from])} to ${THE_ACTOR[signal.to]}: ${signal.label}`;
