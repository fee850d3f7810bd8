/**
 * The life of a customer managed symmetric key, as the definition of its statechart: plain data, so that a page can
 * know where a key begins without fetching what runs it.
 * Source: KMS Developer Guide, "Key states of AWS KMS keys" (2026).
 * Differs from AWS: no transient states here yet (Creating, Updating), no imported material (PendingImport).
 */
export const KEY_LIFE = {
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
} as const;

export type KeyMachineState = keyof typeof KEY_LIFE.states;
