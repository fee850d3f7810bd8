/**
 * What must hold after any commands in any order, on any branch. The expectations are written from the documentation
 * (states, dates, who can open what), not from the engine.
 */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { toHex } from '$lib/domain/bytes';
import type { Command, Entry, WorldState } from '$lib/domain/entry';
import { DAY, type KeyRecord } from '$lib/domain/key';
import { fold, emptyState, foldEvents } from '$lib/world/state';
import { Timeline } from '$lib/world/timeline';
import { fromFile, toFile } from '$lib/world/world-file';
import {
	dueAt,
	moves,
	newHsm,
	ORIGIN,
	randomWorld,
	runs,
	stateText,
	type Move,
	type RandomWorld,
	type Sealed,
	type Step
} from './random-world';

/** What the runs met: properties that were never put to the test prove nothing. */
const met = new Map<string, number>();
const meet = (what: string): void => void met.set(what, (met.get(what) ?? 0) + 1);

const fromStart = (world: RandomWorld, id: string | null): Entry[] => {
	const path: Entry[] = [];
	for (let entry = world.timeline.entryAt(id); entry; entry = world.timeline.entryAt(entry.parent))
		path.push(entry);
	return path.reverse();
};

function stateIsTheFold(world: RandomWorld, step: Step | undefined): void {
	const head = world.timeline.head;
	const folded = fold(emptyState(ORIGIN), fromStart(world, head));
	expect(stateText(world.state())).toBe(stateText(folded));
	if (step)
		expect(stateText(step.after)).toBe(stateText(foldEvents(step.before, step.execution.entry.events)));
}

/** The changes of state that are documented: by which operation, from what, to what. */
const CHANGES: ReadonlySet<string> = new Set([
	'CreateKey: none → Enabled',
	'EnableKey: Disabled → Enabled',
	'DisableKey: Enabled → Disabled',
	'ScheduleKeyDeletion: Enabled → PendingDeletion',
	'ScheduleKeyDeletion: Disabled → PendingDeletion',
	'CancelKeyDeletion: PendingDeletion → Disabled',
	'clock.advance: PendingDeletion → deleted'
]);
const MAKES_GENERATIONS: ReadonlySet<string> = new Set(['RotateKeyOnDemand', 'EnableKey', 'clock.advance']);
const nameOf = (command: Command): string => (command.type === 'kms' ? command.operation : command.type);

function onlyDocumentedChanges({ command, before, after, execution }: Step): void {
	const name = nameOf(command);
	const named = command.type === 'kms' ? (command.input as { KeyId?: string }).KeyId : undefined;
	for (const arn of new Set([...before.keys.keys(), ...after.keys.keys()])) {
		const [was, is] = [before.keys.get(arn), after.keys.get(arn)];
		if (was?.state !== is?.state) {
			const change = `${name}: ${was?.state ?? 'none'} → ${is?.state ?? 'deleted'}`;
			expect(CHANGES).toContain(change);
			meet(change);
			if (was && is) expect(arn, 'only the key that was named').toBe(named);
		}
		if (was && is) generationsOnlyGrow(name, was, is, execution.entry.outcome.ok);
	}
	if (!execution.entry.outcome.ok) expect(after, 'a refusal changes nothing').toBe(before);
}

function generationsOnlyGrow(name: string, was: KeyRecord, is: KeyRecord, ok: boolean): void {
	expect(is.generations.slice(0, was.generations.length)).toEqual(was.generations);
	if (is.generations.length === was.generations.length) return;
	expect(ok && MAKES_GENERATIONS.has(name), `${name} made a generation`).toBe(true);
	expect(is.generations.map((one) => one.number)).toEqual(is.generations.map((_, i) => i + 1));
	meet(name);
}

/** How many rotations a calendar move must bring: by counting dates. */
function calendarIsKept({ command, before, after }: Step): void {
	if (command.type !== 'clock.advance') return;
	for (const was of before.keys.values()) {
		const due = dueAt(was);
		const is = after.keys.get(was.arn);
		const fell = due !== undefined && due <= after.time;
		if (was.state === 'PendingDeletion') expect(is === undefined, 'deleted when its time came').toBe(fell);
		else {
			const expected = fell ? Math.floor((after.time - due) / (was.rotation.periodInDays * DAY)) + 1 : 0;
			expect(is!.generations.length - was.generations.length).toBe(expected);
			if (is!.state === 'Enabled' && is!.rotation.enabled)
				expect(is!.rotation.nextAt).toBeGreaterThan(after.time);
		}
	}
	if (command.by === 'next-event') {
		const dates = [...before.keys.values()].map(dueAt).filter((one) => one !== undefined);
		expect(after.time).toBe(Math.max(before.time, Math.min(...dates)));
	}
}

/** Opens exactly while its generation is there and its key Enabled; never in another context. */
async function opensAsItShould(world: RandomWorld, one: Sealed): Promise<void> {
	const key = world.state().keys.get(one.keyArn);
	const usable = key?.generations.some((generation) => generation.materialId === one.materialId);
	const expected = !usable
		? 'AccessDeniedException'
		: key!.state === 'Disabled'
			? 'DisabledException'
			: key!.state === 'PendingDeletion'
				? 'KMSInvalidStateException'
				: 'ok';
	const open = async (EncryptionContext: object) => {
		const command = world.kms('Decrypt', { CiphertextBlob: one.blob, EncryptionContext });
		const { entry, output } = await world.attempt(
			command,
			world.timeline.entryAt(world.timeline.head) ?? null
		);
		const { outcome } = entry;
		const plaintext = outcome.ok ? (output as { Plaintext: Uint8Array }).Plaintext : undefined;
		return { answer: outcome.ok ? 'ok' : outcome.error.code, plaintext };
	};
	const right = await open(one.context);
	expect(right.answer).toBe(expected);
	if (right.plaintext && one.plaintext) expect(toHex(right.plaintext)).toBe(toHex(one.plaintext));
	meet(`Decrypt: ${right.answer}`);
	for (const changed of [
		{ ...one.context, more: '' },
		Object.keys(one.context).length ? {} : { purpose: 'b' }
	])
		expect((await open(changed)).answer).toBe(expected === 'ok' ? 'InvalidCiphertextException' : expected);
}

/** The same command from the same parent, in another HSM of the same seed: the same entry and the same bytes. */
async function sameAgain(world: RandomWorld, entry: Entry): Promise<void> {
	const parent = world.timeline.entryAt(entry.parent) ?? null;
	const hsm = newHsm();
	const again = await world.attempt(world.commands.get(entry.id)!, parent, hsm);
	hsm.close();
	const first = world.outputs.get(entry.id)!;
	expect(again.entry).toEqual(entry);
	expect(again.output).toEqual(first.output);
	expect(again.bytes).toEqual(first.bytes);
	expect([...again.secrets.keys()].sort()).toEqual([...first.secrets.keys()].sort());
}

function savedAndReloaded({ timeline }: RandomWorld): void {
	const file = fromFile(toFile({ origin: ORIGIN, entries: timeline.entries, head: timeline.head }));
	const again = new Timeline(file.origin);
	for (const entry of file.entries) again.append(entry);
	again.seek(file.head);
	expect(again.entries).toEqual(timeline.entries);
	expect(again.branches()).toEqual(timeline.branches());
	expect(again.head).toBe(timeline.head);
	for (const { id } of timeline.entries)
		expect(stateText(again.stateAt(id))).toBe(stateText(timeline.stateAt(id)));
}

const m = (kind: Move['kind'], a = 0, b = 0): Move => ({ kind, a, b });
/** Meets everything that `wanted` names, whatever chance brings besides. */
const WALK: readonly Move[] = [
	m('DisableKey'),
	m('EnableKey'),
	m('RotateKeyOnDemand'),
	m('Encrypt'),
	m('EnableKeyRotation'),
	m('days', 1, 30),
	m('Encrypt'),
	m('DisableKey'),
	m('days', 1, 30),
	m('EnableKey'),
	m('ScheduleKeyDeletion'),
	m('CancelKeyDeletion'),
	m('ScheduleKeyDeletion'),
	m('undo'),
	m('undo'),
	m('EnableKey'),
	m('undo'),
	m('next event'),
	m('undo'),
	m('CancelKeyDeletion')
];
const WANTED: readonly string[] = [
	...CHANGES,
	...MAKES_GENERATIONS,
	'a fork',
	'Decrypt: ok',
	'Decrypt: DisabledException',
	'Decrypt: AccessDeniedException',
	'Decrypt: KMSInvalidStateException'
];

test('after any commands on any branch the world is as documented', async () => {
	await fc.assert(
		fc.asyncProperty(moves(45), async (sequence) => {
			const world = randomWorld();
			await world.begin();
			for (const move of sequence) {
				const step = await world.play(move);
				stateIsTheFold(world, step);
				if (step) {
					onlyDocumentedChanges(step);
					calendarIsKept(step);
				}
				await opensAsItShould(world, world.sealed[move.b % world.sealed.length]!);
			}
			const { entries } = world.timeline;
			for (const entry of entries) await sameAgain(world, entry);
			for (const tip of world.timeline.branches()) {
				world.timeline.seek(tip);
				for (const one of world.sealed.slice(-4)) await opensAsItShould(world, one);
			}
			if (world.timeline.branches().length > 1) meet('a fork');
			savedAndReloaded(world);
		}),
		{ numRuns: runs(100), examples: [[WALK]] }
	);
}, 600_000);

test('undo, redo and stepping back leave each entry its state', async () => {
	await fc.assert(
		fc.asyncProperty(moves(30), async (sequence) => {
			const world = randomWorld();
			await world.begin();
			for (const move of sequence) await world.play(move);
			const { timeline } = world;
			const states = new Map<string, WorldState>(
				timeline.entries.map(({ id }) => [id, timeline.stateAt(id)])
			);
			const texts = new Map([...states].map(([id, state]) => [id, stateText(state)]));
			const from = timeline.head;
			let undone = 0;
			for (; timeline.canUndo; undone++) timeline.undo();
			expect(stateText(timeline.stateAt(timeline.head))).toBe(stateText(emptyState(ORIGIN)));
			for (let i = 0; i < undone; i++) timeline.redo();
			// Redo passes on over what only read; the state is the same.
			expect(stateText(world.state())).toBe(from === null ? stateText(emptyState(ORIGIN)) : texts.get(from));
			for (const [id, text] of texts) expect(stateText(timeline.stateAt(id))).toBe(text);
			for (const [id, state] of states)
				expect(stateText(state), 'no state was written to').toBe(texts.get(id));
		}),
		{ numRuns: runs(25) }
	);
}, 600_000);

afterAll(() => expect([...met.keys()]).toEqual(expect.arrayContaining([...WANTED])));
