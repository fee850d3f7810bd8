/**
 * The life of a customer managed key, as the definition of its statechart: plain data, so that a page can
 * know where a key begins without fetching what runs it.
 * Source: KMS Developer Guide, "Key states of AWS KMS keys" (2026).
 * Differs from AWS: a disabled key that loses imported material and gets it back is Enabled, as the guide says of every
 * import; whether AWS keeps it Disabled is not documented. A key that is disabled while Unavailable is Enabled for no
 * time before it is Disabled again.
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
				'material.deleted': 'PendingImport',
				'key.scheduleDeletionAfterReplicas': 'PendingReplicaDeletion',
				'primary.moving': 'Updating',
				'store.disconnected': 'Unavailable'
			}
		},
		Disabled: {
			on: {
				'key.enable': 'Enabled',
				'key.disable': 'Disabled',
				'key.scheduleDeletion': 'PendingDeletion',
				'material.deleted': 'PendingImport',
				'key.scheduleDeletionAfterReplicas': 'PendingReplicaDeletion',
				'store.disconnected': 'Unavailable'
			}
		},
		Creating: {
			on: {
				'replica.ready': 'Enabled',
				'replica.readyForImport': 'PendingImport',
				'key.scheduleDeletion': 'PendingDeletion'
			}
		},
		Updating: {
			on: { 'primary.moved': 'Enabled' }
		},
		Unavailable: {
			on: {
				'key.enable': 'Unavailable',
				'key.disable': 'Unavailable',
				'key.scheduleDeletion': 'PendingDeletion',
				'store.connected': 'Enabled'
			}
		},
		PendingReplicaDeletion: {
			on: {
				'key.cancelDeletion': 'Disabled',
				'material.deleted': 'PendingReplicaDeletion',
				'replicas.deleted': 'PendingDeletion'
			}
		},
		PendingImport: {
			on: {
				'key.scheduleDeletion': 'PendingDeletion',
				'key.scheduleDeletionAfterReplicas': 'PendingReplicaDeletion',
				'material.imported': 'Enabled'
			}
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
