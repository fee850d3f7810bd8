/** A scene: the beats of one or more entries of the log, with the lanes and phases they need. */
import type { Entry, WorldState } from '$lib/domain/entry';
import type { AccountId, Region } from '$lib/domain/ids';
import { SERVICES, type ServiceName } from '$lib/domain/service';
import type { Actor } from '$lib/domain/trace';
import { actorOf, type Beat, type LaneId, type LaneInfo, type Scene } from './beat';
import { beatsOf } from './beats';
import { Holdings } from './holdings';
import { keysOf } from './keys';
import { openingBeat } from './opening';
import { paced } from './pace';

export type { Beat, Scene } from './beat';

export interface SceneEntry {
	readonly entry: Entry;
	readonly before: WorldState;
	readonly after: WorldState;
	/** Names this entry's phase; by default the operation. */
	readonly phase?: string;
}

export interface Story {
	/** What is to be seen, as a question. */
	readonly question: string;
	/** What was done before, unseen. */
	readonly before: readonly SceneEntry[];
}
export interface SceneNames {
	readonly id?: string;
	readonly title?: string;
	/** Told as a story: an opening before anything moves, and what was told once is told short. */
	readonly story?: Story;
}

const ORDER: readonly Actor[] = ['caller', 'sdk', 'service', 'kms', 'hsm', 'store'];
const CLIENT_NAMES: Readonly<Record<string, string>> = {
	'client.seal': 'Seal',
	'client.open': 'Open',
	'client.sealFile': 'Seal',
	'client.openFile': 'Open',
	'client.move': 'Move to another key',
	'clock.advance': 'Time passes',
	'item.keep': 'Keep',
	'item.remove': 'Remove',
	'iam.putPrincipal': 'IAM changes',
	'iam.deletePrincipal': 'IAM changes',
	'iam.putOrganization': 'The organization changes'
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function nameOfEntry(entry: Entry): string {
	const type = text(entry.command['type']);
	return text(entry.command['operation']) || (CLIENT_NAMES[type] ?? type);
}

/** Lanes that have a part in it: by account and Region in the order they come up, in each in order of trust. */
function lanesOf(beats: readonly Beat[], all: readonly LaneInfo[]): LaneInfo[] {
	const used = new Set<LaneId>();
	for (const beat of beats) {
		used.add(beat.focus);
		for (const placed of beat.places) used.add(placed.lane);
		for (const gate of beat.gates) used.add(gate.lane);
		for (const { from, to } of beat.signals ?? (beat.signal ? [beat.signal] : [])) used.add(from).add(to);
	}
	const first = (actor: Actor): LaneId[] =>
		[...used].some((id) => actorOf(id) === actor) ? [] : all.filter((l) => l.id === actor).map((l) => l.id);
	for (const id of [...first('caller'), ...first('kms')]) used.add(id);
	const lanes = all.filter((lane) => used.has(lane.id));
	const accounts = [...new Set(lanes.map((lane) => lane.account))];
	const regions = [...new Set(lanes.map((lane) => lane.region))];
	return lanes.toSorted(
		(a, b) =>
			accounts.indexOf(a.account) - accounts.indexOf(b.account) ||
			Number(a.region !== '') - Number(b.region !== '') ||
			regions.indexOf(a.region) - regions.indexOf(b.region) ||
			ORDER.indexOf(a.actor) - ORDER.indexOf(b.actor)
	);
}

function phasesOf(beats: readonly Beat[]): Scene['phases'] {
	const phases: { name: string; start: number; length: number }[] = [];
	for (const [index, beat] of beats.entries()) {
		const open = phases.at(-1);
		if (open?.name === beat.phase) open.length++;
		else phases.push({ name: beat.phase, start: index, length: 1 });
	}
	return phases;
}

/** The opening of a story: what was done before is gone through unseen, and what it left lies there. */
function openingOf(
	entries: readonly SceneEntry[],
	{ question, before }: Story,
	holdings: Holdings
): Beat | undefined {
	const state = entries[0]?.before;
	if (!state) return undefined;
	for (const { entry, before: was, after } of before) beatsOf(entry, was, after, { holdings });
	return openingBeat({ question, entries: entries.map(({ entry }) => entry), state, holdings });
}

export function sceneOf(entries: readonly SceneEntry[], names: SceneNames = {}): Scene {
	const { story } = names;
	const several = entries.length > 1;
	const groups = story && paced(entries.map(({ entry }) => entry.trace));
	const keys = story && [...new Set(entries.flatMap(({ entry }) => keysOf(entry)))];
	const told = (holdings: Holdings): Beat[] =>
		entries.flatMap(({ entry, before, after, phase }, index) =>
			beatsOf(entry, before, after, {
				holdings,
				...(groups?.[index] && { groups: groups[index] }),
				...(keys && { keys }),
				...((several || phase) && { phase: phase ?? nameOfEntry(entry) })
			})
		);
	const holdings = new Holdings();
	if (story) told(holdings);
	// The lanes are those of the scene, in its order; what was done before only puts things into them.
	const shown = story ? new Holdings(holdings.places) : holdings;
	const opening = story && openingOf(entries, story, shown);
	const beats = [...(opening ? [opening] : []), ...told(shown)];
	const first = entries[0]?.entry;
	const services = entries.flatMap(({ entry }) => SERVICES[entry.command.service as ServiceName]?.name ?? []);
	return {
		id: names.id ?? first?.id ?? 'empty',
		title: names.title ?? (first ? nameOfEntry(first) : 'Nothing yet'),
		...(services.length > 0 && { service: [...new Set(services)].join(', ') }),
		lanes: lanesOf(beats, shown.places.list()),
		// The key's account; calls may come from another.
		account: (beats.flatMap((beat) => beat.keys)[0]?.arn.split(':')[4] ?? text(first?.command['account'])) as
			AccountId | '',
		region: text(first?.command['region']) as Region | '',
		phases: phasesOf(beats),
		beats
	};
}
