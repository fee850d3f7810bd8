/**
 * The life of a customer managed symmetric key, as a statechart. The engine runs it by pure transitions, the page
 * draws it from the same object. Deadlines are data; the world's clock sends `deadline.reached`.
 * Source: KMS Developer Guide, "Key states of AWS KMS keys" (2026).
 * Differs from AWS: no transient states here yet (Creating, Updating), no imported material (PendingImport).
 */
import { initialTransition, setup, transition } from 'xstate';

export type KeyEvent =
	| { type: 'key.enable' }
	| { type: 'key.disable' }
	| { type: 'key.scheduleDeletion' }
	| { type: 'key.cancelDeletion' }
	| { type: 'deadline.reached' };

export const keyMachine = setup({ types: { events: {} as KeyEvent } }).createMachine({
	id: 'key',
	initial: 'Enabled',
	states: {
		Enabled: {
			on: {
				'key.enable': 'Enabled',
				'key.disable': 'Disabled',
				'key.scheduleDeletion': 'PendingDeletion'
			}
		},
		Disabled: {
			on: {
				'key.enable': 'Enabled',
				'key.disable': 'Disabled',
				'key.scheduleDeletion': 'PendingDeletion'
			}
		},
		PendingDeletion: {
			on: { 'key.cancelDeletion': 'Disabled', 'deadline.reached': 'deleted' }
		},
		deleted: { type: 'final' }
	}
});

export type KeyMachineState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'deleted';
export const KEY_MACHINE_STATES = Object.keys(keyMachine.states) as readonly KeyMachineState[];
const [initial] = initialTransition(keyMachine);
export const INITIAL_KEY_STATE = initial.value;

/** The state after the event; undefined when the key does not take it in this state. */
export function nextKeyState(state: string, type: KeyEvent['type']): KeyMachineState | undefined {
	if (!KEY_MACHINE_STATES.includes(state as KeyMachineState)) return undefined;
	const snapshot = keyMachine.resolveState({ value: state });
	if (!snapshot.can({ type })) return undefined;
	const [next] = transition(keyMachine, snapshot, { type });
	return next.value;
}

/** The events that the key takes in this state. */
export function possibleEvents(state: string): readonly KeyEvent['type'][] {
	const node = keyMachine.states[state as KeyMachineState] as { ownEvents?: readonly string[] } | undefined;
	return (node?.ownEvents ?? []) as readonly KeyEvent['type'][];
}
