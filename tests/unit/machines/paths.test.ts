/**
 * Machines are the specification: every sequence of events up to a length is walked through `execute` and through the
 * machine's pure transitions, and both must agree at each step: what is taken, the state the events carry, the
 * generations made. Refused steps are walked too.
 */
import { expect, test } from 'vitest';
import { initialTransition } from 'xstate';
import type { Command, Entry } from '$lib/domain/entry';
import { DAY, type KeyRecord } from '$lib/domain/key';
import type { OperationName } from '$lib/domain/operations';
import { answerInState } from '$lib/facts/key-states';
import { keyMachine, nextKeyState, possibleEvents, type KeyEvent } from '$lib/machines/key.machine';
import {
	rotationMachine,
	rotationStateOf,
	takeRotationEvent,
	type RotationEvent,
	type RotationState
} from '$lib/machines/rotation.machine';
import { testWorld } from '../world/world';

type World = ReturnType<typeof testWorld>;

/** One key in a world of its own. */
async function oneKey() {
	const world = testWorld();
	const { KeyMetadata: made } = await world.kms('CreateKey', {});
	const record = (): KeyRecord | undefined =>
		[...world.state().keys.values()].find((key) => key.arn === made.Arn);
	return { world, KeyId: made.KeyId, record };
}

/** The entry; undefined when the world has no such command (nothing falls due). */
async function ran(world: World, command: Command): Promise<Entry | undefined> {
	try {
		return (await world.run(command)).entry;
	} catch (error) {
		expect(error).toMatchObject({ name: 'CommandError' });
		return undefined;
	}
}
const call = (world: World, operation: OperationName, input: object): Command =>
	// Which input belongs to which operation is known here, not to the type checker.
	({ type: 'kms', operation, input, ...world.acting }) as Command;

const KEY_OPERATIONS = {
	'key.enable': 'EnableKey',
	'key.disable': 'DisableKey',
	'key.scheduleDeletion': 'ScheduleKeyDeletion',
	'key.cancelDeletion': 'CancelKeyDeletion'
} as const;
/** Of a key whose material KMS made; what imported material adds is walked in `kms/import.test.ts`. */
type Walked = keyof typeof KEY_OPERATIONS | 'deadline.reached';
const KEY_EVENTS = [...Object.keys(KEY_OPERATIONS), 'deadline.reached'] as readonly Walked[];

test('key.machine: execute takes every path as the machine does', async () => {
	const { world, KeyId, record } = await oneKey();
	const [initial] = initialTransition(keyMachine);
	expect(record()!.state).toBe(initial.value);
	const walked = new Set<string>();

	async function walk(state: string, deeper: number): Promise<void> {
		const from = world.timeline.head;
		for (const event of KEY_EVENTS) {
			const next = nextKeyState(state, event);
			const entry = await ran(
				world,
				event === 'deadline.reached'
					? { type: 'clock.advance', by: 'next-event', ...world.acting }
					: call(world, KEY_OPERATIONS[event], { KeyId })
			);
			const at = `${event} in ${state}`;
			expect(entry?.outcome.ok ?? false, at).toBe(next !== undefined);
			if (next === undefined) expect(record()?.state ?? 'deleted', at).toBe(state);
			else {
				walked.add(at);
				// The event carries the state that the machine gave; the fold only writes it down.
				const carried = entry!.events.flatMap((one) =>
					one.type === 'key.stateChanged' ? [one.state] : one.type === 'key.deleted' ? ['deleted'] : []
				);
				expect(carried, at).toEqual([next]);
				expect(record()?.state ?? 'deleted', at).toBe(next);
				expect(entry!.trace.find((step) => step.kind === 'key-transition')).toMatchObject({
					from: state,
					to: next
				});
			}
			if (deeper > 0) await walk(next ?? state, deeper - 1);
			world.timeline.seek(from);
		}
	}
	await walk('Enabled', 3);
	const ofKms = (event: KeyEvent['type']): boolean => (KEY_EVENTS as readonly string[]).includes(event);
	const all = Object.keys(keyMachine.states)
		// The others are of imported, multi-Region and stored keys.
		.filter((state) => ['Enabled', 'Disabled', 'PendingDeletion'].includes(state))
		.flatMap((state) =>
			possibleEvents(state)
				.filter(ofKms)
				.map((event) => `${event} in ${state}`)
		);
	expect([...walked].sort()).toEqual(all.sort());
});

const ROTATION_OPERATIONS = {
	'rotation.enable': 'EnableKeyRotation',
	'rotation.disable': 'DisableKeyRotation',
	'rotation.onDemand': 'RotateKeyOnDemand',
	...KEY_OPERATIONS
} as const;
type RotationWord = keyof typeof ROTATION_OPERATIONS | 'deadline.reached';
const ROTATION_WORDS = [...Object.keys(ROTATION_OPERATIONS), 'deadline.reached'] as RotationWord[];

/** To the next rotation where the key waits for one, past it where it is held; else a day, which brings nothing. */
function untilDate(world: World, key: KeyRecord): Command {
	const { nextAt } = key.rotation;
	const now = world.state().time;
	const by = key.state !== 'PendingDeletion' && nextAt !== undefined && nextAt > now ? nextAt - now : DAY;
	return { type: 'clock.advance', by, ...world.acting };
}

async function walkRotation(
	prefix: readonly OperationName[],
	depth: number,
	walked: Set<string>
): Promise<void> {
	const { world, KeyId, record } = await oneKey();
	for (const operation of prefix) await ran(world, call(world, operation, { KeyId }));

	async function walk(state: RotationState, deeper: number): Promise<void> {
		const from = world.timeline.head;
		const was = record()!;
		for (const word of ROTATION_WORDS) {
			const operation = word === 'deadline.reached' ? undefined : ROTATION_OPERATIONS[word];
			const overdue = was.rotation.nextAt !== undefined && was.rotation.nextAt <= world.state().time;
			const event = (word === 'key.enable' ? { type: word, overdue } : { type: word }) as RotationEvent;
			const entry = await ran(world, operation ? call(world, operation, { KeyId }) : untilDate(world, was));
			const at = `${word}${word === 'key.enable' && overdue ? ' (overdue)' : ''} in ${state}`;
			// The key's own machine and table come first; what they refuse never reaches this one.
			expect(entry!.outcome.ok, at).toBe(!operation || answerInState(operation, was.state) === 'ok');
			const step = entry!.outcome.ok ? takeRotationEvent(state, event) : undefined;
			if (step) walked.add(at);
			const is = record()!;
			expect(rotationStateOf(is), at).toBe(step?.state ?? state);
			expect(is.generations.length - was.generations.length, at).toBe(step?.rotates ? 1 : 0);
			if (deeper > 0) await walk(step?.state ?? state, deeper - 1);
			world.timeline.seek(from);
		}
	}
	await walk(rotationStateOf(record()!), depth - 1);
}

test('rotation.machine: execute takes every path as the machine does', async () => {
	const { record } = await oneKey();
	expect(rotationStateOf(record()!)).toBe(initialTransition(rotationMachine)[0].value);
	const walked = new Set<string>();
	await walkRotation([], 3, walked);
	await walkRotation(['EnableKeyRotation'], 4, walked);
	const all = Object.entries(rotationMachine.states).flatMap(([state, node]) =>
		(node as { ownEvents: readonly string[] }).ownEvents.map((event) => `${event} in ${state}`)
	);
	expect([...walked].sort()).toEqual([...all, 'key.enable (overdue) in held'].sort());
});
