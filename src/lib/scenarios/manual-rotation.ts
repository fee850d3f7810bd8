import { did, keyBehind, refused } from './checks';
import { createAlias, createKey, seedOf, START, TEXT } from './parts';
import { createKeyOf, getPublicKey, made, outside } from './outside';
import { answerOf, keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

/** Keys of the world: 0 symmetric, 1 the old RSA key behind the alias, 2 HMAC, 3 the new RSA key. */
const ALIAS = 'alias/letters';
const ALGORITHM = 'RSAES_OAEP_SHA_256';
const rsaKey = (phase: string, description = 'letters'): ScenarioStep =>
	createKeyOf(phase, { Description: description, KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });

const everyDays = (phase: string, days: number, index: number, fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: kms('EnableKeyRotation', (so) => ({ KeyId: keyIdAt(so, index), RotationPeriodInDays: days }))
});
const reHang = (phase: string, index: number, fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: kms('UpdateAlias', (so) => ({ AliasName: ALIAS, TargetKeyId: keyIdAt(so, index) }))
});
const open = (phase: string, by: 'alias' | 'old key', fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: kms('Decrypt', (so) => ({
		KeyId: by === 'alias' ? ALIAS : keyIdAt(so, 1),
		EncryptionAlgorithm: ALGORITHM,
		CiphertextBlob: made(so, 'letter', 'ciphertext')
	}))
});
const disableOld: ScenarioStep = {
	phase: 'Disable the old key',
	command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 1) }))
};

export const manualRotation: Scenario = {
	id: 'manual-rotation',
	title: 'Rotate by hand, and when that is still needed',
	question: 'KMS rotates by itself. When must one still rotate by hand?',
	summary: 'Every 90 or 180 days KMS rotates by itself. Shorter periods, RSA and HMAC keys need your hand.',
	note: 'Automatic rotation is possible every 90 to 2,560 days since 2024. Without UpdateAlias, DeleteAlias and CreateAlias move a name to another kind of key. Of the four keys here the stage draws two at a time, the one that a call names first.',
	seed: seedOf('glass-kms manual rotation'),
	startsAt: START,
	makesRsaKeys: true,
	setup: [
		createKey('orders'),
		createAlias('alias/orders'),
		rsaKey('Before'),
		createAlias(ALIAS, 1),
		createKeyOf('Before', { Description: 'tickets', KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
		createAlias('alias/tickets', 2),
		getPublicKey('Before', 1),
		outside(
			'Before',
			(so) => ({
				act: 'encrypt',
				algorithm: ALGORITHM,
				publicKey: answerOf<'GetPublicKey', 'PublicKey'>(so, 'public', 'PublicKey'),
				plaintext: TEXT
			}),
			{ name: 'letter' }
		)
	],
	steps: [
		everyDays('Every 180 days: automatic', 180, 0),
		everyDays('Every 90 too', 90, 0),
		everyDays('Every 30: refused', 30, 0, 'ValidationException'),
		everyDays('RSA: refused', 90, 1, 'UnsupportedOperationException'),
		everyDays('HMAC: refused', 90, 2, 'UnsupportedOperationException'),
		rsaKey('So by hand: a new key'),
		reHang('Re-hang the alias', 3),
		open('The old letter, by alias', 'alias', 'InvalidCiphertextException'),
		open('By the old key', 'old key'),
		disableOld,
		open('Old data fails', 'old key', 'DisabledException'),
		reHang('Another kind of key', 0, 'ValidationException')
	],
	predict: {
		before: 7,
		question: 'The alias names the new RSA key now. Does the old letter open by alias?',
		choices: [
			{
				text: 'No: the old key must be named',
				says: 'RSA ciphertext does not name its key; only the right private key opens it.'
			},
			{
				means: 'works',
				text: 'Yes: the ciphertext names its key',
				says: 'That holds for symmetric ciphertext of KMS, not for RSA.'
			},
			{
				means: 'works',
				text: 'Yes: KMS tries both',
				says: 'KMS uses the key that the request names, and no other.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Move the alias to a new RSA key, and find out what a symmetric key behind it would do.',
		checks: [
			{
				label: 'The alias names a younger key',
				holds: ({ state, start }) => keyBehind(state, ALIAS)?.keyId !== keyBehind(start, ALIAS)?.keyId
			},
			{
				label: 'Another type was refused',
				holds: refused('UpdateAlias', 'ValidationException')
			},
			{ label: 'The old letter still opens', holds: did('Decrypt') }
		],
		hints: {
			look: 'Make the key first; Call the API has UpdateAlias.',
			think: 'Old RSA data opens only under the key that is named in Decrypt.'
		},
		solution: [
			rsaKey('New key', 'letters of 2027'),
			reHang('Another type', 0, 'ValidationException'),
			reHang('Re-hang', 3),
			open('Open the old', 'old key')
		],
		nearMiss: [
			rsaKey('New key', 'letters of 2027'),
			reHang('Another type', 0, 'ValidationException'),
			reHang('Re-hang', 3),
			open('Open the old', 'alias', 'InvalidCiphertextException')
		]
	},
	chapter: 'rotation',
	shows: [79, 83, 84, 85, 87, 88]
};
