/**
 * The life of a customer managed key, as a statechart. The engine runs it by pure transitions, the page
 * draws it from the same object. Deadlines are data; the world's clock sends `deadline.reached`.
 */
import { setup, transition } from 'xstate';
import { KEY_LIFE, type KeyMachineState } from './key-life';

export type { KeyMachineState } from './key-life';

export type KeyEvent =
	| { type: 'key.enable' }
	| { type: 'key.disable' }
	| { type: 'key.scheduleDeletion' }
	| { type: 'key.cancelDeletion' }
	| { type: 'key.scheduleDeletionAfterReplicas' }
	| { type: 'replicas.deleted' }
	| { type: 'replica.ready' }
	| { type: 'replica.readyForImport' }
	| { type: 'primary.moving' }
	| { type: 'primary.moved' }
	| { type: 'store.disconnected' }
	| { type: 'store.connected' }
	| { type: 'material.imported' }
	| { type: 'material.deleted' }
	| { type: 'deadline.reached' };

export const keyMachine = setup({ types: { events: {} as KeyEvent } }).createMachine(KEY_LIFE);

export const KEY_MACHINE_STATES = Object.keys(keyMachine.states) as readonly KeyMachineState[];

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
