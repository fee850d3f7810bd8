/** Symmetric and asymmetric: what the notes say, and what AWS documents today. */
import type { Claim } from './claim';

export const PAIRS: readonly Claim[] = [
	{
		row: 89,
		verdict: 'true',
		says: 'Symmetric: one key encrypts and decrypts.',
		today: 'Yes, AES-256-GCM. HMAC keys are symmetric as well, but only make MACs.',
		source: 'KDG',
		shown: ['scene:direct-encrypt']
	},
	{
		row: 90,
		verdict: 'true',
		says: 'Envelope encryption needs one.',
		today: 'GenerateDataKey works with symmetric encryption keys only.',
		source: 'API GenerateDataKey',
		shown: ['scene:envelope-seal', 'tab:keys']
	},
	{
		row: 91,
		verdict: 'true',
		says: 'One never sees the symmetric key.',
		today: 'Yes.',
		source: 'KDG',
		shown: ['scene:direct-encrypt']
	},
	{
		row: 92,
		verdict: 'true',
		says: 'One must call KMS to use it.',
		today: 'Yes.',
		source: 'KDG',
		shown: ['scene:direct-encrypt']
	},
	{
		row: 93,
		verdict: 'true',
		says: 'Services use symmetric keys.',
		today: 'For data at rest, yes.',
		source: 'Service pages',
		unverified: 'DNSSEC signing uses an asymmetric key',
		shown: ['tab:services', 'scene:server-side-encryption']
	},
	{
		row: 94,
		verdict: 'partly',
		says: 'Asymmetric: the public key encrypts, the private decrypts.',
		today: 'For encryption. For signing the private key signs, and the public verifies.',
		source: 'KDG',
		shown: ['tab:keys']
	},
	{
		row: 95,
		verdict: 'changed',
		says: 'Use: encrypt and decrypt, or sign and verify.',
		today: 'One usage a key, and more of them: MACs, key agreement, ML-DSA, Ed25519, ML-KEM.',
		source: 'API KeyUsageType',
		when: '2024 to 2026',
		shown: ['tab:keys']
	},
	{
		row: 96,
		verdict: 'true',
		says: 'The public key can be downloaded.',
		today: 'Yes: GetPublicKey, which is recorded and needs permission.',
		source: 'API GetPublicKey',
		shown: ['tab:keys']
	},
	{
		row: 97,
		verdict: 'true',
		says: 'The private key never comes out.',
		today: 'Of a KMS key. GenerateDataKeyPair does return a private data key.',
		source: 'API GenerateDataKeyPair',
		shown: ['tab:keys']
	},
	{
		row: 98,
		verdict: 'true',
		says: 'Use it where people outside AWS encrypt.',
		today: 'Yes; no policy, context or record guards that side, and only RSA fits.',
		source: 'KDG',
		shown: ['tab:keys']
	}
];
