/**
 * Automatic rotation of a key, as the definition of its statechart: off, waiting for its date, or held while the key
 * cannot be used. Plain data, so that a page can draw it without fetching what runs it. `rotate` is the deed that
 * makes a generation: the newest becomes CURRENT, all older ones stay for decryption.
 * Whether the key may be used at all is its own machine's to say (key-life.ts).
 * Source: KMS Developer Guide, "Rotate AWS KMS keys" (2026).
 */
export const ROTATION_LIFE = {
	id: 'rotation',
	initial: 'off',
	states: {
		off: {
			on: {
				'rotation.enable': 'waiting',
				'rotation.disable': 'off',
				'rotation.onDemand': { target: 'off', actions: 'rotate' }
			}
		},
		waiting: {
			on: {
				'rotation.enable': 'waiting',
				'rotation.disable': 'off',
				'rotation.onDemand': { target: 'waiting', actions: 'rotate' },
				'deadline.reached': { target: 'waiting', actions: 'rotate' },
				'key.disable': 'held',
				'key.scheduleDeletion': 'held'
			}
		},
		held: {
			on: {
				'key.enable': [
					// A date missed while the key could not be used is made up for at once.
					{ guard: 'isOverdue', target: 'waiting', actions: 'rotate' },
					{ target: 'waiting' }
				]
			}
		}
	}
} as const;

export type RotationState = keyof typeof ROTATION_LIFE.states;

/** The rotation state that a key's record stands for. */
export const rotationStateOf = (key: {
	readonly state: string;
	readonly rotation: { readonly enabled: boolean };
}): RotationState =>
	!key.rotation.enabled ? 'off' : key.state === 'Enabled' || key.state === 'Updating' ? 'waiting' : 'held';
