/** Using it: size, price, sharing: what the notes say, and what AWS documents today. */
import type { Claim } from './claim';

export const USE: readonly Claim[] = [
	{
		row: 36,
		verdict: 'partly',
		says: 'Many 1 KB files: encrypt each directly under a customer managed key.',
		today: 'Possible up to 4,096 bytes. For many files envelope encryption needs far fewer calls.',
		source: 'API Encrypt',
		shown: ['scene:direct-encrypt', 'scene:envelope-seal']
	},
	{
		row: 37,
		verdict: 'never',
		says: 'The reason: the file system does not support AWS managed keys.',
		today: 'Right result, wrong cause: an AWS managed key works only through its own service.',
		source: 'KDG23 concepts',
		shown: ['page:/kinds']
	},
	{
		row: 38,
		verdict: 'partly',
		says: 'Calls cost $0.03 for 10,000.',
		today: 'For symmetric ones, above 20,000 free a month. Others cost more.',
		source: 'Pricing page',
		shown: ['tool:bill']
	},
	{
		row: 39,
		verdict: 'changed',
		says: '(Not said: what rotation costs.)',
		today: 'A dollar a month for the first and the second rotation, nothing for later ones. Then: each one.',
		source: 'Pricing page, as quoted',
		when: 'about May 2024',
		unverified: 'the day',
		shown: ['tool:bill']
	},
	{
		row: 40,
		verdict: 'true',
		says: 'Use KMS to share sensitive information.',
		today: 'By key policy or grant; it carries nothing itself.',
		source: 'KDG',
		shown: ['scene:cross-account', 'scene:handed-to-another-account']
	},
	{
		row: 41,
		verdict: 'true',
		says: 'Nobody can get the key out.',
		today: 'Of a symmetric key and a private key, yes. Public keys can be fetched.',
		source: 'KDG',
		shown: ['scene:direct-encrypt', 'tool:hsm']
	},
	{
		row: 42,
		verdict: 'partly',
		says: 'Rotating keys makes them safer.',
		today: 'Old data stays under old material, and data keys that leaked are still leaked.',
		source: 'KDG23 rotate-keys',
		shown: ['scene:decrypt-older-generation', 'scene:re-encrypt']
	},
	{
		row: 43,
		verdict: 'partly',
		says: 'A call takes at most 4 KB.',
		today: '4,096 bytes for symmetric keys; RSA takes 190 to 470, by key and algorithm.',
		source: 'API Encrypt, Sign',
		shown: ['scene:direct-encrypt', 'tab:keys']
	},
	{
		row: 44,
		verdict: 'true',
		says: 'Above that, use envelope encryption.',
		today: 'Yes.',
		source: 'API Encrypt',
		shown: ['scene:envelope-seal']
	},
	{
		row: 45,
		verdict: 'partly',
		says: 'The key policy must allow the user.',
		today: 'It must, or it must let the account decide by IAM.',
		source: 'KDG23 “Default key policy”',
		shown: ['scene:allowed-by-key-policy']
	},
	{
		row: 46,
		verdict: 'partly',
		says: 'IAM must allow the calls as well.',
		today: 'In one account one of the two is enough; across accounts both. A grant is a third way.',
		source: 'KDG23; API CreateGrant',
		shown: ['scene:four-corners', 'scene:cross-account', 'scene:grant']
	}
];
