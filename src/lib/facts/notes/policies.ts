/** Key policies: what the notes say, and what AWS documents today. */
import type { Claim } from './claim';

export const POLICIES: readonly Claim[] = [
	{
		row: 56,
		verdict: 'true',
		says: 'Key policies are resource policies, like bucket policies.',
		today: 'Yes; each key has exactly one, of at most 32 KB.',
		source: 'KDG23 resource-limits',
		shown: ['tool:access', 'scene:default-policy']
	},
	{
		row: 57,
		verdict: 'true',
		says: 'But without one nobody can be given access.',
		today: 'Yes: a key policy gives the account nothing by itself.',
		source: 'KDG23',
		shown: ['scene:four-corners']
	},
	{
		row: 58,
		verdict: 'never',
		says: 'Without a key policy nobody can use the key.',
		today: 'There is no key without one: where you give none, AWS attaches its default.',
		source: 'KDG23 “Default key policy”',
		shown: ['scene:default-policy', 'scene:lockout']
	},
	{
		row: 59,
		verdict: 'true',
		says: 'A default key policy is made automatically.',
		today: 'Yes: one statement by API, several by console.',
		source: 'KDG23',
		shown: ['scene:default-policy']
	},
	{
		row: 60,
		verdict: 'partly',
		says: 'It gives the root user, so the account, full access.',
		today: 'The principal means the account; it lets IAM decide, and gives no user anything.',
		source: 'KDG23',
		shown: ['scene:default-policy', 'scene:allowed-by-iam']
	},
	{
		row: 61,
		verdict: 'true',
		says: 'Then IAM policies give users access.',
		today: 'With the default policy, yes.',
		source: 'KDG23',
		shown: ['scene:allowed-by-iam']
	},
	{
		row: 62,
		verdict: 'true',
		says: 'A policy of your own names who may use the key.',
		today: 'Yes.',
		source: 'KDG23',
		shown: ['scene:custom-policy']
	},
	{
		row: 63,
		verdict: 'true',
		says: 'And who administers it.',
		today: 'Yes. Administrators cannot decrypt, but can change the policy until they can.',
		source: 'KDG23',
		shown: ['scene:custom-policy']
	},
	{
		row: 64,
		verdict: 'true',
		says: 'It is useful across accounts.',
		today: 'Yes; the other account’s IAM must allow as well, and not every operation can.',
		source: 'API reference',
		shown: ['scene:cross-account']
	}
];
