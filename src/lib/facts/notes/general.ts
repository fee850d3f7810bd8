/** Encryption and KMS in general: what the notes say, and what AWS documents today. */
import type { Claim } from './claim';

export const GENERAL: readonly Claim[] = [
	{
		row: 1,
		verdict: 'true',
		says: 'With server-side encryption the server encrypts, with a data key.',
		today: 'So it is: the service gets a data key from KMS, uses it, and keeps only its wrapped copy.',
		source: 'KDG “Generate data keys”',
		shown: ['scene:server-side-encryption']
	},
	{
		row: 2,
		verdict: 'never',
		says: 'The keys must be KMS keys, and the server must reach them.',
		today: 'KMS is one way. SSE-S3 calls no KMS of yours, and with SSE-C the key comes with each request.',
		source: 'S3 User Guide, SSE pages',
		shown: ['scene:s3-variants']
	},
	{
		row: 3,
		verdict: 'true',
		says: 'The data is decrypted before it is sent to us.',
		today: 'Yes; under SSE-KMS the reader also needs kms:Decrypt.',
		source: 'S3-23 UsingKMSEncryption',
		shown: ['scene:read-without-decrypt', 'scene:server-side-encryption']
	},
	{
		row: 4,
		verdict: 'true',
		says: 'With client-side encryption the client encrypts and decrypts.',
		today: 'Yes, with the AWS Encryption SDK or the S3 Encryption Client.',
		source: 'AWS Encryption SDK',
		shown: ['scene:envelope-seal']
	},
	{
		row: 5,
		verdict: 'true',
		says: 'Client-side encryption can use envelope encryption.',
		today: 'Both libraries do, unless told otherwise.',
		source: 'AWS Encryption SDK',
		shown: ['scene:envelope-seal', 'scene:envelope-open']
	},
	{
		row: 6,
		verdict: 'true',
		says: 'KMS is short for Key Management Service.',
		today: 'Yes.',
		source: 'KDG',
		shown: ['page:/glossary']
	},
	{
		row: 7,
		verdict: 'partly',
		says: 'Encryption in AWS always means KMS.',
		today: 'A rule for exams. SSE-S3, SSE-C, CloudHSM and TLS certificates do not use KMS keys of yours.',
		source: 'S3 User Guide',
		shown: ['scene:s3-variants']
	},
	{
		row: 8,
		verdict: 'partly',
		says: 'AWS manages the keys for us.',
		today: 'AWS runs the HSMs. Who sets policy and life depends on who manages the key.',
		source: 'KDG23 concepts',
		shown: ['page:/kinds']
	},
	{
		row: 9,
		verdict: 'partly',
		says: 'We fully manage keys: create, rotate, enable, disable.',
		today: 'Only customer managed keys.',
		source: 'KDG “Enable and disable keys”',
		shown: ['page:/kinds', 'scene:disable']
	},
	{
		row: 10,
		verdict: 'partly',
		says: 'IAM decides who may use a key.',
		today: 'The key policy comes first: IAM counts only where the key policy lets the account decide.',
		source: 'KDG23 “Default key policy”',
		shown: ['scene:allowed-by-iam', 'scene:four-corners']
	},
	{
		row: 11,
		verdict: 'changed',
		says: 'The HSMs are validated under FIPS 140-2.',
		today: 'FIPS 140-3 Security Level 3, certificate 4884.',
		source: 'KDG “AWS KMS internal operations”',
		when: 'late 2024',
		unverified: 'the day of the certificate',
		shown: ['tool:hsm']
	},
	{
		row: 12,
		verdict: 'true',
		says: 'KMS is secure and resilient.',
		today: 'A Regional service over several Availability Zones.',
		source: 'KDG23 disaster-recovery-resiliency',
		shown: ['page:/glossary']
	},
	{
		row: 13,
		verdict: 'true',
		says: 'It works with S3, EBS, RDS and others.',
		today: 'Yes.',
		source: 'KDG',
		shown: ['scene:server-side-encryption', 'tab:services']
	},
	{
		row: 14,
		verdict: 'true',
		says: 'CloudTrail records each use of a key.',
		today: 'Yes, as management events; a trail can leave out KMS only as a whole.',
		source: 'KDG23 logging',
		shown: ['tool:trail']
	},
	{
		row: 15,
		verdict: 'true',
		says: 'CloudTrail says which service used a key.',
		today: 'Yes; since 2025 also which key material, for symmetric keys.',
		source: 'KDG ct-decrypt',
		when: 'extended 2025',
		shown: ['tool:trail']
	}
];
