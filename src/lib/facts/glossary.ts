/**
 * The words of KMS as AWS uses them in November 2026, each in a sentence of ours. `also`: older and other names, by
 * which it can be found. Sources: AWS KMS Developer Guide (concepts, cryptographic details), API reference.
 */
export interface Term {
	readonly term: string;
	readonly says: string;
	readonly also?: readonly string[];
	/** Part of the sentence is in no AWS text at hand. */
	readonly unverified?: true;
}

export const GLOSSARY: readonly Term[] = [
	{
		term: 'AWS KMS',
		says: 'The service, one in each Region, that makes keys, guards them in HSMs and uses them when it is asked to.'
	},
	{
		term: 'KMS key',
		says: 'What you call KMS with: a policy, a state, some data about it, and key material behind it.',
		also: ['CMK']
	},
	{
		term: 'Customer master key (CMK)',
		says: 'What a KMS key was called until 30 August 2021; some errors and exam questions still say it.',
		also: ['CMK']
	},
	{
		term: 'Customer managed key',
		says: 'A KMS key that you made: policy, state, rotation, aliases, tags and deletion are yours.',
		also: ['customer managed CMK']
	},
	{
		term: 'AWS managed key',
		says: 'A KMS key that a service made in your account: you can look at it and audit it, and change nothing.',
		also: ['AWS managed CMK', 'aws/']
	},
	{
		term: 'AWS owned key',
		says: 'A KMS key that a service keeps in its own account for many customers: you never see it, nor pay for it.',
		also: ['AWS owned CMK']
	},
	{
		term: 'Key material',
		says: 'The secret bits that the algorithm works with. After rotations a key has several generations of it.',
		also: ['backing key']
	},
	{
		term: 'Key material ID',
		says: 'The name of one generation, 64 hex digits, in answers and in CloudTrail since 2025.'
	},
	{ term: 'Backing key', says: 'An older word for one generation of key material.' },
	{
		term: 'HSM backing key (HBK)',
		says: 'A generation as it is inside the HSM; the key of each message is derived from it.',
		also: ['HBK']
	},
	{
		term: 'Exported key token (EKT)',
		says: 'A backing key wrapped under a domain key: the only form in which it lies outside an HSM.',
		also: ['EKT'],
		unverified: true
	},
	{
		term: 'Domain key',
		says: 'A key that the HSMs of a Region share and wrap tokens with; AWS changes it every day.',
		unverified: true
	},
	{
		term: 'HSM',
		says: 'Hardware that keeps keys in its memory, does the cryptography, and breaks rather than give them out. Those of KMS are validated to FIPS 140-3 Level 3.',
		also: ['hardware security module', 'FIPS 140-2']
	},
	{
		term: 'Origin',
		says: 'Where a key’s material comes from: KMS, an import, a CloudHSM cluster, or an external key store. It never changes.'
	},
	{
		term: 'Imported key material',
		says: 'Material you made yourself and brought in wrapped. KMS may lose it: keep your copy.',
		also: ['BYOK']
	},
	{
		term: 'Import token',
		says: 'Ties the wrapping key of an import to one KMS key, for 24 hours.',
		unverified: true
	},
	{ term: 'Expiration model', says: 'Whether imported material deletes itself on a day you name.' },
	{
		term: 'Key spec',
		says: 'The type of a key: SYMMETRIC_DEFAULT, RSA_2048, ECC_NIST_P256, HMAC_256, ML_DSA_65 and so on.',
		also: ['CustomerMasterKeySpec']
	},
	{
		term: 'Key usage',
		says: 'The one kind of work a key may do: encrypt, sign, make MACs, agree on keys, or encapsulate them.'
	},
	{
		term: 'Symmetric encryption key',
		says: 'The usual KMS key: one AES-256-GCM key that seals and opens, and never leaves.'
	},
	{
		term: 'Asymmetric KMS key',
		says: 'A pair: the private half stays in KMS, the public half is for everybody.'
	},
	{ term: 'HMAC key', says: 'A symmetric key that only makes and checks message authentication codes.' },
	{
		term: 'Key state',
		says: 'Enabled, Disabled, PendingDeletion, PendingImport and four more: it decides which calls are answered.'
	},
	{
		term: 'Disabled key',
		says: 'A key that refuses all cryptography until it is enabled again. It loses nothing.'
	},
	{ term: 'Pending deletion', says: 'The 7 to 30 days in which a key is unusable and can still be rescued.' },
	{ term: 'Key ID', says: 'The name of a key in its account and Region: a UUID, or mrk- and 32 hex digits.' },
	{
		term: 'Key ARN',
		says: 'The full name, with Region and account: the way to name a key of another account.'
	},
	{ term: 'Alias', says: 'A name of your choice that points to a key and can be hung on another.' },
	{
		term: 'alias/aws/',
		says: 'The beginning of the aliases of AWS managed keys; nobody else can make one.',
		also: ['aws/']
	},
	{
		term: 'Data key',
		says: 'A key that KMS makes for use outside it: given out readable and wrapped, and then forgotten.'
	},
	{
		term: 'Encrypted data key',
		says: 'A data key wrapped under a KMS key. It lies beside the data and is useless without that key.',
		also: ['wrapped data key']
	},
	{ term: 'Data key pair', says: 'A pair made by KMS for use outside, its private half also wrapped.' },
	{ term: 'Envelope encryption', says: 'The data under a data key, the data key under another key.' },
	{
		term: 'Ciphertext blob',
		says: 'What Encrypt answers. It names the key and the material, so that Decrypt need not.'
	},
	{ term: 'Plaintext', says: 'What can be read. KMS keeps none of it, in logs neither.' },
	{
		term: 'Encryption context',
		says: 'Names and values, not secret, that are bound to a ciphertext and must be given again to the letter.'
	},
	{
		term: 'Additional authenticated data (AAD)',
		says: 'What is checked together with a ciphertext without being hidden: the context, for one.',
		also: ['AAD']
	},
	{
		term: 'Authenticated encryption',
		says: 'Encryption that notices any change of ciphertext or context. AES-GCM is one.'
	},
	{
		term: 'Cryptographic operation',
		says: 'A call that uses key material: Encrypt, Decrypt, Sign, GenerateDataKey and their like.'
	},
	{
		term: 'ReEncrypt',
		says: 'From one key or generation to another, inside the HSM: no plaintext comes out.'
	},
	{ term: 'DryRun', says: 'Asks whether a call would be allowed, without doing it.' },
	{ term: 'Key policy', says: 'The one policy that each key has, and that is asked first.' },
	{
		term: 'Default key policy',
		says: 'What AWS attaches where you give no policy: the account may let IAM decide.'
	},
	{
		term: 'Account principal',
		says: 'An ARN that ends in :root. It means the account, not only its root user.',
		also: ['root']
	},
	{
		term: 'IAM policy',
		says: 'A policy of a user or role. For a key it counts only where the key policy lets the account decide.'
	},
	{
		term: 'Grant',
		says: 'A yes for one grantee, one key and a few operations, without touching a policy. It never denies.'
	},
	{ term: 'Grantee principal', says: 'Whom a grant allows.' },
	{ term: 'Retiring principal', says: 'Who may end a grant besides its owner.' },
	{ term: 'Grant token', says: 'Makes a new grant usable at once, before it is known everywhere.' },
	{
		term: 'Grant constraint',
		says: 'What a grant asks for besides: an encryption context, or a source ARN.'
	},
	{ term: 'kms:ViaService', says: 'A condition: the call must come by way of this service.' },
	{
		term: 'kms:GrantIsForAWSResource',
		says: 'A condition: a grant may be made only where an AWS service asks for it in your name.'
	},
	{
		term: 'Automatic rotation',
		says: 'New material by the calendar, every 90 to 2,560 days; the key stays the same.',
		also: ['annual rotation']
	},
	{ term: 'On-demand rotation', says: 'New material now, up to 25 times for a key.' },
	{ term: 'Manual rotation', says: 'Another key, the alias re-hung, the old key kept for old data.' },
	{
		term: 'Multi-Region key',
		says: 'A primary and its replicas in other Regions: the same id and material, each with a policy of its own.'
	},
	{ term: 'Replica key', says: 'A whole KMS key made from a primary in another Region.' },
	{
		term: 'Custom key store',
		says: 'Material elsewhere than in KMS’s own HSMs: in your CloudHSM cluster, or behind a proxy of yours.',
		also: ['XKS', 'CloudHSM']
	},
	{
		term: 'S3 Bucket Key',
		says: 'A short-lived key that S3 asks for once a bucket and requester, and makes object keys from.'
	},
	{ term: 'Eventual consistency', says: 'The seconds, at most minutes, until a change is known everywhere.' },
	{ term: 'SSE-S3', says: 'S3 encrypts under a key of its own. KMS is not asked.', also: ['AES256'] },
	{ term: 'SSE-KMS', says: 'S3 encrypts under a data key that KMS gives it.', also: ['aws:kms'] },
	{ term: 'DSSE-KMS', says: 'The same with two layers.' },
	{
		term: 'SSE-C',
		says: 'The caller sends the key with each request. Off for new buckets since April 2026.'
	},
	{
		term: 'Forward access session',
		says: 'A service that calls KMS does so with your permissions.',
		also: ['FAS']
	},
	{
		term: 'Request quota',
		says: 'How many calls a second are answered; beyond it comes ThrottlingException.',
		also: ['throttling']
	},
	{
		term: 'Confused deputy',
		says: 'A service tricked into using its rights for a stranger; source conditions and the context help.'
	}
];
