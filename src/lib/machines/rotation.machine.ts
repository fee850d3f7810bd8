/**
 * Automatic rotation of a key, as a statechart: off, waiting for its date, or held while the key is not enabled.
 * Generations themselves are data: each `rotate` makes the newest CURRENT and keeps all older ones for decryption.
 * Source: KMS Developer Guide, "Rotate AWS KMS keys" (2026).
 */
import { setup, transition } from 'xstate';

export type RotationEvent =
	| { type: 'rotation.enable' }
	| { type: 'rotation.disable' }
	| { type: 'deadline.reached' }
	| { type: 'key.disable' }
	| { type: 'key.enable' };

export const rotationMachine = setup({ types: { events: {} as RotationEvent } }).createMachine({
	id: 'rotation',
	initial: 'off',
	states: {
		off: { on: { 'rotation.enable': 'waiting' } },
		waiting: {
			on: {
				'rotation.enable': 'waiting',
				'rotation.disable': 'off',
				'deadline.reached': 'waiting',
				'key.disable': 'held'
			}
		},
		held: { on: { 'key.enable': 'waiting' } }
	}
});

export type RotationState = 'off' | 'waiting' | 'held';

/** The rotation state that a key's record stands for. */
export const rotationStateOf = (key: {
	readonly state: string;
	readonly rotation: { readonly enabled: boolean };
}): RotationState => (!key.rotation.enabled ? 'off' : key.state === 'Enabled' ? 'waiting' : 'held');

/** The state after the event; undefined when it is not taken. */
export function nextRotationState(
	state: RotationState,
	type: RotationEvent['type']
): RotationState | undefined {
	const snapshot = rotationMachine.resolveState({ value: state });
	return snapshot.can({ type }) ? transition(rotationMachine, snapshot, { type })[0].value : undefined;
}
