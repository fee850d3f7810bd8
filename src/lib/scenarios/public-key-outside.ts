import { did, refused } from './checks';
import { createAlias, seedOf, START, TEXT } from './parts';
import { createKeyOf, getPublicKey, made, outside } from './outside';
import { answerOf, keyIdAt, kms, type Scenario, type ScenarioStep, type SoFar } from './scenario';

const ALGORITHM = 'RSAES_OAEP_SHA_256';
const publicKey = (so: SoFar): Uint8Array => answerOf<'GetPublicKey', 'PublicKey'>(so, 'public', 'PublicKey');

const encryptOutside = (phase: string, name: string, plaintext = TEXT): ScenarioStep =>
	outside(phase, (so) => ({ act: 'encrypt', algorithm: ALGORITHM, publicKey: publicKey(so), plaintext }), {
		name,
		by: 'a visitor'
	});
const decryptInside = (phase: string, of: string, fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: kms('Decrypt', (so) => ({
		KeyId: keyIdAt(so, 0),
		EncryptionAlgorithm: ALGORITHM,
		CiphertextBlob: made(so, of, 'ciphertext')
	}))
});
const disable: ScenarioStep = {
	phase: 'Disable the key',
	command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) }))
};

export const publicKeyOutside: Scenario = {
	id: 'public-key-outside',
	title: 'A public key, outside AWS',
	question: 'Can somebody without AWS encrypt something for this key?',
	summary: 'Anybody with the public key encrypts without KMS. Only the key inside KMS opens it.',
	note: 'CloudTrail has GetPublicKey and Decrypt, and nothing of what happens outside. No key policy and no encryption context guards that side.',
	seed: seedOf('glass-kms public key outside'),
	startsAt: START,
	makesRsaKeys: true,
	setup: [
		createKeyOf('Create a key', {
			Description: 'letters',
			KeySpec: 'RSA_2048',
			KeyUsage: 'ENCRYPT_DECRYPT'
		}),
		createAlias('alias/letters')
	],
	steps: [
		getPublicKey(),
		encryptOutside('Encrypt outside', 'letter'),
		decryptInside('Decrypt inside', 'letter'),
		disable,
		encryptOutside('Still possible outside', 'late'),
		decryptInside('No more inside', 'late', 'DisabledException')
	],
	predict: {
		before: 4,
		question: 'The key is Disabled. Can a visitor who has the public key still encrypt?',
		choices: [
			{
				text: 'Yes: KMS is not asked',
				says: 'A downloaded public key works for ever; only opening needs KMS.'
			},
			{
				means: 'refused',
				text: 'No: the key is Disabled',
				says: 'Disabled stops calls to KMS, and this is none.'
			},
			{ text: 'Only inside AWS', says: 'Where it happens does not matter: no AWS service takes part.' }
		],
		right: 0
	},
	goal: {
		task: 'Encrypt 190 bytes outside and open them; find out by trying that 191 do not fit.',
		checks: [
			{ label: 'Something opened inside', holds: did('Decrypt') },
			{
				label: 'Too much was refused outside',
				holds: refused('client.outside', 'RefusedOutside')
			}
		],
		hints: {
			look: 'The key’s panel: download the public key, encrypt outside.',
			think: 'RSA-OAEP with SHA-256 leaves 190 bytes of a 2,048-bit key.'
		},
		solution: [
			getPublicKey(),
			encryptOutside('As much as fits', 'full', new Uint8Array(190)),
			decryptInside('Open it', 'full'),
			{ ...encryptOutside('One byte more', 'over', new Uint8Array(191)), fails: 'RefusedOutside' }
		],
		nearMiss: [
			getPublicKey(),
			encryptOutside('As much as fits', 'full', new Uint8Array(190)),
			decryptInside('Open it', 'full')
		]
	},
	chapter: 'kinds',
	shows: [94, 96, 98]
};
