/**
 * The life of a customer managed key, as the definition of its statechart: plain data, so that a page can
 * know where a key begins without fetching what runs it.
 * Source: KMS Developer Guide, "Key states of AWS KMS keys" (2026).
 * Differs from AWS: no transient states here yet (Creating, Updating). A disabled key that loses imported material and
 * gets it back is Enabled, as the guide says of every import; whether AWS keeps it Disabled is not documented.
 */
export const KEY_LIFE = {
	id: 'key',
	initial: 'Enabled',
	states: {
		Enabled: {
			on: {
				'key.enable': 'Enabled',
				'key.disable': 'Disabled',
				'key.scheduleDeletion': 'PendingDeletion',
				'material.deleted': 'PendingImport'
			}
		},
		Disabled: {
			on: {
				'key.enable': 'Enabled',
				'key.disable': 'Disabled',
				'key.scheduleDeletion': 'PendingDeletion',
				'material.deleted': 'PendingImport'
			}
		},
		PendingImport: {
			on: { 'key.scheduleDeletion': 'PendingDeletion', 'material.imported': 'Enabled' }
		},
		PendingDeletion: {
			on: {
				'key.cancelDeletion': 'Disabled',
				'material.deleted': 'PendingDeletion',
				'deadline.reached': 'deleted'
			}
		},
		deleted: { type: 'final' }
	}
} as const;

export type KeyMachineState = keyof typeof KEY_LIFE.states;
