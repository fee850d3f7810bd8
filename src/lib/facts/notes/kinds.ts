/** Kinds of key: what the notes say, and what AWS documents today. */
import type { Claim } from './claim';

export const KINDS: readonly Claim[] = [
	{
		row: 16,
		verdict: 'term',
		says: 'The word CMK.',
		today: 'KMS key. CMK was the word until 30 August 2021.',
		source: 'KDG “Document history”',
		shown: ['page:/glossary']
	},
	{
		row: 17,
		verdict: 'never',
		says: 'There are four types of CMK.',
		today: 'Three by who manages them. “Imported” is where material comes from: another question.',
		source: 'API KeyMetadata',
		shown: ['page:/kinds']
	},
	{
		row: 18,
		verdict: 'true',
		says: 'A service owns AWS owned keys, for use in many accounts.',
		today: 'Yes.',
		source: 'KDG23 concepts',
		shown: ['page:/kinds']
	},
	{
		row: 19,
		verdict: 'true',
		says: 'They are not in your account, yet protect what is yours.',
		today: 'Yes: you cannot see, manage or audit them, and pay nothing.',
		source: 'KDG23 concepts',
		shown: ['page:/kinds']
	},
	{
		row: 20,
		verdict: 'partly',
		says: 'SSE-S3 is an example of AWS owned keys.',
		today: 'S3 calls them S3 managed keys. The default of DynamoDB is the clean example.',
		source: 'KDG23 services-dynamodb',
		shown: ['scene:s3-variants', 'tab:services']
	},
	{
		row: 21,
		verdict: 'true',
		says: 'AWS owned keys suit those who want encryption without keys to manage.',
		today: 'Yes.',
		source: 'KDG23 concepts',
		shown: ['page:/kinds']
	},
	{
		row: 22,
		verdict: 'partly',
		says: 'AWS managed keys are free.',
		today: 'The key is; requests above the free tier are charged, and some services pay them.',
		source: 'KDG23 concepts; pricing page',
		shown: ['page:/kinds', 'tool:bill']
	},
	{
		row: 23,
		verdict: 'true',
		says: 'They appear when a service first needs them.',
		today: 'Yes; services new since 2021 make none.',
		source: 'KDG23 concepts',
		when: 'legacy since 2021',
		unverified: 'the word “legacy”',
		shown: ['scene:server-side-encryption']
	},
	{
		row: 24,
		verdict: 'partly',
		says: 'SSE-KMS in S3 uses such a key.',
		today: 'Only if you name no key of yours.',
		source: 'S3-23 UsingKMSEncryption',
		shown: ['scene:server-side-encryption']
	},
	{
		row: 25,
		verdict: 'changed',
		says: 'AWS managed keys rotate every three years.',
		today: 'Every year. It was three when the notes began, and changed a month later.',
		source: 'API EnableKeyRotation',
		when: 'May 2022',
		shown: ['page:/kinds', 'tool:bill']
	},
	{
		row: 26,
		verdict: 'true',
		says: 'Their names begin with aws/.',
		today: 'Precisely: alias/aws/. Nobody else can make such an alias.',
		source: 'KDG23 concepts',
		unverified: 'which exception CreateAlias answers',
		shown: ['page:/kinds']
	},
	{
		row: 27,
		verdict: 'picture',
		says: 'A picture of such keys in the console.',
		today: 'The text does not tell what it shows. The lab lists AWS managed keys beside yours.',
		source: 'The notes',
		unverified: 'what the picture shows',
		shown: ['tab:keys']
	},
	{
		row: 28,
		verdict: 'true',
		says: 'A customer managed key costs a dollar a month.',
		today: 'Yes, by the hour; each multi-Region replica too.',
		source: 'Pricing page',
		shown: ['tool:bill', 'page:/kinds']
	},
	{
		row: 29,
		verdict: 'true',
		says: 'Only customer managed keys are ours to manage.',
		today: 'Yes.',
		source: 'KDG23 concepts',
		shown: ['page:/kinds']
	},
	{
		row: 30,
		verdict: 'changed',
		says: 'Imported keys are AES-256 keys.',
		today: 'Since 2023 RSA, elliptic curve and HMAC material can be imported, too.',
		source: 'API ImportKeyMaterial',
		when: 'June 2023',
		unverified: 'the day',
		shown: ['page:/kinds', 'tab:keys']
	},
	{
		row: 31,
		verdict: 'never',
		says: 'Imported keys are not recommended.',
		today: 'AWS says no such thing. It names duties: your own copy, your own randomness, expiry.',
		source: 'KDG23 importing-keys',
		shown: ['page:/kinds']
	},
	{
		row: 32,
		verdict: 'true',
		says: 'An imported key costs a dollar a month.',
		today: 'Yes; rotations count as for others.',
		source: 'Pricing page',
		shown: ['page:/kinds', 'tool:bill']
	},
	{
		row: 33,
		verdict: 'changed',
		says: '(Not said: imported keys do not rotate.)',
		today: 'Not automatically. On demand they do, with further material you import.',
		source: 'KDG “Document history”',
		when: '5 June 2025; multi-Region 26 November 2025',
		shown: ['page:/kinds']
	},
	{
		row: 34,
		verdict: 'changed',
		says: 'A picture: how the three kinds differ.',
		today: 'The same table, tried: rotation is now 90 to 2,560 days, and on demand.',
		source: 'KDG23 concepts',
		when: 'April 2024',
		unverified: 'what the picture shows',
		shown: ['page:/kinds']
	},
	{
		row: 35,
		verdict: 'true',
		says: 'Customer managed keys give the most flexibility.',
		today: 'Yes.',
		source: 'KDG23 concepts',
		shown: ['page:/kinds']
	}
];
