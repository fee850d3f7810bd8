/** Automatic rotation of a key, run by pure transitions. What it says: `rotation-life.ts`. */
import { setup, transition } from 'xstate';
import { ROTATION_LIFE, type RotationState } from './rotation-life';

export { rotationStateOf, type RotationState } from './rotation-life';

export type RotationEvent =
	| { type: 'rotation.enable' }
	| { type: 'rotation.disable' }
	| { type: 'rotation.onDemand' }
	| { type: 'deadline.reached' }
	/** `overdue`: the date of a rotation passed while the key could not be used. */
	| { type: 'key.enable'; overdue: boolean }
	| { type: 'key.disable' }
	| { type: 'key.scheduleDeletion' };

export const rotationMachine = setup({
	types: { events: {} as RotationEvent },
	guards: { isOverdue: ({ event }) => event.type === 'key.enable' && event.overdue },
	// Whoever runs the machine does the deed: it needs the HSM.
	actions: { rotate: () => undefined }
}).createMachine(ROTATION_LIFE);

/** Snapshots are never written to: one a state is enough, and a century of rotations asks often. */
const AT = {
	off: rotationMachine.resolveState({ value: 'off' }),
	waiting: rotationMachine.resolveState({ value: 'waiting' }),
	held: rotationMachine.resolveState({ value: 'held' })
} as const satisfies Record<RotationState, unknown>;

export interface RotationStep {
	readonly state: RotationState;
	/** Whether a new generation is to be made. */
	readonly rotates: boolean;
}

/** What the event brings; undefined when it is not taken in this state. */
export function takeRotationEvent(state: RotationState, event: RotationEvent): RotationStep | undefined {
	if (!AT[state].can(event)) return undefined;
	const [next, deeds] = transition(rotationMachine, AT[state], event);
	return { state: next.value, rotates: deeds.some((deed) => deed.type === 'rotate') };
}
