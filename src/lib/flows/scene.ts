/** A scene: the beats of one or more entries of the log, with the lanes and phases they need. */
import type { Entry, WorldState } from '$lib/domain/entry';
import type { AccountId, Region } from '$lib/domain/ids';
import type { Actor } from '$lib/domain/trace';
import type { Beat, Scene } from './beat';
import { beatsOf } from './beats';
import { Holdings } from './holdings';

export type { Beat, Scene } from './beat';

export interface SceneEntry {
	readonly entry: Entry;
	readonly before: WorldState;
	readonly after: WorldState;
	/** Names this entry's phase; by default the operation. */
	readonly phase?: string;
}

export interface SceneNames {
	readonly id?: string;
	readonly title?: string;
}

const ORDER: readonly Actor[] = ['caller', 'sdk', 'kms', 'hsm', 'store'];
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

function lanesOf(beats: readonly Beat[]): Actor[] {
	const used = new Set<Actor>(['caller', 'kms']);
	for (const beat of beats) {
		used.add(beat.focus);
		for (const placed of beat.places) used.add(placed.lane);
		if (beat.signal) used.add(beat.signal.from).add(beat.signal.to);
	}
	return ORDER.filter((actor) => used.has(actor));
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

export function sceneOf(entries: readonly SceneEntry[], names: SceneNames = {}): Scene {
	const holdings = new Holdings();
	const several = entries.length > 1;
	const beats = entries.flatMap(({ entry, before, after, phase }) =>
		beatsOf(entry, before, after, {
			holdings,
			...((several || phase) && { phase: phase ?? nameOfEntry(entry) })
		})
	);
	const first = entries[0]?.entry;
	return {
		id: names.id ?? first?.id ?? 'empty',
		title: names.title ?? (first ? nameOfEntry(first) : 'Nothing yet'),
		lanes: lanesOf(beats),
		// The key's account; calls may come from another.
		account: (beats.flatMap((beat) => beat.keys)[0]?.arn.split(':')[4] ?? text(first?.command['account'])) as
			AccountId | '',
		region: text(first?.command['region']) as Region | '',
		phases: phasesOf(beats),
		beats
	};
}
