/** Rotation: what the notes say, and what AWS documents today. */
import type { Claim } from './claim';

export const ROTATION: readonly Claim[] = [
	{
		row: 76,
		verdict: 'true',
		says: 'Rotation can be switched on for customer managed keys only.',
		today: 'Yes; AWS managed keys rotate each year in any case.',
		source: 'API EnableKeyRotation',
		shown: ['page:/kinds', 'scene:rotate']
	},
	{
		row: 77,
		verdict: 'changed',
		says: 'Automatic rotation happens every year.',
		today: 'By default; 90 to 2,560 days can be chosen.',
		source: 'API EnableKeyRotation',
		when: 'April 2024',
		unverified: 'the day',
		shown: ['scene:rotate']
	},
	{
		row: 78,
		verdict: 'new',
		says: '(Not said: rotating now.)',
		today: 'RotateKeyOnDemand, up to 25 times for a key; the schedule stays.',
		source: 'API RotateKeyOnDemand',
		when: 'April 2024',
		unverified: 'when the limit grew from 10 to 25',
		shown: ['scene:rotate']
	},
	{
		row: 79,
		verdict: 'true',
		says: 'Every key that is eligible.',
		today: 'Symmetric encryption keys with material of KMS. No pairs, no HMAC, no imported, no key stores.',
		source: 'API EnableKeyRotation',
		shown: ['page:/kinds']
	},
	{
		row: 80,
		verdict: 'term',
		says: 'The old key is kept, so old data opens.',
		today: 'Yes: all key material is kept, and KMS picks the right one.',
		source: 'KDG23',
		shown: ['scene:decrypt-older-generation']
	},
	{
		row: 81,
		verdict: 'true',
		says: 'The id stays; only the backing key changes.',
		today: 'Yes: id, ARN, policy, alias and Region stay.',
		source: 'KDG23',
		shown: ['scene:rotate']
	},
	{
		row: 82,
		verdict: 'picture',
		says: 'A picture of automatic rotation.',
		today: 'The text does not tell what it shows. Rings of key material show it here.',
		source: 'The notes',
		unverified: 'what the picture shows',
		shown: ['scene:rotate']
	},
	{
		row: 83,
		verdict: 'changed',
		says: 'Manual rotation: when 90 or 180 days are wanted.',
		today: 'Automatic rotation can do that now. Left: shorter periods, and keys that cannot rotate.',
		source: 'API EnableKeyRotation',
		when: 'April 2024',
		shown: ['scene:alias-manual-rotation', 'scene:rotate']
	},
	{
		row: 84,
		verdict: 'true',
		says: 'The new key has another id.',
		today: 'Yes.',
		source: 'KDG23',
		shown: ['scene:alias-manual-rotation']
	},
	{
		row: 85,
		verdict: 'true',
		says: 'An alias hides the change.',
		today: 'Yes, for a key of the same type and usage; old asymmetric ciphertext needs the old key named.',
		source: 'API UpdateAlias',
		when: 'with limits',
		unverified: 'the exception for a mismatched UpdateAlias',
		shown: ['scene:alias-manual-rotation']
	},
	{
		row: 86,
		verdict: 'picture',
		says: 'A picture of manual rotation.',
		today: 'The text does not tell what it shows. Two keys and an alias show it here.',
		source: 'The notes',
		unverified: 'what the picture shows',
		shown: ['scene:alias-manual-rotation']
	},
	{
		row: 87,
		verdict: 'true',
		says: 'Keep the previous key enabled.',
		today: 'Yes, until nothing uses it; GetKeyLastUsage helps to tell.',
		source: 'API GetKeyLastUsage',
		when: 'extended 2026',
		shown: ['scene:alias-manual-rotation']
	},
	{
		row: 88,
		verdict: 'true',
		says: 'Manual rotation suits keys that cannot rotate.',
		today: 'Yes: asymmetric, HMAC, in key stores.',
		source: 'KDG23',
		shown: ['page:/kinds']
	}
];
