/** Deletion: what the notes say, and what AWS documents today. */
import type { Claim } from './claim';

export const DELETION: readonly Claim[] = [
	{
		row: 66,
		verdict: 'true',
		says: 'Deleting a key is dangerous.',
		today: 'Yes. A replica, or an asymmetric or HMAC key with imported material, can be made again.',
		source: 'API ScheduleKeyDeletion',
		when: 'with exceptions',
		shown: ['scene:deletion-and-loss']
	},
	{
		row: 67,
		verdict: 'true',
		says: 'There is a waiting period.',
		today: 'Yes.',
		source: 'API ScheduleKeyDeletion',
		shown: ['scene:schedule-deletion']
	},
	{
		row: 68,
		verdict: 'true',
		says: 'One schedules a deletion.',
		today: 'Yes: ScheduleKeyDeletion.',
		source: 'API ScheduleKeyDeletion',
		shown: ['scene:schedule-deletion']
	},
	{
		row: 69,
		verdict: 'true',
		says: 'Of 7 to 30 days.',
		today: 'Yes, both included.',
		source: 'API ScheduleKeyDeletion',
		shown: ['scene:schedule-deletion']
	},
	{
		row: 70,
		verdict: 'true',
		says: '30 where none is given.',
		today: 'Yes.',
		source: 'API ScheduleKeyDeletion',
		shown: ['scene:schedule-deletion']
	},
	{
		row: 71,
		verdict: 'true',
		says: 'Meanwhile the key is pending deletion.',
		today: 'Yes: unusable, not rotated and not charged.',
		source: 'KDG “Key states”',
		shown: ['scene:schedule-deletion']
	},
	{
		row: 72,
		verdict: 'true',
		says: 'Cancelling brings the key back.',
		today: 'Yes, but Disabled: it must be enabled.',
		source: 'API CancelKeyDeletion',
		shown: ['scene:rescue']
	},
	{
		row: 73,
		verdict: 'true',
		says: 'Afterwards AWS deletes the key.',
		today: 'Yes, and its aliases.',
		source: 'KDG',
		unverified: 'that it may take up to 24 hours more',
		shown: ['scene:deletion-and-loss']
	},
	{
		row: 74,
		verdict: 'true',
		says: 'It cannot be recovered.',
		today: 'Yes.',
		source: 'KDG',
		shown: ['scene:deletion-and-loss']
	},
	{
		row: 75,
		verdict: 'never',
		says: 'AWS managed keys cannot be deleted, but can be disabled.',
		today: 'Neither: they are always enabled.',
		source: 'KDG “Enable and disable keys”',
		shown: ['page:/kinds']
	}
];
